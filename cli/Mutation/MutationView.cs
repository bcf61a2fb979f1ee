using System.Globalization;
using Katas.Cli.Output;
using Katas.Engine.Mutation;

namespace Katas.Cli.Mutation;

/// <summary>Prints what became of the mutants.</summary>
/// <param name="session">Where it prints.</param>
/// <param name="outcome">What it prints.</param>
/// <param name="all">Whether each mutant is shown, also those that were killed.</param>
internal sealed class MutationView(Session session, MutationOutcome outcome, bool all)
{
    private const int MostShown = 5;

    private Screen Screen => session.Screen;

    /// <summary>Prints all of it but the verdict.</summary>
    public void Print()
    {
        Screen.Line(
            (outcome.Plan.Kata.Facts.Title, Ink.Strong),
            $"{Screen.Marks.Dot}faults planted in {outcome.Plan.Subject}, one at a time");
        Table();
        Killers();
        foreach (var fate in FateWords.Unnoticed) Unnoticed(fate);
        if (all) Killed();
        if (outcome.Stale.Count > 0)
        {
            Section($"{session.Shown(MutationOutcome.BookOf(outcome.Plan.Kata))} explains what is not so:");
            Screen.Lines(outcome.Stale, "  ");
        }

        if (outcome.Page is not null) Section($"Each mutant in the source: {session.Shown(outcome.Page)}");
    }

    private void Table()
    {
        Screen.Line();
        Screen.Table(
            ["mutants", "tried", "killed", "survived", "timed out", "other", "explained", "score", "wanted"],
            Enum.GetValues<MutantOrigin>().Select(Row));
        var aside = outcome.Report.Results;
        var twins = aside.Count(result => result.SameAs is not null && result.Fate != MutantFate.SameCode);
        var parts = new[]
        {
            (aside.Count(result => result.Fate == MutantFate.DoesNotCompile), "do not compile"),
            (aside.Count(result => result.Fate == MutantFate.SameCode), "are the same program as the original"),
            (twins, "are the same program as another mutant"),
        };
        var shown = parts.Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {part.Item2}").ToList();
        if (shown.Count > 0) Screen.Line(($"  Left out: {string.Join(", ", shown)}.", Ink.Quiet));
    }

    private Inked[] Row(MutantOrigin origin)
    {
        var tried = outcome.Report.Tried(origin);
        var (killed, survived, timedOut) = (Count(MutantFate.Killed), Count(MutantFate.Survived), Count(MutantFate.TimedOut));
        var wanted = outcome.Wanted(origin);
        return
        [
            origin == MutantOrigin.Concurrency ? "of concurrency" : "of Stryker.NET",
            Number(tried.Count), Number(killed), Number(survived), Number(timedOut),
            Number(tried.Count - killed - survived - timedOut), Number(tried.Count(outcome.IsExplained)),
            (outcome.ScoreText(origin), outcome.Reaches(origin) ? Ink.Good : Ink.Bad), $"{wanted} %",
        ];

        int Count(MutantFate fate) => tried.Count(result => result.Fate == fate);
    }

    /// <summary>Which tests carry the spec. A test that kills nothing that others leave may still be the clearest.</summary>
    private void Killers()
    {
        var killers = outcome.Report.Results.Where(result => result.Fate == MutantFate.Killed && result.SameAs is null)
            .CountBy(result => result.By).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .ToList();
        if (killers.Count == 0) return;
        Section("Killed by");
        foreach (var (test, count) in killers) Screen.Line($"  {count,4}  {test}");
    }

    private void Unnoticed(MutantFate fate)
    {
        var mutants = outcome.Unexplained.Where(result => result.Fate == fate).ToList();
        if (mutants.Count == 0) return;
        Section($"{Capital(FateWords.Of(fate))}, and no test failed: {mutants.Count}");
        foreach (var result in all ? mutants : mutants.Take(MostShown)) Mutant(result);
        if (!all && mutants.Count > MostShown)
            Screen.Line($"  {Screen.Marks.Ellipsis} {mutants.Count - MostShown} more, --all shows them");
    }

    private void Killed()
    {
        Section("Killed");
        foreach (var result in outcome.Report.Results.Where(result => result.Fate == MutantFate.Killed && result.SameAs is null))
            Screen.Line($"  {result.Mutant.Name,-40} {Place(result.Mutant),-50} {result.By}");
    }

    private void Mutant(MutantResult result)
    {
        var mutant = result.Mutant;
        Screen.Line("  ", (mutant.Name, Ink.Strong), $"  {Place(mutant)}");
        if (outcome.MayShowSource) Screen.Lines(MutantDiff.Of(outcome.Sources[mutant.Edit.File], mutant.Edit), "    ");
        if (result.Fate != MutantFate.Survived) Screen.Line($"    {result.Text}");
        if (MutationOperators.Find(mutant.Operator) is { } planted)
        {
            Screen.Line(($"    The fault: {planted.Plants}.", Ink.Quiet));
            Screen.Line(($"    It may be none: {planted.MayBeEquivalent}", Ink.Quiet));
        }

        Screen.Line();
    }

    private string Place(Mutant mutant) =>
        $"{session.Shown(Path.Combine(outcome.Plan.Kata.Root, mutant.Edit.File))}:{mutant.Line}";

    private void Section(string title)
    {
        Screen.Line();
        Screen.Line(title);
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
