using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Simulation.Tests.Shrinking;

namespace Katas.Simulation.Tests.Replaying;

/// <summary>A plan as a string to paste.</summary>
public sealed class SimulationReplayTests
{
    private static readonly NodeId A = new("n1"), B = new("n2"), C = new("n3");
    private static readonly TimeSpan Odd = new(123_456_789), Whole = TimeSpan.FromMilliseconds(6010);

    private static readonly Fault[] Faults =
    [
        new MessageFault(A, B, 1, FaultClass.Drop, TimeSpan.Zero),
        new MessageFault(B, A, 70_000, FaultClass.Duplicate, Odd),
        new MessageFault(B, C, 31, FaultClass.Delay, Whole),
        new CrashFault(A, Whole, Odd, FaultClass.Crash),
        new CrashFault(B, Odd, Whole, FaultClass.LostWrites),
        new CrashFault(C, TimeSpan.Zero, Whole, FaultClass.TornWrites),
        new PauseFault(C, Whole, TimeSpan.FromDays(30)),
        new PartitionFault(FaultClass.Partition, Whole, Odd, new NodeGroups([A], [B, C]), LosesInFlight: true),
        new PartitionFault(FaultClass.OneWayPartition, Odd, Whole, new NodeGroups([A, B], [C]), LosesInFlight: false),
        new PartitionFault(FaultClass.Bridge, Whole, Whole, new NodeGroups([A, B], [B, C]), LosesInFlight: false),
        new PartitionFault(FaultClass.Partition, Whole, Whole, new NodeGroups([C, A], []), LosesInFlight: true),
        new ClogFault(A, C, Whole, Whole),
        new ClockDriftFault(B, -499_999),
        new ClockDriftFault(B, 12),
        new ClockStepFault(A, Odd, -Odd),
        new ClockStepFault(A, Whole, Whole),
        new SlowDiskFault(C, Whole, Odd, Whole),
    ];

    private static Scenario Three =>
        new Scenario().Nodes(3, _ => null!).Clients(2, 50, (_, _) => 0, (_, _) => Task.CompletedTask);

    [Test]
    public void Every_kind_of_fault_survives_being_written_down()
    {
        Assert.That(Faults.Select(fault => fault.Class).Distinct(), Is.EquivalentTo(Enum.GetValues<FaultClass>()));
        foreach (var fault in Faults) Survives(new RunPlan(7) { Faults = [fault] });
        Survives(new RunPlan(-7) { Faults = Faults });
    }

    [Test]
    public void All_else_of_a_plan_survives_too()
    {
        var all = OperationTexts.All(Three);
        Survives(new RunPlan(127));
        Survives(new RunPlan(127) { Faults = [] });
        Survives(new RunPlan(int.MinValue) { End = Odd, AllAtOnce = true, Without = Enum.GetValues<FaultClass>().ToHashSet() });
        Survives(new RunPlan(1) { LeftOut = all.ToHashSet() });
        Survives(new RunPlan(1) { LeftOut = all.Take(1).ToHashSet() });
        Survives(new RunPlan(1) { LeftOut = all.Where((_, i) => i is not (3 or 77 or 99)).ToHashSet(), Faults = Faults[..2] });
    }

