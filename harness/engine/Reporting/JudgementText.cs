using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Counterexamples;
using Katas.Engine.Specs;

namespace Katas.Engine.Reporting;

/// <summary>Words what the linearizability checker found about a subject's calls.</summary>
internal static class JudgementText
{
    public static PropertyFailedException Failed(CheckResult result, History history, string? how)
    {
        var found = result.Counterexample;
        var shown = found?.Operations.Select(core => core.Operation).ToList() ?? history.Operations;
        return new PropertyFailedException(
            $"the answers are those of a {result.Model} that does one call after another",
            (found?.Reason ?? "No order of these calls explains their answers.") + LegalInstead(found))
        {
            Table = Table(shown, found?.Impossible),
            Found = how,
        };
    }

    private static string LegalInstead(Counterexample? found) =>
        found is { LegalThere: [_, ..] legal } && !found.Reason.Contains("Legal", StringComparison.Ordinal)
            ? $" Legal here: {string.Join(", or ", legal)}."
            : "";

    /// <summary>Begins and ends count the events of these calls only, so that one sees what overlaps.</summary>
    private static string Table(IReadOnlyList<Operation> operations, Operation? impossible)
    {
        long[] events = [.. operations.SelectMany(o => new[] { o.Invoked, o.Returned }).Distinct().Order()];
        return TextTable.Render(
            ["#", "client", "begins", "ends", "call"],
            [.. operations.Select((operation, i) => new[]
            {
                $"{i + 1}",
                $"{operation.Client}",
                $"{Array.IndexOf(events, operation.Invoked) + 1}",
                operation.Ending == Ending.Open ? "never" : $"{Array.IndexOf(events, operation.Returned) + 1}",
                operation + (operation.Index == impossible?.Index ? "   <- impossible" : ""),
            })]);
    }
}
