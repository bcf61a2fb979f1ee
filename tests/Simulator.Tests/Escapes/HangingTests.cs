using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Running;
using Katas.Simulation.Tests.Escapes.Programs;

namespace Katas.Simulation.Tests.Escapes;

/// <summary>Nodes that do not give the one thread back: each is named, with its line, and hurts no later run.</summary>
public sealed class HangingTests
{
    private static readonly string[] Busy =
        [nameof(HangingPrograms.Spins), nameof(HangingPrograms.SpinsForGood), nameof(HangingPrograms.AwaitsWhatIsDone)];

    [TearDown]
    public void Release()
    {
        HangingPrograms.Release();
        var next = new Scenario().Nodes(1, _ => new Program(StayingPrograms.All["Task.Yield"]));
        Assert.That(Simulator.Run(next, new RunPlan(1)).Failure, Is.Null);
    }

    private static IEnumerable<TestCaseData> Blocking() => Here.Programs(typeof(HangingPrograms), Busy);

    [TestCaseSource(nameof(Blocking))]
    public void A_node_that_blocks_is_named_with_its_line(Type program)
    {
        var result = Simulator.Check(Here.Alone(program), new SimulationOptions { Seeds = 3 });
        Assert.That(result.Finding, Is.EqualTo(SimulationFinding.Blocked), result.Failure?.Evidence);
        Assert.That(result.Failure!.Evidence, Does.StartWith("n1 waits without await at RunAsync (" + Here.Line(program)));
        Assert.That(result.Failure.Node, Is.EqualTo(new NodeId("n1")));
    }

    [Test]
    public void A_node_that_never_yields_is_named_with_its_loop()
    {
        var program = typeof(HangingPrograms.Spins);
        var run = Simulator.Run(Here.Alone(program), new RunPlan(1), new SimulationOptions { Code = Here.CodeOf(program) });
        Assert.That(run.Failure?.Finding, Is.EqualTo(SimulationFinding.NeverYields));
        Assert.That(run.Failure!.Evidence, Does.StartWith("n1 kept a core busy at 5 ms"));
        Assert.That(run.Failure.Evidence, Does.Contain("is at " + Here.Line(program)));
        Assert.That(StageThread.HasAbandoned, Is.True);
    }

    [Test]
    public void A_loop_without_a_way_out_is_named_first()
    {
        var program = typeof(HangingPrograms.SpinsForGood);
        var result = Simulator.Check(Here.Alone(program), new SimulationOptions { Seeds = 3, Code = Here.CodeOf(program) });
        Assert.That(result.Finding, Is.EqualTo(SimulationFinding.NeverYields));
        Assert.That(result.Runs, Is.EqualTo(1));
        Assert.That(result.Failure!.Evidence, Does.Contain("A loop without await is at " + Here.Line(program)));
    }

    [Test]
    public void Awaiting_what_is_done_already_does_not_give_the_thread_back()
    {
        var run = Simulator.Run(Here.Alone(typeof(HangingPrograms.AwaitsWhatIsDone)), new RunPlan(1));
        Assert.That(run.Failure?.Finding, Is.EqualTo(SimulationFinding.NeverYields));
        Assert.That(run.Failure!.Evidence, Does.Contain("such as a delay of less than a millisecond"));
    }
}
