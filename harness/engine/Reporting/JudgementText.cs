using Katas.Engine.Linearizability;
using Katas.Engine.Reporting.Histories;
using Katas.Engine.Specs;

namespace Katas.Engine.Reporting;

/// <summary>Words what the linearizability checker found about a subject's calls.</summary>
internal static class JudgementText
{
    /// <param name="result">A violation.</param>
    /// <param name="how">How it came about, where that is not told by a seed; <see langword="null"/>: it is.</param>
    public static PropertyFailedException Failed(CheckResult result, string? how)
    {
        var core = result.Counterexample!;
        return new PropertyFailedException(
            $"the answers are those of a {result.Model} that does one call after another", HistoryText.Evidence(core))
        {
            Table = $"{HistoryText.Diagram(core)}\n{HistoryText.Found(core)}",
            Found = how,
        };
    }
}
