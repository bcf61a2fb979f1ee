using Katas.Engine.Reporting;
using Katas.Engine.Simulation.Exhaustive;
using Katas.Engine.Specs;
using Katas.Simulation.Tests.Exhaustive.Protocols;

namespace Katas.Simulation.Tests.Exhaustive;

/// <summary>When a search says that it is done, when it does not, and in which words.</summary>
public sealed class BoundTests
{
    [Test]
    public void All_states_are_said_to_be_explored_only_when_they_are()
    {
        var all = Run();
        Assert.That(ExhaustiveText.Verdict(all), Is.EqualTo(
            "All 278 states explored, the farthest 8 steps from the beginning; 729 transitions, 22 states at rest."));
        Assert.That((all.IsComplete, all.CompleteDepth), Is.EqualTo((true, 8)));
    }

    [Test]
    public void A_limit_of_states_makes_it_inconclusive()
    {
        var some = Run(new ExhaustiveOptions { MostStates = 277 });
        Assert.That((some.Finding, some.IsComplete, some.States), Is.EqualTo((ExhaustiveFinding.Undecided, false, 277)));
        Assert.That(() => ExhaustiveText.Verdict(some), Throws.TypeOf<InconclusiveException>().With.Message.StartsWith(
            "The search came to a limit of 277 states before it was done. Until then nothing was wrong: 277 states explored, "));
    }

    [TestCase(3)]
    [TestCase(7)]
    public void A_limit_of_steps_makes_it_inconclusive_and_says_how_far_it_came(int steps)
    {
        var some = Run(new ExhaustiveOptions { MostSteps = steps });
        Assert.That((some.IsComplete, some.CompleteDepth, some.Depth), Is.EqualTo((false, steps, steps)));
    }

    [Test]
    public void A_limit_of_memory_makes_it_inconclusive() =>
        Assert.That(Run(new ExhaustiveOptions { MostBytes = 1 << 20 }).Bound, Is.EqualTo("a limit of 1 MiB"));

    [Test]
    public void What_never_comes_about_is_told_after_all_states_only()
    {
        var never = Election.Scenario(forgets: false)
            .Reachable("n3 leads", view => view.All("leader").Any(fact => fact.Node.Name == "n3"));
        Assert.That(ExhaustiveSearch.Run(never).Finding, Is.EqualTo(ExhaustiveFinding.NeverHappened));
        var some = ExhaustiveSearch.Run(never, new ExhaustiveOptions { MostStates = 100 });
        Assert.That(some.Finding, Is.EqualTo(ExhaustiveFinding.Undecided));
    }

    [Test]
    public void A_state_at_rest_that_should_not_be_is_found_on_a_shortest_way()
    {
        var result = ExhaustiveSearch.Run(TwoPhaseCommit.Scenario(decidesEarly: false).Lose(1));
        Assert.That((result.Property, result.Steps[^1].Kind), Is.EqualTo(("all decide", ExhaustiveStepKind.Deliver))
            .Or.EqualTo(("all decide", ExhaustiveStepKind.Lose)));
    }

    [Test]
    public void A_cluster_without_rest_is_told_when_something_is_promised_for_it()
    {
        var result = ExhaustiveSearch.Run(new HandlerScenario()
            .Node("n1", _ => new Ticker()).Finally("it rests", _ => null));
        Assert.That((result.Finding, result.States), Is.EqualTo((ExhaustiveFinding.NeverAtRest, 1)));
    }

    [Test]
    public void A_failure_is_drawn()
    {
        var failed = Assert.Throws<PropertyFailedException>(() =>
            ExhaustiveText.Verdict(ExhaustiveSearch.Run(Election.Scenario(forgets: true))));
        TestContext.Out.WriteLine($"{failed!.Property}\n{failed.Evidence}\n{failed.Table}\n{failed.Found}");
        Assert.That(failed.Table, Does.Contain("CRASH").IgnoreCase.And.Contains("leader = 1"));
        Assert.That(failed.Found, Does.StartWith("No way there is shorter than 7 steps."));
    }

    [Test]
    public void What_is_not_remembered_cannot_be_asked_for() =>
        Assert.That(
            () => ExhaustiveSearch.Run(new HandlerScenario().Node("n1", _ => new Ticker())
                .Always("nothing", view => view.All("x").Count > 0 ? "x" : null)),
            Throws.InvalidOperationException.With.Message.Contains("Remember(\"x\")"));

    private static ExhaustiveResult Run(ExhaustiveOptions? options = null) =>
        ExhaustiveSearch.Run(Election.Scenario(forgets: false), options);

    private sealed class Ticker : IMessageHandler<int>
    {
        public Step<int> Start(NodeId self, ValueList<NodeId> peers, object? saved) => Tick();

        public Step<int> Receive(int state, NodeId from, object message) => Step.To(state);

        public Step<int> Timeout(int state, string timer) => Tick();

        private static Step<int> Tick() => Step.To(0).SetTimer("tick", TimeSpan.FromSeconds(1));
    }
}
