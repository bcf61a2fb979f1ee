using Katas.Engine.Simulation.Exhaustive;

namespace Katas.Simulation.Tests.Exhaustive.Protocols;

/// <summary>Who has the token is in the critical section; a timer makes it leave and pass the token on.</summary>
/// <param name="takesAnyToken">Whether a machine takes a token that it has had before.</param>
internal sealed class TokenRing(bool takesAnyToken) : IMessageHandler<TokenRing.Member>
{
    private const int LastRound = 6;

    public sealed record Member(NodeId Next, int Seen, bool IsIn);

    public sealed record Token(int Number);

    public static HandlerScenario Scenario(bool takesAnyToken, int machines = 3) => new HandlerScenario()
        .Nodes(machines, _ => new TokenRing(takesAnyToken))
        .Duplicate(2)
        .Always("one machine at a time is in the critical section", view =>
            view.Nodes.Where(node => node.Last<bool>("in")).ToList() is [var one, var other, ..]
                ? $"{one.Id} and {other.Id} are in it." : null)
        .Reachable("all have been in it", view => ((Member)view.Nodes[^1].State).Seen > 0);

    public Step<Member> Start(NodeId self, ValueList<NodeId> peers, object? saved)
    {
        var ring = peers.Append(self).Order().ToList();
        var state = new Member(ring[(ring.IndexOf(self) + 1) % ring.Count], 0, false);
        return self == ring[0] ? Enter(state, 1) : Step.To(state);
    }

    public Step<Member> Receive(Member state, NodeId from, object message) =>
        message is Token(var number) && (takesAnyToken || number > state.Seen) ? Enter(state, number) : Step.To(state);

    public Step<Member> Timeout(Member state, string timer)
    {
        var step = Step.To(state with { IsIn = false }).Observe("in", false);
        return state.Seen < LastRound ? step.Send(state.Next, new Token(state.Seen + 1)) : step;
    }

    private static Step<Member> Enter(Member state, int number) =>
        Step.To(state with { IsIn = true, Seen = number }).Observe("in", true).SetTimer("leave", TimeSpan.FromSeconds(1));
}
