using Katas.Engine.Reporting.Simulations;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;
using Katas.Simulation.Tests.Gallery;

namespace Katas.Simulation.Tests.Diagrams;

/// <summary>What each kind of failure looks like in a terminal.</summary>
public sealed class SpaceTimeTextTests
{
    [Test]
    public Task A_lease_holder_that_pauses() => VerifyText(LeaseCluster.AHolderPauses());

    [Test]
    public Task Two_leaders_in_one_term() => VerifyText(ElectionCluster.AVoterForgets());

    [Test]
    public Task A_partition_of_five() => VerifyText(ElectionCluster.OfFiveAfterAPartition());

    [Test]
    public Task A_message_that_is_dropped() => VerifyText(ReplicaCluster.AMessageIsDropped());

    [Test]
    public Task A_message_that_is_late() => VerifyText(ReplicaCluster.AMessageIsLate());

    [Test]
    public Task A_node_that_throws() => VerifyText(ReplicaCluster.ItThrows());

    [Test]
    public Task A_write_that_a_crash_loses()
    {
        var story = new TraceStory("n1", "n2", "client");
        story.Deliver(story.Send("client", "n1", new Put("x", 7)));
        story.Disk("n1", "write data 512 bytes");
        story.Disk("n1", "rename data.new -> data");
        story.Deliver(story.Send("n1", "client", new Done(7)));
        story.Observe("client", "confirmed", 7);
        story.Begin("n1", new CrashFault(new NodeId("n1"), TimeSpan.Zero, TimeSpan.FromMilliseconds(40), FaultClass.LostWrites));
        story.Add(TraceKind.Start, "n1", data: 2);
        story.Disk("n1", "read data: none");
        story.Observe("n1", "restored", 0);
        return VerifyText(story.Broken("7 was confirmed, and n1 restored 0."));
    }

    [Test]
    public Task More_machines_than_there_is_room_for()
    {
        var names = Enumerable.Range(1, 9).Select(i => $"machine-with-a-long-name-{i}").ToArray();
        var story = new TraceStory(names);
        foreach (var name in names[1..]) story.Deliver(story.Send(names[0], name, new Put(new string('k', 300), 1)));
        foreach (var name in names[1..6])
        {
            story.Deliver(story.Send(name, names[0], new Done(1)));
            story.Observe(names[0], "answers", name);
        }

        return VerifyText(story.Broken("There were too many answers."));
    }

    [Test]
    public Task Texts_that_would_break_the_lines()
    {
        var story = new TraceStory("a", "b");
        story.Deliver(story.Send("a", "b", "line\nbreak\t\u202e"));
        story.Observe("b", "took", new List<Put> { new("x", 1), new("y\n", 2), new("z", 3) });
        return VerifyText(story.Broken("It took it."));
    }

    [Test]
    public void Every_mistake_of_the_gallery_fits_and_tells_each_machines_steps_in_their_order()
    {
        foreach (var (specimen, bug) in Specimen.All.SelectMany(specimen => specimen.Bugs.Select(bug => (specimen, bug))))
        {
            var run = Simulator.Check(
                specimen.Build(bug), new SimulationOptions { Seeds = 300, MostShrinkingRuns = 0 }).Found;
            if (run is null) continue;
            var lines = SpaceTimeText.Of(run).Split('\n');
            Assert.That(lines, Has.Length.InRange(3, 14), $"{specimen}, {bug}");
            Assert.That(lines.Max(line => line.Length), Is.AtMost(100), $"{specimen}, {bug}");
            InOrder(Story.Tell(run, CausalCone.Of(run), 12, Relevance.Background - 1), run.Trace.Nodes.Count);
            InOrder(Story.Tell(run, CausalCone.Of(run), 150, Relevance.Background), run.Trace.Nodes.Count);
        }
    }

    private static void InOrder(IReadOnlyList<StoryRow> rows, int machines)
    {
        for (var machine = 0; machine < machines; machine++)
        {
            var last = -1;
            foreach (var row in rows)
            {
                if (row.From == machine && row.Arrow is not (Arrow.None or Arrow.Arrives)) Next(row.Message.Number);
                foreach (var step in row.Locals.Where(step => step.Node == machine)) Next(step.Number);
            }

            void Next(int step)
            {
                Assert.That(step, Is.GreaterThan(last));
                last = step;
            }
        }
    }

    private static Task VerifyText(SimulatedRun run)
    {
        Assert.That(run.Failure, Is.Not.Null);
        var text = SpaceTimeText.Of(run);
        Assert.That(text.Split('\n').Max(line => line.Length), Is.AtMost(100));
        return Verify($"{run.Failure!.Property}\n{run.Failure.Evidence}\n{text}");
    }

    private sealed record Put(string Key, int Value);

    private sealed record Done(int Value);
}
