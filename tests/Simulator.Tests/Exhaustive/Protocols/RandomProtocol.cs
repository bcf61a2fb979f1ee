using Katas.Engine.Simulation.Exhaustive;

namespace Katas.Simulation.Tests.Exhaustive.Protocols;

/// <summary>A protocol that means nothing: tables drawn from a seed say what becomes of a state and what is sent.</summary>
internal sealed class RandomProtocol(int seed) : IMessageHandler<RandomProtocol.Point>
{
    private const int Values = 4, Kinds = 3;
    private readonly Rule[] _rules = Draw(new Random(seed));

    public sealed record Point(NodeId Self, ValueList<NodeId> Peers, int Value);

    /// <summary>Each message that answers another has less fuel, so that there is an end.</summary>
    public sealed record Note(int Kind, int Fuel);

    private sealed record Rule(int Value, ValueList<(int Peer, int Kind)> Sends, int Saves, int Sets, int Stops, int Says);

    public static HandlerScenario Scenario(int seed)
    {
        var random = new Random(seed);
        var scenario = new HandlerScenario().Nodes(2 + random.Next(2), _ => new RandomProtocol(seed))
            .Lose(random.Next(3) / 2).Duplicate(random.Next(3) / 2).Crash(random.Next(3) / 2).Timeouts(random.Next(3))
            .Client("c1", "n1", new Note(random.Next(Kinds), 1 + random.Next(2)))
            .Client("c2", "n2", new Note(random.Next(Kinds), 1 + random.Next(2)));
        if (random.Next(2) == 0) scenario.Remember("said", 1 + random.Next(2));
        if (random.Next(2) == 0) scenario.Remember(HandlerScenario.Reply, 1 + random.Next(2));
        return scenario;
    }

    public Step<Point> Start(NodeId self, ValueList<NodeId> peers, object? saved) =>
        Do(new Point(self, peers, saved is int value ? value : 0), 0, 1, self);

    public Step<Point> Receive(Point state, NodeId from, object message) =>
        message is Note(var kind, var fuel) ? Do(state, 1 + kind, fuel, from) : Step.To(state);

    public Step<Point> Timeout(Point state, string timer) => Do(state, 1 + Kinds + (timer[1] - '0'), 1, state.Self);

    private Step<Point> Do(Point state, int happening, int fuel, NodeId from)
    {
        var rule = _rules[(happening * Values) + state.Value];
        var step = Step.To(state with { Value = rule.Value });
        if (rule.Saves == 0) step = step.Save(rule.Value);
        if (rule.Sets < 2) step = step.SetTimer($"t{rule.Sets}", TimeSpan.FromSeconds(1));
        if (rule.Stops < 2) step = step.StopTimer($"t{rule.Stops}");
        if (rule.Says < Values) step = step.Observe("said", rule.Says);
        if (fuel == 0) return step;
        foreach (var (peer, kind) in rule.Sends)
        {
            var to = peer == 0 ? from : state.Peers[peer % state.Peers.Count];
            step = step.Send(to, new Note(kind, fuel - 1));
        }

        return step;
    }

    private static Rule[] Draw(Random random) =>
    [
        .. Enumerable.Range(0, Values * (1 + Kinds + 2)).Select(_ => new Rule(
            random.Next(Values), [.. Enumerable.Range(0, random.Next(3)).Select(_ => (random.Next(3), random.Next(Kinds)))],
            random.Next(4), random.Next(5), random.Next(6), random.Next(8))),
    ];
}
