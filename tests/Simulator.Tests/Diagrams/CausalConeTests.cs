using Katas.Engine.Simulation.Tracing;

namespace Katas.Simulation.Tests.Diagrams;

/// <summary>Which steps can have had a part in a violation.</summary>
public sealed class CausalConeTests
{
    [Test]
    public void What_a_machine_did_and_heard_before_belongs_to_it_and_what_is_concurrent_does_not()
    {
        var story = new TraceStory("a", "b", "c");
        var aside = story.Send("c", "b", "aside");
        var first = story.Send("a", "b", "first");
        var arrival = story.Deliver(first);
        var after = story.Send("a", "c", "after");
        var late = story.Deliver(aside);
        var wrong = story.Observe("b", "wrong", 1);
        var cone = CausalCone.Of(story.Broken("It is wrong."));
        Assert.That(cone.Steps, Is.EqualTo(new[] { aside, first, arrival, late, wrong }));
        Assert.That(cone.Contains(after), Is.False);
    }

    [Test]
    public void A_message_that_was_lost_on_its_way_into_the_cone_belongs_to_it()
    {
        var story = new TraceStory("old", "new");
        var heartbeat = story.Send("old", "new", "heartbeat");
        var lost = story.Lose(heartbeat, "partition");
        var timer = story.Add(TraceKind.Timer, "new");
        var wrong = story.Observe("new", "leader", 2);
        Assert.That(CausalCone.Of(story.Broken("Two lead.")).Steps, Is.EqualTo(new[] { heartbeat, lost, timer, wrong }));
    }

    [Test]
    public void Of_two_leaders_in_one_term_the_first_is_a_root_too()
    {
        var run = ElectionCluster.AVoterForgets();
        var said = CausalCone.Of(run).Roots.Select(root => run.Trace.Events[root].Data!.ToString()).ToList();
        Assert.That(said, Is.EqualTo(new[] { "leader = 1", "leader = 1" }));
    }

    [Test]
    public void A_value_that_the_evidence_names_is_a_root_before_a_nearer_one()
    {
        var story = new TraceStory("store");
        var named = story.Observe("store", "accepted", 34);
        story.Observe("store", "accepted", 7);
        var wrong = story.Observe("store", "accepted", 33);
        Assert.That(CausalCone.Of(story.Broken("It accepted 33 after 34.")).Roots, Is.EqualTo(new[] { named, wrong }));
    }

    [Test]
    public void Of_answers_that_do_not_fit_the_calls_of_the_core_are_the_roots()
    {
        var run = ReplicaCluster.AMessageIsDropped();
        var kinds = CausalCone.Of(run).Roots.Select(root => run.Trace.Events[root].Kind);
        Assert.That(kinds, Is.EqualTo(new[] { TraceKind.Invoke, TraceKind.Return, TraceKind.Invoke, TraceKind.Return }));
    }

    [Test]
    public void It_holds_exactly_what_vector_clocks_say_came_before_and_what_was_lost()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var run = ElectionCluster.Run(5, seed);
            var cone = CausalCone.Of(run);
            var clocks = Clocks(run.Trace);
            foreach (var step in run.Trace.Events.Where(step => step.Node >= 0))
            {
                var isBefore = cone.Roots.Any(root => clocks[root][step.Node] >= clocks[step.Number][step.Node]);
                Assert.That(cone.Contains(step.Number), Is.EqualTo(isBefore), $"seed {seed}, {step}");
            }
        }
    }

    /// <summary>Fidge's and Mattern's clocks, computed forwards, where the cone is walked backwards.</summary>
    private static List<int[]> Clocks(Trace trace)
    {
        var now = trace.Nodes.Select(_ => new int[trace.Nodes.Count]).ToList();
        var clocks = new List<int[]>();
        foreach (var step in trace.Events)
        {
            if (step.Node < 0)
            {
                clocks.Add(new int[trace.Nodes.Count]);
                continue;
            }

            var clock = now[step.Node];
            if (step.Cause >= 0)
                for (var i = 0; i < clock.Length; i++) clock[i] = Math.Max(clock[i], clocks[step.Cause][i]);
            clock[step.Node]++;
            clocks.Add([.. clock]);
        }

        return clocks;
    }
}
