namespace Katas.Engine.Mutation;

/// <summary>The numbers of a run.</summary>
/// <param name="Results">A result for each mutant, in the order of the sources.</param>
public sealed record MutationReport(IReadOnlyList<MutantResult> Results)
{
    /// <summary>
    /// The mutants that can be noticed at all: no two are the same program, and none is the original. A mutant that came to
    /// no end, crashed or was undecided is among them, and is not killed.
    /// </summary>
    public IReadOnlyList<MutantResult> Tried(MutantOrigin origin) =>
        [.. Results.Where(result => result.Mutant.Origin == origin && Counts(result))];

    /// <summary>How many of the mutants of that origin were killed, from 0 to 1; 1 when there are none.</summary>
    /// <param name="origin">Whose mutants.</param>
    /// <param name="explained">The names of survivors that were explained as equivalent: they do not count.</param>
    public double Score(MutantOrigin origin, IReadOnlySet<string> explained)
    {
        var counted = Tried(origin).Where(result => !explained.Contains(result.Mutant.Name)).ToList();
        return counted.Count == 0 ? 1 : (double)counted.Count(result => result.Fate == MutantFate.Killed) / counted.Count;
    }

    /// <summary>Marks all but the first of mutants that are the same program.</summary>
    public static IReadOnlyList<MutantResult> WithoutRepeats(IEnumerable<MutantResult> results)
    {
        Dictionary<string, string> first = [];
        return [.. results.Select(result =>
            result.CodeSum is null || first.TryAdd(result.CodeSum, result.Mutant.Name)
                ? result with { SameAs = null }
                : result with { SameAs = first[result.CodeSum] })];
    }

    private static bool Counts(MutantResult result) =>
        result.SameAs is null && result.Fate is not (MutantFate.DoesNotCompile or MutantFate.SameCode);
}
