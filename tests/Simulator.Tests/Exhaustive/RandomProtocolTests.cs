using Katas.Engine.Simulation.Exhaustive;
using Katas.Simulation.Tests.Exhaustive.Protocols;

namespace Katas.Simulation.Tests.Exhaustive;

/// <summary>The search against one that is written otherwise, on protocols that nobody thought up.</summary>
public sealed class RandomProtocolTests
{
    private const int Most = 800;

    [Test]
    public void Both_searches_meet_the_same_number_of_states()
    {
        var (compared, states) = (0, 0);
        for (var seed = 1; seed <= 150; seed++)
        {
            var scenario = RandomProtocol.Scenario(seed);
            var result = ExhaustiveSearch.Run(scenario, new ExhaustiveOptions { MostStates = Most });
            if (!result.IsComplete) continue;
            var naive = new NaiveSearch(scenario).ByLevels();
            Assert.That(result.Finding, Is.EqualTo(ExhaustiveFinding.None), $"seed {seed}");
            var count = new NaiveSearch.Count(result.States, result.Transitions, result.Depth, result.AtRest, null);
            Assert.That(count, Is.EqualTo(naive), $"seed {seed}");
            (compared, states) = (compared + 1, states + naive.States);
        }

        TestContext.Out.WriteLine($"{compared} protocols, {states} states");
        Assert.That(compared, Is.GreaterThan(40));
    }

    [Test]
    public void Both_searches_find_bad_states_equally_far_away()
    {
        var (found, farthest) = (0, 0);
        for (var seed = 1; seed <= 150; seed++)
        {
            var value = seed % 4;
            var plain = ExhaustiveSearch.Run(RandomProtocol.Scenario(seed), new ExhaustiveOptions { MostStates = Most });
            if (!plain.IsComplete) continue;
            var naive = new NaiveSearch(RandomProtocol.Scenario(seed)).ByLevels(cluster =>
                cluster.Machines.Values.All(machine => ((RandomProtocol.Point)machine.State!).Value == value));
            var result = ExhaustiveSearch.Run(RandomProtocol.Scenario(seed).Always("not all alike", view =>
                view.Nodes.All(node => ((RandomProtocol.Point)node.State).Value == value) ? "all alike" : null));
            Assert.That(
                result.Finding == ExhaustiveFinding.PropertyBroken ? result.Steps.Count : (int?)null, Is.EqualTo(naive.FirstBad),
                $"seed {seed}");
            if (naive.FirstBad is not { } steps) continue;
            (found, farthest) = (found + 1, Math.Max(farthest, steps));
        }

        TestContext.Out.WriteLine($"{found} found, the farthest {farthest} steps away");
        Assert.That(found, Is.GreaterThan(15));
    }

    [Test]
    public void Every_path_of_a_tiny_protocol_stays_within_the_states_that_were_met()
    {
        var compared = 0;
        for (var seed = 1; seed <= 150; seed++)
        {
            var scenario = RandomProtocol.Scenario(seed);
            var result = ExhaustiveSearch.Run(scenario, new ExhaustiveOptions { MostStates = 60 });
            if (!result.IsComplete || result.Transitions > 100) continue;
            Assert.That(new NaiveSearch(scenario).ByPaths(), Is.EqualTo(result.States), $"seed {seed}");
            compared++;
        }

        TestContext.Out.WriteLine($"{compared} protocols");
        Assert.That(compared, Is.GreaterThan(10));
    }

    [Test]
    public void The_same_search_twice_gives_the_same_trace()
    {
        var scenario = Election.Scenario(forgets: true);
        var (one, other) = (ExhaustiveSearch.Run(scenario), ExhaustiveSearch.Run(scenario));
        Assert.That(one.Run!.Trace.Hash, Is.EqualTo(other.Run!.Trace.Hash));
        Assert.That(one.Steps.Select(step => step.ToString()), Is.EqualTo(other.Steps.Select(step => step.ToString())));
    }
}
