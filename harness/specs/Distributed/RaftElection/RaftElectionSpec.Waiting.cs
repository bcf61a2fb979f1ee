using Katas.Distributed;
using Katas.Engine.Simulation;
using Katas.Specs.Distributed.Election;

namespace Katas.Specs.Distributed;

/// <content>When a node stands for election, and what keeps it from it.</content>
public partial class RaftElectionSpec
{
    [Test, Stage(2)]
    public void Silence_makes_a_candidate() => Play(timing: Usual, seeds: 20, script: async peers =>
    {
        var (at, request) = await peers.ExpectElectionAsync(term: 1, since: TimeSpan.Zero);
        Expect(request, Request(1), "a candidate tells where its log ends");
        var asked = (await peers.ListenAsync(Peers.Slack)).Count(heard => heard.Heard.Message is RequestVote { Term: 1 });
        Require(asked > 0, "a candidate asks all its peers", $"At {at.TotalMilliseconds:0} ms it asked one of its two peers.");
    });

    /// <summary>Whoever runs on would hold up the machine that is to be shut down.</summary>
    [Test, Stage(2)]
    public void It_ends_when_its_machine_is_shut_down()
    {
        var hasEnded = false;
        var scenario = new Scenario().Nodes(1, _ => new UntilTheEnd(New(Usual), () => hasEnded = true)).For(Ms(1000));
        Simulate(scenario, seeds: 1);
        Require(hasEnded, "a node runs until its machine is shut down", "Stopping is cancelled, and RunAsync has not ended.");
    }

    [Test, Stage(2)]
    public void A_candidate_that_is_not_elected_stands_again_in_the_next_term() => Play(timing: Usual, script: async peers =>
    {
        var since = TimeSpan.Zero;
        for (var term = 1; term <= 5; term++) (since, _) = await peers.ExpectElectionAsync(term, since);
    });

    /// <summary>Promise 6: twelve timeouts that lie within a fifth of the range are not drawn evenly.</summary>
    [Test, Stage(2)]
    public void Each_timeout_is_another() => Play(timing: Usual, seeds: 3, script: async peers =>
    {
        var since = TimeSpan.Zero;
        List<double> timeouts = [];
        for (var term = 1; term <= 12; term++)
        {
            var (at, _) = await peers.ExpectElectionAsync(term, since);
            timeouts.Add((at - since).TotalMilliseconds);
            since = at;
        }

        Require(timeouts.Max() - timeouts.Min() > 30, Promises.Random,
            $"Twelve elections came after waits of {timeouts.Min():0} to {timeouts.Max():0} ms. " +
            "Evenly drawn from 150 to 300 ms would have been right.");
    });

    /// <summary>Promise 6: somebody sets the time of day, and no time has passed. Each answer makes it look at a clock.</summary>
    [Test, Stage(2)]
    public void The_wall_clock_says_nothing_about_a_timeout() => Play(
        timing: Usual, seeds: 10,
        faults: plan => plan.Every(Ms(40)).ClockStep(TimeSpan.FromHours(2), TheNode).AllAtOnce().ThenHeal(Ms(2000)),
        script: async peers =>
        {
            _ = AnswerOnAndOnAsync(peers);
            var since = TimeSpan.Zero;
            for (var term = 1; term <= 4; term++) (since, _) = await peers.ExpectElectionAsync(term, since);
        });

    private static async Task AnswerOnAndOnAsync(Peers peers)
    {
        for (; peers.Now < Ms(1600); await peers.WaitAsync(15)) peers.Say("n2", new RaftHeartbeatReply(0));
    }

    [Test, Stage(2)]
    public void Heartbeats_keep_a_follower_waiting() => Play(timing: Usual, seeds: 10, script: async peers =>
    {
        for (var i = 0; i < 10; i++)
        {
            peers.Say("n2", new RaftHeartbeat(1));
            await peers.ExpectNoneAsync<RequestVote>(Ms(120), Promises.Waits, "Every 120 ms it gets a heartbeat.");
        }

        await peers.ExpectElectionAsync(term: 2, since: peers.Now - Ms(120));
    });

    /// <summary>Promise 6: who has just voted gives the candidate the time to win.</summary>
    [Test, Stage(2)]
    public void A_vote_that_is_granted_begins_the_wait_anew() => Play(timing: Usual, seeds: 20, script: async peers =>
    {
        await peers.WaitAsync(130);
        await peers.ExpectAsync("n2", Request(1), Granted(1), Promises.First);
        await peers.ExpectElectionAsync(term: 2, since: Ms(130));
    });

    /// <summary>
    /// Promise 6: n2, whose log is behind, asks again and again, and can never win. Whoever begins the wait anew each time never
    /// stands, and there is no leader.
    /// </summary>
    [Test, Stage(2)]
    public void A_vote_that_is_refused_does_not() => Play(timing: Usual, seeds: 5, script: async peers =>
    {
        var term = 1;
        for (; peers.Now < Ms(350); term++)
        {
            peers.Say("n2", Request(term, new LogEnd(4, 2)));
            if (await peers.HearAsync<RequestVote>(Ms(70)) is not null) return;
        }

        throw new PropertyFailedException(Promises.Stands,
            $"For {peers.Now.TotalMilliseconds:0} ms it heard of no leader and granted no vote, and asked nobody for votes. " +
            $"It refused a vote to n2 {term - 1} times.");
    });

    [Test, Stage(2)]
    public void Heartbeats_of_an_older_term_do_not() => Play(timing: Usual, seeds: 5, script: async peers =>
    {
        await peers.ExpectAsync("n3", new RaftHeartbeat(5), new RaftHeartbeatReply(5), Promises.Answers);
        while (peers.Now < Ms(370))
        {
            peers.Say("n2", new RaftHeartbeat(4));
            if (await peers.HearAsync<RequestVote>(Ms(70)) is not null) return;
        }

        throw new PropertyFailedException(Promises.Stands,
            $"For {peers.Now.TotalMilliseconds:0} ms only the first heartbeat was of its term, and it asked nobody for votes. " +
            "The others were those of a leader of term 4, and it is in term 5.");
    });
}
