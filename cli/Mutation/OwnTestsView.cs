using Katas.Cli.Output;
using Katas.Engine.Mutation;

namespace Katas.Cli.Mutation;

/// <summary>Prints what a learner's own tests accept and notice.</summary>
internal sealed class OwnTestsView(Session session, MutationOutcome outcome, OwnTestsResult others, int tests)
{
    private Screen Screen => session.Screen;

    /// <summary>Prints it.</summary>
    /// <param name="all">Whether each mutant is shown.</param>
    public void Print(bool all)
    {
        new MutationView(session, outcome, all).Print();
        Screen.Line();
        Screen.Line($"Your {(tests == 1 ? "test" : $"{tests} tests")} in {session.Shown(outcome.Plan.OwnTests!)}");
        Accepts();
        Catches();
        Screen.Line();
        Screen.Line(Verdict());
    }

    private void Accepts()
    {
        Screen.Line("  accept the reference");
        Screen.Line($"  accept {others.Alternatives - others.Rejected.Count} of {others.Alternatives} other right answers");
        foreach (var (name, test) in others.Rejected)
            Screen.Line("    ", ("rejected: ", Ink.Bad), $"{name}, by {test}: it asks for what the contract does not promise");
    }

    private void Catches()
    {
        var count = others.Caught.Count + others.Missed.Count;
        Screen.Line($"  catch {others.Caught.Count} of {count} mistakes that people make");
        foreach (var group in others.Caught.GroupBy(caught => caught.Test))
            Screen.Line($"    {group.Key}: {string.Join(", ", group.Select(caught => caught.Name))}");
        if (others.Missed.Count > 0) Screen.Line("    ", ("missed: ", Ink.Bad), string.Join(", ", others.Missed));
        foreach (var origin in Enum.GetValues<MutantOrigin>())
        {
            var faults = outcome.Faults(origin);
            var whose = origin == MutantOrigin.Concurrency ? "faults of concurrency" : "faults of Stryker.NET";
            if (faults.Count > 0)
                Screen.Line($"  notice {faults.Count(result => result.Fate == MutantFate.Killed)} of {faults.Count} {whose}");
        }
    }

    private Inked[] Verdict() => (others.Rejected.Count, others.Missed.Count) switch
    {
        ( > 0, _) => [("REJECTS A RIGHT ANSWER", Ink.Bad), " Loosen the test above until it asks for no more than the contract."],
        (_, 0) => [("GOOD", Ink.Good), " Every mistake is caught, and every right answer is accepted."],
        _ =>
        [
            ("NOT YET", Ink.Warning),
            $" Take a mistake that was missed, and write the test that it breaks. What it is: " +
            $"{Session.Command($"test {outcome.Plan.Kata.Id} --subject mistake:{others.Missed[0]}")}",
        ],
    };
}
