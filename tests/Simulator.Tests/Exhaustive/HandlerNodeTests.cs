using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Exhaustive;
using Katas.Engine.Simulation.Tracing;
using Katas.Simulation.Tests.Exhaustive.Protocols;

namespace Katas.Simulation.Tests.Exhaustive;

/// <summary>The same handlers as programs in the ordinary simulator.</summary>
public sealed class HandlerNodeTests
{
    [Test]
    public void An_election_runs_with_messages_that_take_time()
    {
        var run = Simulator.Run(Elect(forgets: false, crashes: false), new RunPlan(1));
        Assert.That(run.Failure, Is.Null);
        Assert.That(run.Trace.Events.Count(step => step.Data is Observation { Name: "leader" }), Is.GreaterThan(0));
    }

    [Test]
    public void Saved_votes_outlive_crashes_and_votes_that_are_not_saved_do_not()
    {
        var options = new SimulationOptions { Seeds = 300 };
        var saved = Simulator.Check(Elect(forgets: false, crashes: true), options);
        var forgotten = Simulator.Check(Elect(forgets: true, crashes: true), options);
        Assert.That(saved.Finding, Is.EqualTo(SimulationFinding.None), saved.Failure?.Evidence);
        Assert.That(
            (forgotten.Finding, forgotten.Failure?.Property), Is.EqualTo((SimulationFinding.PropertyBroken, "one leader")));
    }

    [Test]
    public void Timers_fire_once_at_their_time()
    {
        var scenario = new Scenario().Nodes(1, HandlerNode.Program(_ => new Clock())).For(TimeSpan.FromSeconds(10));
        var run = Simulator.Run(scenario, new RunPlan(1));
        Assert.That(
            run.Trace.Events.Where(step => step.Data is Observation)
                .Select(step => $"{step.Data} at {step.Time.TotalSeconds:0.0}"),
            Is.EqualTo(new[] { "fired = \"a\" at 2.0", "fired = \"b\" at 3.0" }));
    }

    private static Scenario Elect(bool forgets, bool crashes)
    {
        var scenario = new Scenario().Nodes(3, HandlerNode.Program(_ => new Election(forgets)))
            .Network(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(30))
            .Client("c", async client =>
            {
                client.Network.Send(new NodeId("n1"), new Election.Stand());
                await client.Delay(TimeSpan.FromMilliseconds(client.Random.Next(60)));
                client.Network.Send(new NodeId("n2"), new Election.Stand());
                await client.Delay(TimeSpan.FromMilliseconds(200));
            })
            .Always("one leader", view =>
                view.All("leader").Select(seen => seen.Node).Distinct().Count() > 1 ? "Two lead." : null);
        return crashes
            ? scenario.Faults(p => p.Every(TimeSpan.FromMilliseconds(20)).Crash(down: TimeSpan.FromMilliseconds(1))
                .ThenHeal(TimeSpan.FromMilliseconds(200)))
            : scenario;
    }

    private sealed class Clock : IMessageHandler<int>
    {
        public Step<int> Start(NodeId self, ValueList<NodeId> peers, object? saved) => Step.To(0)
            .SetTimer("b", TimeSpan.FromSeconds(3)).SetTimer("a", TimeSpan.FromSeconds(1)).SetTimer("a", TimeSpan.FromSeconds(2))
            .SetTimer("c", TimeSpan.FromSeconds(1)).StopTimer("c");

        public Step<int> Receive(int state, NodeId from, object message) => Step.To(state);

        public Step<int> Timeout(int state, string timer) => Step.To(state + 1).Observe("fired", timer);
    }
}
