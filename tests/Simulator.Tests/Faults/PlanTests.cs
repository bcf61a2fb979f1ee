using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;
using Katas.Simulation.Tests.Support;
using static Katas.Simulation.Tests.Support.Runs;

namespace Katas.Simulation.Tests.Faults;

/// <summary>What the plan says, and what the seeds make of it.</summary>
public sealed class PlanTests
{
    [Test]
    public void Each_kind_of_fault_is_off_in_about_half_of_the_seeds()
    {
        var scenario = Idle(3).Faults(p => p
            .Every(Ms(300)).Crash(Ms(100)).Pause(Ms(100)).Partition(Ms(100)).Clog(Ms(100)).ClockStep(Ms(100)).ClockDrift(100)
            .ThenHeal(Ms(2000)));
        var kinds = Enumerable.Range(1, 400)
            .SelectMany(seed => Simulator.Run(scenario, new RunPlan(seed)).Happened.Select(fault => fault.Class).Distinct())
            .CountBy(kind => kind).ToDictionary();
        Assert.That(kinds, Has.Count.EqualTo(6));
        Assert.That(kinds.Values, Has.All.InRange(160, 240));
    }

    [Test]
    public void Kinds_that_a_run_is_without_never_come()
    {
        var scenario = Idle(3).Faults(p => p.Every(Ms(300)).Crash(Ms(100)).Pause(Ms(100)).AllAtOnce().ThenHeal(Ms(2000)));
        var run = Simulator.Run(scenario, new RunPlan(1) { Without = new HashSet<FaultClass> { FaultClass.Crash } });
        Assert.That(run.Happened, Is.Not.Empty.And.All.InstanceOf<PauseFault>());
    }

