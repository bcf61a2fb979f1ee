using Katas.Engine.Simulation.Exhaustive;

namespace Katas.Simulation.Tests.Exhaustive.Protocols;

/// <summary>A writer stores a value on servers, and reports when most of them have it.</summary>
/// <param name="countsMessages">Whether it counts acknowledgements and not those who sent them.</param>
internal sealed class MajorityRegister(bool countsMessages) : IMessageHandler<MajorityRegister.Place>
{
    public sealed record Place(ValueList<NodeId> Peers, int? Value, ValueSet<NodeId> Stored, int Acks, bool IsDone);

    public sealed record Write(int Value);

    public sealed record Store(int Value);

    public sealed record Ack;

    public static HandlerScenario Scenario(bool countsMessages, int servers = 3) => new HandlerScenario()
        .Node("w", _ => new MajorityRegister(countsMessages))
        .Nodes(servers, _ => new MajorityRegister(countsMessages))
        .Client("c", "w", new Write(7))
        .Duplicate(1).Crash(1)
        .Remember(HandlerScenario.Reply)
        .Always("what was reported written is on most servers", view =>
            view.All(HandlerScenario.Reply).Count > 0 && view.Nodes.Count(node => node.Saved is 7) <= servers / 2
                ? $"Only {view.Nodes.Count(node => node.Saved is 7)} of {servers} have it." : null)
        .Reachable("a write is reported", view => view.All(HandlerScenario.Reply) is [{ Node.Name: "c" }]);

    public Step<Place> Start(NodeId self, ValueList<NodeId> peers, object? saved) =>
        Step.To(new Place(peers, (int?)saved, [], 0, false));

    public Step<Place> Receive(Place state, NodeId from, object message) => message switch
    {
        Write(var value) => Step.To(state).Send(state.Peers, new Store(value)),
        Store(var value) => Step.To(state with { Value = value }).Save(value).Send(from, new Ack()),
        Ack => Counted(state with { Acks = state.Acks + (countsMessages ? 1 : 0), Stored = state.Stored.Add(from) }),
        _ => Step.To(state),
    };

    public Step<Place> Timeout(Place state, string timer) => Step.To(state);

    private Step<Place> Counted(Place state) =>
        !state.IsDone && (countsMessages ? state.Acks : state.Stored.Count) > state.Peers.Count / 2
            ? Step.To(state with { IsDone = true }).Send(new NodeId("c"), "written")
            : Step.To(state);
}
