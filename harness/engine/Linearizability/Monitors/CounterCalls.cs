using Katas.Engine.Histories;
using Katas.Engine.Reporting;

namespace Katas.Engine.Linearizability.Monitors;

/// <summary>What was asked of a counter, and how its values are steps of one way.</summary>
internal sealed class CounterCalls
{
    /// <summary>Adds whose answers say nothing, in the order of the calls.</summary>
    public List<(int Operation, long Amount, bool IsOpen)> Adds { get; } = [];

    /// <summary>Adds that say what was there before.</summary>
    public List<(int Operation, long Amount, long Old)> Fetches { get; } = [];

    /// <summary>What says the value and does not change it, in the order of the calls.</summary>
    public List<(int Operation, long Value)> Reads { get; } = [];

    /// <summary>What neither changes nor says anything, in the order of the calls.</summary>
    public List<int> Anywhere { get; } = [];

    /// <summary>Whether adds were left out that never returned.</summary>
    public bool LeftOut { get; private set; }

    /// <summary>The largest amount, up or down.</summary>
    public long Largest { get; private set; }

    /// <summary>Takes an operation; <see langword="false"/>: it is no call of a counter.</summary>
    public bool Read(int i, Operation operation)
    {
        var told = operation.Ending == Ending.Returned;
        var answer = told ? Values.Normalise(operation.Output) : null;
        var isOpen = operation.Ending == Ending.Open;
        switch (operation.Input)
        {
            case Call { Name: "read" }:
                if (told && answer is not long) return false;
                if (answer is long value) Reads.Add((i, value));
                else if (!isOpen) Anywhere.Add(i);
                return true;
            case Call { Name: "increment" } when answer is null:
                return Add(i, 1, isOpen);
            case Call { Name: "decrement" } when answer is null:
                return Add(i, -1, isOpen);
            case Call { Name: "add", Argument: long amount } when answer is null:
                return Add(i, amount, isOpen);
            case Call { Name: "fetch-and-add", Argument: long amount } when !told:
                return Add(i, amount, isOpen);
            case Call { Name: "fetch-and-add", Argument: long amount } when answer is long old:
                Largest = Math.Max(Largest, amount == long.MinValue ? long.MaxValue : Math.Abs(amount));
                if (amount == 0) Reads.Add((i, old));
                else Fetches.Add((i, amount, old));
                return true;
            default:
                return false;
        }
    }

    /// <summary>The amount that all adds share; 1 if there is none; <see langword="null"/>: they differ.</summary>
    public long? CommonAmount()
    {
        long? common = null;
        foreach (var (_, amount, isOpen) in Adds)
        {
            if (isOpen) continue;
            if (common is { } other && other != amount) return null;
            common = amount;
        }

        foreach (var (_, amount, _) in Fetches)
        {
            if (common is { } other && other != amount) return null;
            common = amount;
        }

        return common ?? (Adds.Count > 0 ? Adds[0].Amount : 1);
    }

    /// <summary>Gives each value its step where all adds are of one amount.</summary>
    public MonitorAnswer? ByAmount(long amount, CounterSteps steps)
    {
        foreach (var (operation, its, _) in Adds)
        {
            if (its == amount) steps.Adds.Add(operation);
            else LeftOut = true;
        }

        steps.Count = steps.Adds.Count + Fetches.Count;
        foreach (var (operation, value) in Reads)
        {
            if (value == long.MinValue || value % amount != 0 || value / amount < 0 || value / amount > steps.Count)
                return NoStep(operation, value, "read");
            steps.Reads.Add((operation, (int)(value / amount)));
        }

        foreach (var (operation, _, old) in Fetches)
        {
            if (old == long.MinValue || old % amount != 0 || old / amount < 0 || old / amount >= steps.Count)
                return NoStep(operation, old, "fetch-and-add");
            steps.Fixed.Add((operation, (int)(old / amount)));
        }

        return null;
    }

    /// <summary>Gives each value its step where all adds say what was there before.</summary>
    public MonitorAnswer? FollowFetches(CounterSteps steps)
    {
        LeftOut = Adds.Count > 0;
        var goesUp = Fetches.Count > 0 && Fetches[0].Amount > 0;
        if (Adds.Exists(add => !add.IsOpen) || Fetches.Exists(fetch => fetch.Amount > 0 != goesUp))
            return MonitorAnswer.NotApplicable("adds of several amounts");
        Fetches.Sort((a, b) => goesUp ? a.Old.CompareTo(b.Old) : b.Old.CompareTo(a.Old));
        var levels = new Dictionary<long, int>(Fetches.Count + 1) { [0] = 0 };
        var value = 0L;
        foreach (var (operation, amount, old) in Fetches)
        {
            var first = steps.Fixed.Count == 0 || old != Fetches[steps.Count - 1].Old ? -1 : Fetches[steps.Count - 1].Operation;
            if (old != value) return NoStep(operation, old, "fetch-and-add", first);
            value += amount;
            steps.Fixed.Add((operation, steps.Count++));
            levels[value] = steps.Count;
        }

        foreach (var (operation, read) in Reads)
        {
            if (!levels.TryGetValue(read, out var level)) return NoStep(operation, read, "read");
            steps.Reads.Add((operation, level));
        }

        return null;
    }

    private bool Add(int i, long amount, bool isOpen)
    {
        Largest = Math.Max(Largest, amount == long.MinValue ? long.MaxValue : Math.Abs(amount));
        if (amount != 0) Adds.Add((i, amount, isOpen));
        else if (!isOpen) Anywhere.Add(i);
        return true;
    }

    private static MonitorAnswer NoStep(int operation, long value, string name, int first = -1) => MonitorAnswer.Violation(
        first < 0
            ? $"A {name} gave {Show.Value(value)}, which no order of the adds can leave there."
            : $"Two adds were told that {Show.Value(value)} was there before them, but each add leaves another value.",
        first < 0 ? [operation] : [Math.Min(first, operation), Math.Max(first, operation)]);
}