    [Test]
    public void After_the_healing_nothing_happens_any_more_and_all_machines_are_up()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var scenario = new Scenario().Nodes(3, _ => new Acting(async node =>
            {
                while (!node.Stopping.IsCancellationRequested)
                {
                    foreach (var peer in node.Peers) node.Network.Send(peer, "hello");
                    await Task.Delay(Ms(20), node.Time);
                }
            })).Faults(p => p.Messages(0.2, 0.2, 0.2).ClockDrift(1000)
                .Every(Ms(100)).Crash(Ms(800)).Pause(Ms(800)).Partition(Ms(800), losesInFlight: true).Clog(Ms(800))
                .SlowDisk(Ms(800), Ms(10)).ClockStep(Ms(800)).FlakyLink(Ms(800), 0.5).RollingRestarts(Ms(100), Ms(100))
                .ThenHeal(Ms(1000)))
                .EventuallyAfterHeal("all are up", TimeSpan.Zero, view => view.Nodes.All(node => node.IsUp && !node.IsPaused))
                .For(Ms(1500));
            var run = Simulator.Run(scenario, new RunPlan(seed));
            Assert.That(run.Failure, Is.Null);
            var healed = run.Steps(TraceKind.Heal).Single();
            Assert.That(healed.Time, Is.EqualTo(Ms(1000)));
            var after = run.Trace.Events.Skip(healed.Number).ToList();
            Assert.That(after.Select(step => step.Kind), Has.None.AnyOf(TraceKind.FaultBegins, TraceKind.FaultEnds));
            Assert.That(after.Where(step => step.Kind == TraceKind.Lose), Is.Empty);
            var (begun, ended) = (run.Steps(TraceKind.FaultBegins).Count(), run.Steps(TraceKind.FaultEnds).Count());
            Assert.That(ended, Is.EqualTo(begun - run.Happened.OfType<ClockStepFault>().Count()));
        }
    }

    [Test]
    public void Rolling_restarts_stop_one_machine_after_another()
    {
        var scenario = Idle(3).Faults(p => p.At(Ms(100)).RollingRestarts(Ms(50), Ms(200)).AllAtOnce().ThenHeal(Ms(5000)));
        var crashes = Simulator.Run(scenario, new RunPlan(1)).Happened.Cast<CrashFault>().ToList();
        Assert.That(crashes.Select(crash => crash.Node.Name), Is.EqualTo(["n1", "n2", "n3"]));
        foreach (var (one, next) in crashes.Zip(crashes.Skip(1))) Assert.That(next.At, Is.EqualTo(one.At + one.Down + Ms(50)));
    }

    [Test]
    public void A_flaky_link_loses_about_the_part_it_is_told_in_one_direction_and_for_its_time()
    {
        var scenario = new Scenario().Nodes(2, _ => new Acting(async node =>
        {
            while (true)
            {
                node.Network.Send(node.Peers[0], 1);
                await Task.Delay(Ms(1), node.Time, node.Stopping);
            }
        })).Faults(p => p.At(Ms(1000)).FlakyLink(Ms(2000), 0.6).AllAtOnce().ThenHeal(Ms(5000)));
        var run = Simulator.Run(scenario, new RunPlan(3));
        var lost = run.Steps(TraceKind.Lose).ToList();
        Assert.That(lost.Select(step => step.Node).Distinct().Count(), Is.EqualTo(1));
        Assert.That(lost[0].Time, Is.GreaterThanOrEqualTo(Ms(1000)));
        var length = (lost[^1].Time - lost[0].Time).TotalMilliseconds;
        Assert.That(length, Is.InRange(950, 3000));
        Assert.That(lost.Count / length, Is.EqualTo(0.6).Within(0.08));
        Assert.That(run.Happened, Has.Count.EqualTo(lost.Count).And.All.InstanceOf<MessageFault>());
    }

    [Test]
    public void Groups_are_a_minority_and_the_others_or_one_and_the_others_or_share_a_bridge()
    {
        var moment = new FaultMoment(View(5, services: 1), new Random(1));
        Assert.That((moment.Halves().Left.Count, moment.Halves().Right.Count), Is.EqualTo((2, 4)), "s1 is with the others");
        Assert.That(moment.Alone(new NodeId("n2")).ToString(), Is.EqualTo("{n2} | {n1, n3, n4, n5, s1}"));
        var bridge = moment.Bridge();
        Assert.That(bridge.Left.Intersect(bridge.Right).Count(), Is.EqualTo(1));
        Assert.That(bridge.Left.Union(bridge.Right).Count(), Is.EqualTo(6));
        Assert.That(new FaultMoment(View(2, 0), new Random(1)).Halves().Left, Has.Count.EqualTo(1));
        Assert.That(new FaultMoment(View(1, 0), new Random(1)).AnyLink(), Is.Null);
    }

    [Test]
    public void Plans_that_make_no_sense_are_refused()
    {
        var builder = new FaultPlanBuilder();
        Assert.Throws<ArgumentException>(() => builder.Crash(Ms(1), FaultClass.Drop));
        Assert.Throws<ArgumentException>(() => builder.RollingRestarts(Ms(1), Ms(1), FaultClass.Pause));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.FlakyLink(Ms(1), 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Messages(drop: double.NaN));
        var fault = new PauseFault(new NodeId("n1"), Ms(1), Ms(1));
        Assert.Throws<ArgumentException>(() => Simulator.Run(Idle(1), new RunPlan(1) { Faults = [fault] }));
        var late = Idle(1).Faults(p => p.At(Ms(100)).Add(FaultClass.Pause, _ => fault).AllAtOnce().ThenHeal(Ms(500)));
        Assert.Throws<ArgumentException>(() => Simulator.Run(late, new RunPlan(1)));
    }

    private static Scenario Idle(int count) => new Scenario().Nodes(count, _ => new Acting(Acting.Idle));

    private static ClusterView View(int nodes, int services) => new(
        [.. Enumerable.Range(1, nodes).Select(i => new NodeView(new NodeId($"n{i}")))],
        [.. Enumerable.Range(1, services).Select(i => new NodeId($"s{i}"))]);
}
