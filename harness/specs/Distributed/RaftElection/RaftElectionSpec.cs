using Katas.Distributed;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Specs.Distributed.Election;

namespace Katas.Specs.Distributed;

/// <summary>Grades the election of <c>raft-election</c>: here how one node stands among scripted peers.</summary>
public partial class RaftElectionSpec(Subject subject) : KataSpec<IRaftElection>(subject)
{
    private static readonly LogEnd Log = new(Index: 5, Term: 2);

    /// <summary>As in the paper.</summary>
    private static readonly RaftTiming Usual = new(Ms(150), Ms(300), Ms(50));

    /// <summary>No election comes in between: for what a node answers.</summary>
    private static readonly RaftTiming Calm = new(Ms(60_000), Ms(120_000), Ms(50));

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private Wiretap New(RaftTiming timing, LogEnd? log = null) =>
        new Wiretap(Make<NewRaftElection>(create => create(timing, log ?? Log)));

    /// <summary>A request for a vote with a log that is the node's own, or another.</summary>
    private static RequestVote Request(long term, LogEnd? log = null) =>
        new(term, (log ?? Log).Index, (log ?? Log).Term);

    private static RequestVoteReply Granted(long term) => new(term, true);

    private static RequestVoteReply Refused(long term) => new(term, false);

    /// <summary>One node, and peers that do what the script says; every message takes a millisecond.</summary>
    /// <param name="script">What the peers say, and what they expect.</param>
    /// <param name="timing">The node's; null: <see cref="Calm"/>.</param>
    /// <param name="nodes">How many machines, the graded one among them.</param>
    /// <param name="seeds">How many runs: the node draws another timeout in each.</param>
    /// <param name="faults">What befalls the node.</param>
    private void Play(
        Func<Peers, Task> script, RaftTiming? timing = null, int nodes = 3, int seeds = 1,
        Func<FaultPlanBuilder, FaultPlan>? faults = null) => Simulate(Scripted(script, timing ?? Calm, nodes, faults), seeds);

    private Scenario Scripted(
        Func<Peers, Task> script, RaftTiming timing, int nodes, Func<FaultPlanBuilder, FaultPlan>? faults)
    {
        var scenario = new Scenario()
            .Nodes(1, _ => New(timing))
            .Nodes(nodes - 1, _ => new Puppet())
            .Client(Peers.Script.Name, client => script(new Peers(client, timing)))
            .Network(Ms(1), Ms(1))
            .Always(Promises.OneVote, Elections.VotedTwice)
            .Always(Promises.Remembers, Elections.TermForgotten)
            .Always(Promises.StartsAsFollower, Elections.LedWithoutStanding)
            .For(Ms(60_000));
        return faults is null ? scenario : scenario.Faults(faults);
    }
}
