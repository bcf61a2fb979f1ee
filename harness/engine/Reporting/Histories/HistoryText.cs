using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Counterexamples;

namespace Katas.Engine.Reporting.Histories;

/// <summary>Words a verdict for the message of a failing test and for the command line.</summary>
/// <remarks>The same text for the same verdict, in every culture. Lines end in a line feed, but for the last.</remarks>
internal static class HistoryText
{
    private const int MostFaults = 3;
    private const int MostAnswers = 4;

    /// <summary>Everything: the verdict, and of a violation what is impossible, the diagram, faults and statistics.</summary>
    public static string Render(CheckResult result) => result is { Verdict: CheckVerdict.Violation, Counterexample: { } core }
        ? string.Join('\n', Headline(result), Evidence(core), Diagram(core), Found(core))
        : Headline(result);

    /// <summary>The verdict in one line.</summary>
    public static string Headline(CheckResult result) => result.Verdict switch
    {
        CheckVerdict.Linearizable => $"Linearizable as {result.Model}: {Cost(result.Cost)}.",
        CheckVerdict.Violation => $"Not linearizable as {result.Model}{Key(result.Counterexample?.Key)}",
        _ => $"Unknown as {result.Model}: neither a pass nor a failure was shown. {Sentence(result.Reason)}".TrimEnd(),
    };

    /// <summary>What is impossible, why, and what would have been legal.</summary>
    public static string Evidence(Counterexample core)
    {
        var impossible = $"{Labels.Of(core.Impossible, core.Key)} by {Labels.Client(core.Impossible.Client)} is impossible";
        var reason = core.Reason == "" ? "." : $"{(char.IsUpper(core.Reason[0]) ? '.' : ':')} {Sentence(core.Reason)}";
        return $"{impossible}{reason}{(LegalThere(core) is { Length: > 0 } legal ? $" Legal here: {legal}." : "")}";
    }

    /// <summary>What the impossible operation could have answered; empty: cannot be told.</summary>
    public static string LegalThere(Counterexample core)
    {
        var shown = core.LegalThere.Take(MostAnswers).Select(Labels.OneLine);
        return string.Join(" or ", core.LegalThere.Count > MostAnswers ? shown.Append("…") : shown);
    }

    /// <summary>
    /// The core as a diagram: at most 12 lines of at most 100 characters, a row for each client. Bars run from call to return;
    /// <c>order</c> numbers where each operation takes effect.
    /// </summary>
    public static string Diagram(Counterexample core) => string.Join('\n', TextDiagram.Render(Scene.Of(core)));

    /// <summary>The faults around it, and how much of the history the core is.</summary>
    public static string Found(Counterexample core)
    {
        var faults = Faults(core);
        return faults == "" ? Statistics(core) : $"Faults: {faults}.\n{Statistics(core)}";
    }

    /// <summary>How much of the history the core is, and whether it could be less.</summary>
    public static string Statistics(Counterexample core) =>
        $"{core.Operations.Count} of {TextDiagram.Count(core.From, "operation")}; " +
        (core.IsMinimal ? "minimal." : "not minimal: the budget ended.");

    /// <summary>What a check took.</summary>
    public static string Cost(CheckCost cost)
    {
        var keys = cost.Keys > 1 ? $" of {TextDiagram.Count(cost.Keys, "key")}" : "";
        var steps = cost.Steps > 0 ? $", {TextDiagram.Count(cost.Steps, "step")}" : "";
        return $"{TextDiagram.Count(cost.Operations, "operation")}{keys}, decided by {cost.DecidedBy}{steps}";
    }

    /// <summary>The key as it follows a name; empty where there is one object.</summary>
    public static string Key(object? key) => key is null ? "" : $", key {Labels.OneLine(Show.Value(key))}";

    /// <summary>A text as a sentence: on one line, with a full stop.</summary>
    public static string Sentence(string text)
    {
        var line = Labels.OneLine(text.Trim());
        return line == "" || line[^1] is '.' or '!' or '?' ? line : $"{line}.";
    }

    // Those during the core first: a fault long before may matter too, and comes after them.
    private static string Faults(Counterexample core)
    {
        var (from, to) = (core.Operations[0].Operation.Invoked, core.Operations[^1].Operation.Invoked);
        var clock = new Clock(
            core.Operations.SelectMany(each => new[] { each.Operation.Invoked, each.Operation.Returned })
                .Concat(core.Annotations.SelectMany(fault => new[] { fault.From, fault.To })), core.Unit);
        var shown = core.Annotations.OrderByDescending(fault => fault.From <= to && fault.To >= from)
            .ThenBy(fault => fault.From).Take(MostFaults).Select(clock.Fault);
        var more = core.Annotations.Count - MostFaults;
        return string.Join("; ", more > 0 ? shown.Append($"{more} more") : shown);
    }
}
