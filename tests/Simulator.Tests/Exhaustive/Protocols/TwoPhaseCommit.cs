using Katas.Engine.Simulation.Exhaustive;

namespace Katas.Simulation.Tests.Exhaustive.Protocols;

/// <summary>A coordinator n1 asks the others whether they commit. A client may make one of them refuse before its vote.</summary>
/// <param name="decidesEarly">Whether the coordinator commits at the first vote, without waiting for all.</param>
internal sealed class TwoPhaseCommit(bool decidesEarly) : IMessageHandler<TwoPhaseCommit.Part>
{
    public sealed record Part(NodeId Self, ValueList<NodeId> Peers, ValueSet<NodeId> Yes, string Decision, bool HasVoted);

    public sealed record Begin;

    public sealed record Refuse;

    public sealed record Prepare;

    public sealed record Vote(bool IsYes);

    public sealed record Decide(string Decision);

    public static HandlerScenario Scenario(bool decidesEarly, int participants = 2) => new HandlerScenario()
        .Nodes(participants + 1, _ => new TwoPhaseCommit(decidesEarly))
        .Client("c", "n1", new Begin())
        .Client("c", $"n{participants + 1}", new Refuse())
        .Always("nobody commits what another aborts", view =>
            view.Nodes.Any(node => node.Last<string>("decision") == "commit")
            && view.Nodes.Any(node => node.Last<string>("decision") == "abort")
                ? "One has committed, another has aborted." : null)
        .Reachable("a transaction commits", view => view.Nodes.All(node => node.Last<string>("decision") == "commit"))
        .Finally("all decide", view =>
            view.Nodes.All(node => node.Has("decision")) ? null : "Some do not know what was decided.");

    public Step<Part> Start(NodeId self, ValueList<NodeId> peers, object? saved) => Step.To(new Part(self, peers, [], "", false));

    public Step<Part> Receive(Part state, NodeId from, object message) => message switch
    {
        Begin => Step.To(state).Send(state.Peers, new Prepare()),
        Refuse when !state.HasVoted => Decided(state, "abort"),
        Prepare when state.Decision == "abort" => Step.To(state).Send(from, new Vote(false)),
        Prepare => Step.To(state with { HasVoted = true }).Send(from, new Vote(true)),
        Vote(true) when state.Decision == "" => Counted(state with { Yes = state.Yes.Add(from) }),
        Vote(false) when state.Decision == "" => Told(state, "abort"),
        Decide(var decision) when state.Decision == "" => Decided(state, decision),
        _ => Step.To(state),
    };

    public Step<Part> Timeout(Part state, string timer) => Step.To(state);

    private Step<Part> Counted(Part state) =>
        decidesEarly || state.Yes.Count == state.Peers.Count ? Told(state, "commit") : Step.To(state);

    private static Step<Part> Told(Part state, string decision) =>
        Decided(state, decision).Send(state.Peers, new Decide(decision));

    private static Step<Part> Decided(Part state, string decision) =>
        Step.To(state with { Decision = decision }).Observe("decision", decision);
}
