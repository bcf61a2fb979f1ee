using Katas.Distributed;
using Katas.Specs.Distributed.Election;

namespace Katas.Specs.Distributed;

/// <content>How a follower answers. No election of its own comes in between.</content>
public partial class RaftElectionSpec
{
    [Test, Stage(1)]
    public void The_first_candidate_of_a_term_gets_the_vote() => Play(async peers =>
        await peers.ExpectAsync("n2", Request(1), Granted(1), Promises.First));

    [Test, Stage(1)]
    public void The_second_candidate_of_a_term_gets_none() => Play(async peers =>
    {
        await peers.ExpectAsync("n2", Request(1), Granted(1), Promises.First);
        await peers.ExpectAsync("n3", Request(1), Refused(1), Promises.OneVote);
    });

    /// <summary>Promise 3: the answer was lost, and the candidate asks again; or the network doubled the request.</summary>
    [Test, Stage(1)]
    public void The_same_candidate_is_told_again_that_it_has_the_vote() => Play(async peers =>
    {
        await peers.ExpectAsync("n2", Request(1), Granted(1), Promises.First);
        await peers.ExpectAsync("n3", Request(1), Refused(1), Promises.OneVote);
        await peers.ExpectAsync("n2", Request(1), Granted(1), Promises.SameCandidate);
    });

    [Test, Stage(1)]
    public void A_new_term_brings_a_new_vote() => Play(async peers =>
    {
        await peers.ExpectAsync("n2", Request(1), Granted(1), Promises.First);
        await peers.ExpectAsync("n3", Request(2), Granted(2), Promises.NewTerm);
        await peers.ExpectAsync("n2", Request(2), Refused(2), Promises.OneVote);
        await peers.ExpectAsync("n2", Request(7), Granted(7), Promises.NewTerm);
    });

    /// <summary>Promise 1: the answer carries the newer term, or the candidate would never learn of it.</summary>
    [Test, Stage(1)]
    public void A_request_of_an_older_term_is_refused() => Play(async peers =>
    {
        await peers.ExpectAsync("n2", Request(5), Granted(5), Promises.First);
        await peers.ExpectAsync("n3", Request(4), Refused(5), Promises.OldTerm);
        await peers.ExpectAsync("n2", Request(1), Refused(5), Promises.OldTerm);
    });

    /// <summary>The node's own log ends with entry 5, of term 2.</summary>
    [Test, Stage(1)]
    public void A_candidate_whose_log_is_behind_gets_no_vote() => Play(async peers =>
    {
        LogEnd[] behind = [new(4, 2), new(5, 1), new(9, 1), new(0, 0)];
        for (var i = 0; i < behind.Length; i++)
            await peers.ExpectAsync("n2", Request(i + 3, behind[i]), Refused(i + 3), Promises.UpToDate);
    });

    /// <summary>Promise 4: the last term decides, and between equal ones the length.</summary>
    [Test, Stage(1)]
    public void A_candidate_whose_log_is_not_behind_gets_it() => Play(async peers =>
    {
        LogEnd[] ahead = [new(5, 2), new(6, 2), new(5, 3), new(1, 3)];
        for (var i = 0; i < ahead.Length; i++)
            await peers.ExpectAsync("n2", Request(i + 4, ahead[i]), Granted(i + 4), Promises.First);
    });

    [Test, Stage(1)]
    public void A_refusal_leaves_the_vote_free() => Play(async peers =>
    {
        await peers.ExpectAsync("n2", Request(3, new LogEnd(4, 2)), Refused(3), Promises.UpToDate);
        await peers.ExpectAsync("n3", Request(3), Granted(3), Promises.Unspent);
        await peers.ExpectAsync("n2", Request(3), Refused(3), Promises.OneVote);
    });

    [Test, Stage(1)]
    public void A_heartbeat_is_answered_with_the_term() => Play(async peers =>
    {
        await peers.ExpectAsync("n2", new RaftHeartbeat(4), new RaftHeartbeatReply(4), Promises.Answers);
        await peers.ExpectAsync("n3", new RaftHeartbeat(3), new RaftHeartbeatReply(4), Promises.TermsGrow);
        await peers.ExpectAsync("n3", Request(3), Refused(4), Promises.OldTerm);
    });

    /// <summary>Promise 1: a term is heard of in whatever message it comes.</summary>
    [Test, Stage(1)]
    public void A_newer_term_counts_in_any_message() => Play(async peers =>
    {
        peers.Say("n2", new RaftHeartbeatReply(6));
        await peers.WaitAsync(10);
        await peers.ExpectAsync("n3", Request(5), Refused(6), Promises.TermsGrow);
        peers.Say("n2", new RequestVoteReply(8, false));
        await peers.WaitAsync(10);
        await peers.ExpectAsync("n3", Request(7), Refused(8), Promises.TermsGrow);
    });

    /// <summary>Thirty messages, and after each of them what a follower knows: its term and its vote.</summary>
    [Test, Stage(1)]
    public void Any_messages_are_answered_by_the_same_rules() => Play(seeds: 40, script: async peers =>
    {
        var follower = new FollowerModel(Log);
        for (var i = 0; i < 30; i++)
        {
            var peer = peers.Random.Next(2) == 0 ? "n2" : "n3";
            var term = Math.Max(1, follower.Term + peers.Random.Next(-2, 3));
            if (peers.Random.Next(4) == 0)
            {
                var heartbeat = new RaftHeartbeat(term);
                await peers.ExpectAsync(peer, heartbeat, follower.Answer(heartbeat), Promises.Answers);
                continue;
            }

            var request = new RequestVote(term, peers.Random.Next(4, 7), peers.Random.Next(1, 4));
            await peers.ExpectAsync(peer, request, follower.Answer(peer, request), Promises.Rules);
        }
    });
}