    [Test]
    public void Whatever_the_shape_of_a_plan_it_survives()
    {
        var all = OperationTexts.All(Three);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            Survives(new RunPlan(random.Next())
            {
                Faults = random.Next(5) == 0 ? null : [.. Faults.Where(_ => random.Next(3) == 0)],
                LeftOut = all.Where(_ => random.Next(4) == 0).ToHashSet(),
                End = random.Next(2) == 0 ? null : new TimeSpan(random.NextInt64(1L << 40)),
            });
        }
    }

    [Test]
    public void Two_faults_take_less_than_forty_letters()
    {
        var kept = new HashSet<OperationId> { new(3, 17), new(4, 40) };
        var text = SimulationReplay.Of(Three, new RunPlan(127)
        {
            Faults = [new PauseFault(A, Whole, Whole), new MessageFault(A, B, 17, FaultClass.Drop, TimeSpan.Zero)],
            LeftOut = OperationTexts.All(Three).Where(each => !kept.Contains(each)).ToHashSet(),
        });
        Assert.That(text, Has.Length.LessThan(40).And.StartsWith("7f-"));
        Assert.That(text, Does.Match("^[0-9a-zA-Z-]+$"));
        Assert.That(SimulationReplay.Of(Three, new RunPlan(127)), Does.Match("^7f-[0-9a-z]{5}$"));
    }

    [Test]
    public void The_replay_of_a_shrunk_run_is_that_run()
    {
        foreach (var scenario in new[] { EarlyAck.Scenario(), StaleHolder.Scenario() })
        {
            var shrunk = Simulator.Check(scenario).Shrunk!;
            var text = SimulationReplay.Of(scenario, shrunk.Plan);
            TestContext.Out.WriteLine(text);
            var again = Simulator.Run(scenario, SimulationReplay.Parse(text, scenario));
            Assert.That(again.Trace.Hash, Is.EqualTo(shrunk.Trace.Hash));
            Assert.That(text, Has.Length.LessThan(45));
        }
    }

    [TestCase("")]
    [TestCase("7f")]
    [TestCase("7f-abc")]
    [TestCase("x-abcde")]
    [TestCase("7f-1-2-abcde")]
    [TestCase("7f-abcde")]
    public void What_is_no_run_is_told_so(string text) => Assert.That(
        () => SimulationReplay.RequireWhole(text),
        Throws.TypeOf<FormatException>().With.Message.EndsWith("Paste the whole string."));

    [Test]
    public void A_letter_that_was_lost_or_changed_is_noticed()
    {
        var text = SimulationReplay.Of(Three, new RunPlan(127) { Faults = Faults[..3] });
        for (var i = 0; i < text.Length; i++)
        {
            var (lost, changed) = (text.Remove(i, 1), text.Remove(i, 1).Insert(i, text[i] == 'z' ? "y" : "z"));
            Assert.That(() => SimulationReplay.RequireWhole(lost), Throws.TypeOf<FormatException>(), lost);
            Assert.That(() => SimulationReplay.RequireWhole(changed), Throws.TypeOf<FormatException>(), changed);
        }
    }

    [Test]
    public void A_string_of_another_scenario_does_not_fit()
    {
        var text = SimulationReplay.Of(Three, new RunPlan(127));
        Scenario[] others =
        [
            new Scenario().Nodes(4, _ => null!), Three.Always("a", _ => null), Three.For(Odd), Three.Network(Odd, Odd),
            Three.Faults(plan => plan.Messages(drop: 0.1).ThenHeal(Odd)),
            new Scenario().Nodes(3, _ => null!).Clients(2, 51, (_, _) => 0, (_, _) => Task.CompletedTask),
        ];
        Assert.That(SimulationReplay.Fits(text, Three), Is.True);
        Assert.That(others.Select(other => SimulationReplay.Fits(text, other)), Is.All.False);
        Assert.That(() => SimulationReplay.Parse(text, others[0]), Throws.TypeOf<FormatException>());
    }

    private static void Survives(RunPlan plan)
    {
        var text = SimulationReplay.Of(Three, plan);
        var read = SimulationReplay.Parse(text, Three);
        Assert.Multiple(() =>
        {
            Assert.That(read.Seed, Is.EqualTo(plan.Seed));
            Assert.That(read.Faults, Is.EqualTo(plan.Faults));
            Assert.That(read.LeftOut, Is.EquivalentTo(plan.LeftOut));
            Assert.That(read.Without, Is.EquivalentTo(plan.Without));
            Assert.That((read.End, read.AllAtOnce), Is.EqualTo((plan.End, plan.AllAtOnce)));
            Assert.That(SimulationReplay.Of(Three, read), Is.EqualTo(text));
        });
    }
}
