using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving.Gallery;

/// <summary>Partial-order reduction reaches the end states that every order of every step reaches, and no other.</summary>
internal sealed class LitmusTests
{
    private static IEnumerable<TestCaseData> Programs =>
        Litmus.All.Select(litmus => new TestCaseData(litmus).SetArgDisplayNames(litmus.Name));

    [TestCaseSource(nameof(Programs))]
    public void The_end_states_are_those_of_every_order(Litmus litmus)
    {
        var all = Ends(litmus, ExplorationStrategy.Exhaustive);
        var reduced = Ends(litmus, ExplorationStrategy.PartialOrder);

        Assert.That(reduced.States, Is.EquivalentTo(all.States), litmus.Source);
        Assert.That(reduced.Schedules, Is.LessThanOrEqualTo(all.Schedules));
        TestContext.Out.WriteLine($"{all.States.Count} ends; {all.Schedules} schedules, {reduced.Schedules} with the reduction");
    }

    /// <summary>The oracle's own oracle: what the literature says a sequentially consistent machine may answer.</summary>
    [TestCase("SB: store buffering", 3)]
    [TestCase("MP: message passing", 3)]
    [TestCase("LB: load buffering", 3)]
    [TestCase("IRIW: independent reads of independent writes", 15)]
    [TestCase("CoRR: two reads of one place", 6)]
    [TestCase("2+2W: two writes each, crosswise", 3)]
    public void Sequential_consistency_allows_so_many(string name, int ends) =>
        Assert.That(Ends(Litmus.All.Single(l => l.Name == name), ExplorationStrategy.Exhaustive).States, Has.Count.EqualTo(ends));

    private static (HashSet<string> States, int Schedules) Ends(Litmus litmus, ExplorationStrategy strategy)
    {
        using var twin = SampleProgram.Compile(litmus.Source);
        HashSet<string> states = [];
        var result = Explorer.Explore(
            twin, twin.New<IExhibit>, Threads(litmus), exhibit => states.Add(exhibit.ToString()!),
            new ExplorationOptions { Strategy = strategy, MaxSchedules = 200_000 });
        Samples.AssertAccepted(result);
        return (states, result.Schedules);
    }

    private static List<ThreadOperation<IExhibit>> Threads(Litmus litmus)
    {
        List<ThreadOperation<IExhibit>> all =
        [
            new("P0", e => e.Left()), new("P1", e => e.Right()), new("P2", e => e.Middle()), new("P3", e => e.Fourth()),
        ];
        return all[..litmus.Threads.Length];
    }
}
