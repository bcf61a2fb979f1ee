using Katas.Engine.Simulation.Exhaustive;

namespace Katas.Simulation.Tests.Exhaustive.Protocols;

/// <summary>Clients make machines stand in term 1; who has most of the votes leads.</summary>
/// <param name="forgets">Whether a vote is not saved, so that a machine votes again after a crash.</param>
internal sealed class Election(bool forgets) : IMessageHandler<Election.Voter>
{
    public sealed record Voter(NodeId Self, ValueList<NodeId> Peers, NodeId? For, ValueSet<NodeId> Votes);

    public sealed record Stand;

    public sealed record Ask;

    public sealed record Vote;

    public static HandlerScenario Scenario(bool forgets, int machines = 3) => new HandlerScenario()
        .Nodes(machines, _ => new Election(forgets))
        .Client("c", "n1", new Stand())
        .Client("c", "n2", new Stand())
        .Crash(1)
        .Remember("leader")
        .Always("one leader in a term", view => view.All("leader") is [var one, var other, ..]
            ? $"{one.Node} and {other.Node} both lead." : null)
        .Reachable("somebody leads", view => view.All("leader").Count > 0);

    public Step<Voter> Start(NodeId self, ValueList<NodeId> peers, object? saved) =>
        Step.To(new Voter(self, peers, (NodeId?)saved, []));

    public Step<Voter> Receive(Voter state, NodeId from, object message) => message switch
    {
        Stand when state.For is null => For(state with { Votes = [state.Self] }, state.Self).Send(state.Peers, new Ask()),
        Ask when state.For is null || state.For == from => For(state, from).Send(from, new Vote()),
        Vote when state.For == state.Self => Counted(state with { Votes = state.Votes.Add(from) }),
        _ => Step.To(state),
    };

    public Step<Voter> Timeout(Voter state, string timer) => Step.To(state);

    private Step<Voter> For(Voter state, NodeId candidate)
    {
        var step = Step.To(state with { For = candidate });
        return forgets ? step : step.Save(candidate);
    }

    private static Step<Voter> Counted(Voter state) =>
        state.Votes.Count > (state.Peers.Count + 1) / 2 ? Step.To(state).Observe("leader", 1) : Step.To(state);
}
