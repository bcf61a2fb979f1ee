using Katas.Engine.Simulation.Exhaustive;

namespace Katas.Simulation.Tests.Exhaustive.Protocols;

/// <summary>One decision (Lamport, "Paxos made simple", 2001): proposers p1, p2 with ballots 1, 2, and acceptors.</summary>
/// <param name="ignoresAccepted">Whether a proposer proposes its own value whatever was accepted before.</param>
internal sealed class Paxos(bool ignoresAccepted) : IMessageHandler<Paxos.Role>
{
    public sealed record Role(
        NodeId Self, ValueList<NodeId> Acceptors, int Promised, Proposal? Accepted, ValueMap<NodeId, Proposal> Promises,
        ValueSet<NodeId> Acks, Proposal? Proposed);

    public sealed record Propose(int Ballot);

    public sealed record Prepare(int Ballot);

    /// <summary>Ballot 0 is no proposal.</summary>
    public sealed record Proposal(int Ballot, string Value);

    public sealed record Promise(int Ballot, Proposal Accepted);

    public sealed record Accept(Proposal Proposal);

    public sealed record Accepted(int Ballot);

    public static HandlerScenario Scenario(bool ignoresAccepted, int acceptors = 3, int proposers = 2)
    {
        var scenario = new HandlerScenario().Nodes(acceptors, _ => new Paxos(ignoresAccepted));
        for (var p = 1; p <= proposers; p++)
            scenario.Node($"p{p}", _ => new Paxos(ignoresAccepted)).Client("c", $"p{p}", new Propose(p));
        return scenario
            .Remember("chosen")
            .Always("one value is chosen", view =>
                view.All("chosen").Select(chosen => chosen.Value).Distinct().ToList() is [_, _, ..] all
                ? $"Chosen are {string.Join(" and ", all.Order())}." : null)
            .Reachable("a value is chosen", view => view.All("chosen").Count > 0);
    }

    public Step<Role> Start(NodeId self, ValueList<NodeId> peers, object? saved) => Step.To(new Role(
        self, [.. peers.Where(peer => peer.Name[0] == 'n')], 0, null, ValueMap<NodeId, Proposal>.Empty, [], null));

    public Step<Role> Receive(Role state, NodeId from, object message) => message switch
    {
        Propose(var ballot) => Step.To(state with { Promised = ballot }).Send(state.Acceptors, new Prepare(ballot)),
        Prepare(var ballot) when ballot > state.Promised =>
            Step.To(state with { Promised = ballot }).Send(from, new Promise(ballot, state.Accepted ?? new Proposal(0, ""))),
        Promise(var ballot, var accepted) when ballot == state.Promised && state.Proposed is null =>
            Promised(state with { Promises = state.Promises.Set(from, accepted) }),
        Accept(var proposal) when proposal.Ballot >= state.Promised =>
            Step.To(state with { Promised = proposal.Ballot, Accepted = proposal }).Send(from, new Accepted(proposal.Ballot)),
        Accepted(var ballot) when ballot == state.Promised => Learned(state with { Acks = state.Acks.Add(from) }),
        _ => Step.To(state),
    };

    public Step<Role> Timeout(Role state, string timer) => Step.To(state);

    private Step<Role> Promised(Role state)
    {
        if (state.Promises.Count <= state.Acceptors.Count / 2) return Step.To(state);
        var highest = state.Promises.Values.MaxBy(proposal => proposal.Ballot)!;
        var value = ignoresAccepted || highest.Ballot == 0 ? $"v{state.Promised}" : highest.Value;
        var proposal = new Proposal(state.Promised, value);
        return Step.To(state with { Proposed = proposal }).Send(state.Acceptors, new Accept(proposal));
    }

    private static Step<Role> Learned(Role state) => state.Acks.Count == (state.Acceptors.Count / 2) + 1
        ? Step.To(state).Observe("chosen", state.Proposed!.Value)
        : Step.To(state);
}
