using System.Globalization;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Monitors;
using Katas.Judge.Tests.Support;

namespace Katas.Judge.Tests.Monitors;

/// <summary>Holds a monitor against the plain search, over histories from consecutive seeds.</summary>
internal static class MonitorFuzz
{
    /// <summary>How many histories a monitor is held against: 3 000, or what KATAS_FUZZ says.</summary>
    public static int Count { get; } =
        int.Parse(Environment.GetEnvironmentVariable("KATAS_FUZZ") ?? "3000", CultureInfo.InvariantCulture);

    /// <summary>Judges histories until the monitor is wrong.</summary>
    /// <param name="monitor">The monitor.</param>
    /// <param name="model">The model that it speaks of.</param>
    /// <param name="type">The type of the simulated object.</param>
    /// <param name="count">How many histories.</param>
    /// <param name="shape">How they look, given their seed; <see langword="null"/>: drawn.</param>
    public static FuzzResult Run<TState>(
        IMonitor monitor, CallModel<TState> model, string type, int count, Func<int, HistoryShape>? shape = null)
        where TState : notnull
    {
        var kinds = new int[3];
        for (var seed = 0; seed < count; seed++)
        {
            var history = RandomHistories.Make(type, seed, shape?.Invoke(seed));
            foreach (var key in history.Operations.GroupBy(operation => model.KeyOf((Call)operation.Input)))
            {
                Operation[] operations = [.. key];
                var answer = monitor.Judge(new TimedOperations(operations));
                kinds[(int)answer.Kind]++;
                if (Fault(answer, model, operations) is not { } fault) continue;
                var text = $"Seed {seed} of {type}: {fault}\n{RandomHistories.Text(operations)}";
                return new FuzzResult(text, kinds[0], kinds[1], kinds[2]);
            }
        }

        return new FuzzResult(null, kinds[0], kinds[1], kinds[2]);
    }

    private static string? Fault<TState>(MonitorAnswer answer, CallModel<TState> model, Operation[] operations)
        where TState : notnull
    {
        var named = answer.Operations.Select(i => operations[i]).ToList();
        var places = string.Join(" ", named.Select(operation => $"#{operation.Index}"));
        if (answer.Operations.Distinct().Count() != named.Count) return $"it named an operation twice: {places}";
        switch (answer.Kind)
        {
            case MonitorAnswerKind.Linearizable:
                if (!PlainSearch.IsLinearizable(model, operations)) return $"a violation passed, with the order {places}";
                return Unfaithful(model, operations, named) is { } wrong ? $"the order {places} {wrong}" : null;
            case MonitorAnswerKind.Violation:
                if (PlainSearch.IsLinearizable(model, operations)) return $"a right history was refused: {answer.Reason}";
                if (PlainSearch.IsLinearizable(model, named)) return $"{places} are possible by themselves: {answer.Reason}";
                return answer.Reason.EndsWith('.') ? null : $"the reason is no sentence: {answer.Reason}";
            default:
                return null;
        }
    }

    /// <summary>Replays a witness: nothing that took effect is missing, real time is respected, every answer is legal.</summary>
    public static string? Unfaithful<TState>(
        CallModel<TState> model, IEnumerable<Operation> operations, IReadOnlyList<Operation> order)
        where TState : notnull
    {
        var named = order.Select(operation => operation.Index).ToHashSet();
        if (operations.FirstOrDefault(o => o.Ending != Ending.Open && !named.Contains(o.Index)) is { } missing)
            return $"lacks #{missing.Index}";
        var lastCalled = order.Count == 0 ? null : order[0];
        foreach (var operation in order)
        {
            if (operation.Precedes(lastCalled!))
                return $"has #{lastCalled!.Index} before #{operation.Index}, against real time";
            if (operation.Invoked > lastCalled!.Invoked) lastCalled = operation;
        }

        HashSet<TState> states = [model.Initial];
        foreach (var operation in order)
        {
            var call = (Call)operation.Input;
            states = [.. states.SelectMany(state => operation.Ending == Ending.Returned
                ? model.After(state, call, model.NormaliseOutput(call, operation.Output))
                : model.AfterUnknown(state, call))];
            if (states.Count == 0) return $"is not legal at #{operation.Index}";
        }

        return null;
    }
}

/// <summary>What came of it.</summary>
/// <param name="Fault">The first wrong answer, with its seed and its history; <see langword="null"/>: none.</param>
/// <param name="Linearizable">How many were found linearizable.</param>
/// <param name="Violations">How many were found to be violations.</param>
/// <param name="NotApplicable">How many were left to the search.</param>
internal sealed record FuzzResult(string? Fault, int Linearizable, int Violations, int NotApplicable);
