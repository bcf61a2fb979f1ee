using Katas.Engine.Simulation;

namespace Katas.Simulation.Tests.Gallery;

/// <summary>Small protocols with planted mistakes: each is found, and no right one is blamed.</summary>
public sealed class GalleryTests
{
    private const int MostSeedsToKill = 300;
    private const int SeedsForTheRight = 10_000;

    private static IEnumerable<TestCaseData> Mistakes() =>
        from specimen in Specimen.All
        from bug in specimen.Bugs
        select new TestCaseData(specimen, bug).SetArgDisplayNames(specimen.Name, bug);

    private static IEnumerable<TestCaseData> Protocols() =>
        from specimen in Specimen.All select new TestCaseData(specimen).SetArgDisplayNames(specimen.Name);

    [TestCaseSource(nameof(Mistakes))]
    public void Each_mistake_is_found(object specimen, string bug)
    {
        var result = Simulator.Check(
            ((Specimen)specimen).Build(bug), new SimulationOptions { Seeds = MostSeedsToKill, MostShrinkingRuns = 0 });
        TestContext.Out.WriteLine($"{specimen}, {bug}: {result.Runs} seeds, {result.Finding}: {result.Failure?.Property}");
        Assert.That(result.Finding, Is.Not.EqualTo(SimulationFinding.None));
        Assert.That(
            result.Finding,
            Is.AnyOf(SimulationFinding.PropertyBroken, SimulationFinding.NotLinearizable, SimulationFinding.NeverCameAbout),
            result.Failure?.Evidence);
    }

    [TestCaseSource(nameof(Protocols))]
    public void No_right_protocol_is_ever_blamed(object specimen)
    {
        var result = Simulator.Check(((Specimen)specimen).Build(""), new SimulationOptions { Seeds = SeedsForTheRight });
        TestContext.Out.WriteLine($"{specimen}: {result.Runs} seeds, {result.Events} events");
        Assert.That(result.Finding, Is.EqualTo(SimulationFinding.None), result.Failure?.Evidence);
    }

    /// <summary>The snapshot was written by another process than the one that compares it.</summary>
    [Test]
    public Task A_seed_gives_the_same_steps_in_every_process() => Verify(string.Join('\n', Specimen.All.Select(specimen =>
        $"{specimen}: {Simulator.Run(specimen.Build(""), new RunPlan(7)).Trace}")));
}
