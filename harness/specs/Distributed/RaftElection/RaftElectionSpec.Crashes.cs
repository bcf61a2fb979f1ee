using Katas.Distributed;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Simulation;
using Katas.Specs.Distributed.Election;

namespace Katas.Specs.Distributed;

/// <content>What a crash must not take away.</content>
public partial class RaftElectionSpec
{
    [Test, Stage(3)]
    public void A_vote_survives_a_crash() => PlayACrash(async (peers, crash) =>
    {
        await peers.ExpectAsync("n2", Request(1), Granted(1), Promises.First);
        await crash();
        await peers.ExpectAsync("n3", Request(1), Refused(1), Promises.OneVote);
        await peers.ExpectAsync("n2", Request(1), Granted(1), Promises.SameCandidate);
    });

    [Test, Stage(3)]
    public void A_term_survives_a_crash() => PlayACrash(async (peers, crash) =>
    {
        await peers.ExpectAsync("n2", new RaftHeartbeat(7), new RaftHeartbeatReply(7), Promises.Answers);
        await crash();
        await peers.ExpectAsync("n3", Request(6), Refused(7), Promises.Remembers);
    });

    /// <summary>
    /// Promise 5: the term came with an answer, which is not answered; the next message that leaves tells of it.
    /// </summary>
    [Test, Stage(3)]
    public void A_term_that_came_with_an_answer_survives_a_crash() => PlayACrash(async (peers, crash) =>
    {
        peers.Say("n2", Refused(7));
        await peers.WaitAsync(20);
        await peers.ExpectAsync("n3", Request(3), Refused(7), Promises.Answers);
        await crash();
        await peers.ExpectAsync("n3", Request(6), Refused(7), Promises.Remembers);
    });

    [Test, Stage(3)]
    public void The_latest_of_many_votes_survives_a_crash() => PlayACrash(async (peers, crash) =>
    {
        for (var term = 1; term <= 20; term++)
            await peers.ExpectAsync(term % 2 == 0 ? "n2" : "n3", Request(term), Granted(term), Promises.NewTerm);
        await crash();
        await peers.ExpectAsync("n3", Request(20), Refused(20), Promises.OneVote);
        await peers.ExpectAsync("n3", Request(21), Granted(21), Promises.NewTerm);
    });

    /// <summary>It crashes a few milliseconds after it has asked for votes, and so has voted for itself.</summary>
    [Test, Stage(3)]
    public void A_candidate_remembers_that_it_has_voted_for_itself() => Play(
        timing: Usual, seeds: 10,
        faults: plan => CrashOnce(plan, view => view.All(Wiretap.Vote).Count > 0),
        script: async peers =>
        {
            await peers.ExpectElectionAsync(term: 1, since: TimeSpan.Zero);
            await peers.WaitAsync(100);
            peers.Say("n2", Request(1));
            var reply = await peers.HearAsync<RequestVoteReply>(Ms(60));
            Require(reply is { Message.Granted: false } or null, Promises.OneVote,
                "It stood in term 1, crashed, and now votes for n2 in term 1.");
        });

    [Test, Stage(3)]
    public void A_leader_that_crashes_comes_back_as_a_follower() => Play(
        timing: Usual, seeds: 5,
        faults: plan => CrashOnce(plan, view => view.All(Wiretap.Leads).Count > 0),
        script: async peers =>
        {
            await peers.ElectAsync(1, TimeSpan.Zero, "n2", "n3");
            var stood = await peers.HearAsync<RequestVote>(Ms(600));
            Require(stood is { Message.Term: 2 }, Promises.Stands,
                "It led in term 1, crashed and came back 50 ms later, and has not asked for votes in term 2 since.");
        });

    /// <summary>Promise 5: the votes that it asked for come when it has crashed and is a follower, who counts none.</summary>
    [Test, Stage(3)]
    public void Votes_that_come_after_a_crash_count_for_nothing() => Play(
        timing: Usual, nodes: 5, seeds: 5,
        faults: plan => CrashOnce(plan, view => view.All(Wiretap.Vote).Count > 0),
        script: async peers =>
        {
            await peers.ExpectElectionAsync(term: 1, since: TimeSpan.Zero);
            await peers.WaitAsync(100);
            for (var i = 2; i <= 5; i++) peers.Say($"n{i}", Granted(1));
            await peers.ExpectNoneAsync<RaftHeartbeat>(Ms(60), Promises.StartsAsFollower,
                "It stood in term 1, crashed, and has not stood since.");
        });

    /// <summary>Two candidates of each term, a disk that takes its time, and crashes at any moment.</summary>
    [Test, Stage(3)]
    public void Nobody_votes_twice_in_a_term() => Simulate(
        Scripted(AskBothWays, Calm, nodes: 3, plan => plan
                .Every(Ms(150)).Crash(Ms(20), FaultClass.LostWrites, TheNode)
                .Every(Ms(170)).Crash(Ms(20), FaultClass.TornWrites, TheNode)
                .Every(Ms(190)).Crash(Ms(20), FaultClass.Crash, TheNode)
                .Every(Ms(400)).SlowDisk(Ms(300), Ms(3), TheNode)
                .ThenHeal(Ms(3000)))
            .Sometimes("a node speaks again in a term in which it had voted", Elections.VoterCameBack),
        seeds: 150);

    private static async Task AskBothWays(Peers peers)
    {
        for (var term = 1; peers.Now < Ms(3200); term++)
        {
            for (var i = 0; i < 4; i++)
            {
                peers.Say(peers.Random.Next(2) == 0 ? "n2" : "n3", Request(term));
                await peers.WaitAsync(peers.Random.Next(20));
            }
        }
    }

    private static NodeId? TheNode(FaultMoment moment) => moment.Any(node => node.Id == Peers.Node);

    private static FaultPlan CrashOnce(FaultPlanBuilder plan, Func<ClusterView, bool> when) => plan
        .Every(Ms(10)).Crash(Ms(50), FaultClass.LostWrites,
            moment => moment.Any(node => node.Id == Peers.Node && node.Starts == 1 && when(moment.View)))
        .AllAtOnce().ThenHeal(Ms(5000));

    /// <summary>A script in which the node crashes where it is said; its disk keeps what was flushed.</summary>
    private void PlayACrash(Func<Peers, Func<Task>, Task> script)
    {
        var isDue = false;
        Play(
            seeds: 20,
            faults: plan => plan.Every(Ms(10)).Crash(Ms(20), FaultClass.LostWrites, _ => Take(ref isDue) ? Peers.Node : null)
                .AllAtOnce().ThenHeal(Ms(5000)),
            script: peers => script(peers, async () =>
            {
                isDue = true;
                await peers.WaitAsync(100);
            }));
    }

    private static bool Take(ref bool isDue)
    {
        var wasDue = isDue;
        isDue = false;
        return wasDue;
    }
}
