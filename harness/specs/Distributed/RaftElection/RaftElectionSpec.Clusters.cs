using Katas.Distributed;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Simulation;
using Katas.Specs.Distributed.Election;

namespace Katas.Specs.Distributed;

/// <content>Whole clusters.</content>
public partial class RaftElectionSpec
{
    private const string Replaced = "a leader is replaced";

    [TestCase(3), TestCase(5), Stage(2)]
    public void A_leader_comes_and_stays(int nodes) => Simulate(
        Cluster(nodes, Usual)
            .EventuallyAfterHeal(Promises.Agree, Ms(5000), Elections.AllFollow, Elections.Standing)
            .Always(Promises.Stays, Elections.UnseatedInPeace),
        seeds: 40);

    [Test, Stage(2)]
    public void A_node_alone_leads_itself() => Simulate(
        Cluster(1, Usual).EventuallyAfterHeal(Promises.KnowsLeader, Ms(400), Elections.AllFollow, Elections.Standing), seeds: 3);

    /// <summary>Two and more stand at nearly the same time, again and again: messages take long.</summary>
    [Test, Stage(2)]
    public void Split_votes_are_resolved() => Simulate(
        Cluster(5, new RaftTiming(Ms(150), Ms(250), Ms(50)))
            .Network(Ms(25), Ms(25))
            .EventuallyAfterHeal(Promises.Agree, Ms(10_000), Elections.AllFollow, Elections.Standing)
            .Sometimes("a vote is split", Elections.VoteWasSplit),
        seeds: 40);

    /// <summary>The leader is cut off for three seconds. The others do without it, and it comes back as a follower.</summary>
    [TestCase(3), TestCase(5), Stage(4)]
    public void The_larger_side_elects_a_leader(int nodes) => Simulate(
        Cluster(nodes, Usual)
            .Faults(plan => plan
                .At(Ms(3000)).Add(FaultClass.Partition, moment => TheLeader(moment) is { } leader
                    ? new PartitionFault(FaultClass.Partition, Ms(3000), Ms(3000), moment.Alone(leader), LosesInFlight: false)
                    : null)
                .AllAtOnce().ThenHeal(Ms(6000)))
            .AtTheEnd("the larger side of a partition elects a leader", view => Elections.NoSuccessor(view, Ms(3000), Ms(6000)))
            .EventuallyAfterHeal(Promises.Agree, Ms(5000), Elections.AllFollow, Elections.Standing),
        seeds: 20);

    [Test, Stage(4)]
    public void Messages_may_be_lost_doubled_and_late() => Simulate(
        Cluster(5, Usual, Mixed)
            .Faults(plan => plan.Messages(drop: 0.2, duplicate: 0.2, delay: 0.2, late: Ms(600)).ThenHeal(Ms(5000)))
            .EventuallyAfterHeal(Promises.Agree, Ms(5000), Elections.AllFollow, Elections.Standing)
            .Sometimes(Replaced, Elections.LeaderWasReplaced),
        seeds: 60);

    [TestCase(3), TestCase(5), Stage(4)]
    public void A_term_has_one_leader_whatever_goes_wrong(int nodes) => Simulate(
        Cluster(nodes, Usual, Mixed)
            .Faults(plan => plan
                .Messages(drop: 0.1, duplicate: 0.1, delay: 0.1, late: Ms(500))
                .ClockDrift(mostPartsPerMillion: 50_000)
                .Every(Ms(1200)).Crash(Ms(300), FaultClass.LostWrites)
                .Every(Ms(1200)).Crash(Ms(300), FaultClass.TornWrites)
                .Every(Ms(1500)).Crash(Ms(100), FaultClass.Crash, TheLeader)
                .Every(Ms(2000)).Isolate(Ms(800), TheLeader)
                .Every(Ms(2000)).Partition(Ms(1000), losesInFlight: true)
                .Every(Ms(2000)).OneWayPartition(Ms(1000))
                .Every(Ms(2000)).Bridge(Ms(1000))
                .Every(Ms(1500)).Clog(Ms(600))
                .Every(Ms(1500)).Pause(Ms(500))
                .Every(Ms(2000)).ClockStep(Ms(5000))
                .Every(Ms(1500)).SlowDisk(Ms(1000), Ms(5))
                .ThenHeal(Ms(6000)))
            .EventuallyAfterHeal(Promises.Agree, Ms(5000), Elections.AllFollow, Elections.Standing)
            .Sometimes(Replaced, Elections.LeaderWasReplaced)
            .Sometimes("a vote is split", Elections.VoteWasSplit)
            .Sometimes("a node speaks again in a term in which it had voted", Elections.VoterCameBack),
        seeds: 120);

    /// <summary>Three logs that are alike, one that is shorter, and one that is longer and older.</summary>
    private static LogEnd Mixed(NodeId node) => node.Name switch
    {
        "n4" => new LogEnd(4, 2),
        "n5" => new LogEnd(9, 1),
        _ => Log,
    };

    private static NodeId? TheLeader(FaultMoment moment)
    {
        var leader = Elections.Leader(moment.View);
        return moment.Any(node => node.Id == leader);
    }

    private Scenario Cluster(int nodes, RaftTiming timing, Func<NodeId, LogEnd>? logs = null)
    {
        var ends = logs ?? (_ => Log);
        return new Scenario()
            .Nodes(nodes, id => New(timing, ends(id)))
            .Always(Promises.OneVote, Elections.VotedTwice)
            .Always(Promises.OneLeader, Elections.TwoLeaders)
            .Always(Promises.Majority, Elections.LedByMinority)
            .Always(Promises.UpToDate, view => Elections.LedWithAnOldLog(view, ends))
            .Always(Promises.StartsAsFollower, Elections.LedWithoutStanding)
            .Always(Promises.Remembers, Elections.TermForgotten)
            .For(Ms(1));
    }
}
