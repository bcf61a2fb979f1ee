using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;
using Katas.Engine.Linearizability.Searching;

namespace Katas.Judge.Tests.Support;

/// <summary>Compares the search, with some of its reductions, with the plain one.</summary>
internal static class SearchFuzz
{
    /// <summary>Judges histories until the two disagree.</summary>
    /// <param name="type">One of <see cref="SimulatedObject.Types"/>.</param>
    /// <param name="reductions">What the search may leave out.</param>
    /// <param name="from">The first seed.</param>
    /// <param name="count">How many seeds.</param>
    /// <returns>How many were violations, and the first disagreement in words; empty: there was none.</returns>
    public static (int Violations, string Disagreement) Run(string type, Reductions reductions, int from, int count)
    {
        var violations = 0;
        var options = new CheckOptions
        {
            UseMonitors = false,
            Explain = false,
            Reductions = reductions,
            LookAheadFrom = 1, // such small histories end before the search would look ahead
        };
        for (var seed = from; seed < from + count; seed++)
        {
            var history = RandomHistories.Make(type, seed);
            var right = Right(type, history);
            var verdict = LinearizabilityChecker.Check(history, Model(type), options).Verdict;
            if (!right) violations++;
            if (verdict == (right ? CheckVerdict.Linearizable : CheckVerdict.Violation)) continue;
            return (violations,
                $"{type}, seed {seed}, {reductions}: the search says {verdict}, the plain search {right}\n" +
                RandomHistories.Text(history.Operations));
        }

        return (violations, "");
    }

    /// <summary>The first disagreement with all reductions; for the sabotaged copies, which know no types of this
    /// assembly.</summary>
    public static string FirstDisagreement(string type, int count) =>
        Run(type, Reductions.All, 1, count).Disagreement is { Length: > 0 } found ? found : Refute(type, 1, count).Disagreement;

    /// <summary>Judges with hardly any budget: what is called a violation then was shown by a few operations alone.</summary>
    /// <returns>How many were refuted so, and the first that should not have been.</returns>
    public static (int Refuted, string Disagreement) Refute(string type, int from, int count)
    {
        var refuted = 0;
        var options = new CheckOptions { UseMonitors = false, Explain = false, MaxSteps = 1 };
        for (var seed = from; seed < from + count; seed++)
        {
            var history = RandomHistories.Make(type, seed);
            var verdict = LinearizabilityChecker.Check(history, Model(type), options).Verdict;
            if (verdict == CheckVerdict.Violation) refuted++;
            if (verdict == CheckVerdict.Unknown || verdict == CheckVerdict.Violation != Right(type, history)) continue;
            return (refuted,
                $"{type}, seed {seed}: hardly searched, it is {verdict}\n{RandomHistories.Text(history.Operations)}");
        }

        return (refuted, "");
    }

    /// <summary>The model against which the histories of a type are judged.</summary>
    public static SequentialModel Model(string type) =>
        type == "semaphore" ? new SemaphoreModel(2) : ModelCatalogue.Find(type)!;

    /// <summary>The plain search's word.</summary>
    public static bool Right(string type, History history) => Model(type) switch
    {
        SequentialModel<Cell, Call, object?> m => PlainSearch.IsLinearizable(m, history.Operations),
        SequentialModel<Sequence<object?>, Call, object?> m => PlainSearch.IsLinearizable(m, history.Operations),
        SequentialModel<long, Call, object?> m => PlainSearch.IsLinearizable(m, history.Operations),
        SequentialModel<int, Call, object?> m => PlainSearch.IsLinearizable(m, history.Operations),
        SequentialModel<bool, Call, object?> m => PlainSearch.IsLinearizable(m, history.Operations),
        SequentialModel<Holding, Call, object?> m => PlainSearch.IsLinearizable(m, history.Operations),
        var other => throw new ArgumentException($"No plain search for {other.Name}.", nameof(type)),
    };
}
