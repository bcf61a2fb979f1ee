using Katas.Distributed;
using Katas.Specs.Distributed.Election;

namespace Katas.Specs.Distributed;

/// <content>Who leads, and for how long.</content>
public partial class RaftElectionSpec
{
    [Test, Stage(2)]
    public void A_majority_makes_a_leader() => Play(timing: Usual, nodes: 5, script: async peers =>
    {
        await peers.ExpectElectionAsync(term: 1, since: TimeSpan.Zero);
        peers.Say("n2", Granted(1));
        await peers.ExpectNoneAsync<RaftHeartbeat>(Ms(60), Promises.Majority, "It has 2 of 5 votes, its own among them.");
        peers.Say("n5", Granted(1));
        await peers.ExpectHeartbeatAsync(term: 1);
    });

    [Test, Stage(2)]
    public void Half_of_the_votes_is_not_enough() => Play(timing: Usual, nodes: 4, script: async peers =>
    {
        await peers.ExpectElectionAsync(term: 1, since: TimeSpan.Zero);
        peers.Say("n2", Granted(1));
        await peers.ExpectNoneAsync<RaftHeartbeat>(Ms(60), Promises.Majority, "It has 2 of 4 votes, its own among them.");
        peers.Say("n3", Granted(1));
        await peers.ExpectHeartbeatAsync(term: 1);
    });

    /// <summary>Promise 7: the network may deliver an answer twice, and a request too.</summary>
    [Test, Stage(2)]
    public void A_voter_counts_once() => Play(timing: Usual, nodes: 5, script: async peers =>
    {
        await peers.ExpectElectionAsync(term: 1, since: TimeSpan.Zero);
        for (var i = 0; i < 4; i++) peers.Say("n2", Granted(1));
        await peers.ExpectNoneAsync<RaftHeartbeat>(Ms(60), Promises.Majority, "n2 has told it four times that it votes for it.");
    });

    [Test, Stage(2)]
    public void A_refusal_is_no_vote() => Play(timing: Usual, nodes: 5, script: async peers =>
    {
        await peers.ExpectElectionAsync(term: 1, since: TimeSpan.Zero);
        for (var i = 2; i <= 4; i++) peers.Say($"n{i}", Refused(1));
        await peers.ExpectNoneAsync<RaftHeartbeat>(Ms(60), Promises.Majority, "Three peers have refused their votes.");
    });

    /// <summary>Promise 7: the answers of the first election come when the second has begun.</summary>
    [Test, Stage(2)]
    public void A_vote_of_an_older_term_counts_for_nothing() => Play(timing: Usual, script: async peers =>
    {
        var (first, _) = await peers.ExpectElectionAsync(term: 1, since: TimeSpan.Zero);
        await peers.ExpectElectionAsync(term: 2, since: first);
        peers.Say("n2", Granted(1));
        peers.Say("n3", Granted(1));
        await peers.ExpectNoneAsync<RaftHeartbeat>(Ms(60), Promises.Majority, "The votes that it has got are those of term 1.");
    });

    [Test, Stage(2)]
    public void A_leader_sends_heartbeats_in_time() => Play(timing: Usual, script: async peers =>
    {
        await peers.ElectAsync(1, TimeSpan.Zero, "n2");
        var began = peers.Now;
        var heard = await peers.ListenAsync(Ms(1000));
        for (var i = 2; i <= 3; i++)
        {
            var peer = $"n{i}";
            var times = heard.Where(h => h.Heard.Peer.Name == peer && h.Heard.Message is RaftHeartbeat { Term: 1 })
                .Select(h => h.At).Prepend(began).Append(peers.Now).ToList();
            var longest = times.Zip(times.Skip(1), (one, next) => next - one).Max();
            Require(longest <= Usual.Heartbeat + Ms(30), Promises.Reigns,
                $"{peer} has heard nothing for {longest.TotalMilliseconds:0} ms. A heartbeat each 50 ms would have been right.");
        }

        Require(!heard.Exists(h => h.Heard.Message is RequestVote), Promises.Reigns, "The leader asks for votes.");
    });

    /// <summary>Promise 8: the leader was cut off, and the others have elected another.</summary>
    [Test, Stage(2)]
    public void A_leader_steps_down_when_an_answer_shows_a_newer_term() =>
        PlayTheEndOfAReign(new RaftHeartbeatReply(9), next: 10);

    [Test, Stage(2)]
    public void A_leader_steps_down_when_another_leads_a_newer_term() =>
        PlayTheEndOfAReign(new RaftHeartbeat(9), next: 10);

    [Test, Stage(2)]
    public void A_leader_steps_down_when_a_newer_term_is_voted_on() =>
        PlayTheEndOfAReign(Request(9, new LogEnd(4, 2)), next: 10);

    [Test, Stage(2)]
    public void A_candidate_of_its_own_term_does_not_unseat_a_leader() => Play(timing: Usual, nodes: 5, script: async peers =>
    {
        await peers.ElectAsync(1, TimeSpan.Zero, "n2", "n3");
        await peers.ExpectAsync("n4", Request(1), Refused(1), Promises.OneVote);
        await peers.ForgetAsync();
        await peers.WaitAsync(100);
        await peers.ExpectHeartbeatAsync(term: 1);
    });

    [Test, Stage(2)]
    public void A_candidate_follows_the_leader_of_its_term() => Play(timing: Usual, seeds: 5, script: async peers =>
    {
        await peers.ExpectElectionAsync(term: 1, since: TimeSpan.Zero);
        await peers.ExpectAsync("n2", new RaftHeartbeat(1), new RaftHeartbeatReply(1), Promises.Answers);
        for (var i = 0; i < 10; i++)
        {
            peers.Say("n2", new RaftHeartbeat(1));
            var stood = await peers.HearAsync<RequestVote>(Ms(50), (_, request) => request.Term > 1);
            Require(stood is null, Promises.Follows, "n2 leads in term 1, and the candidate of term 1 stands again.");
        }
    });

    [Test, Stage(2)]
    public void A_candidate_votes_in_a_newer_term() => Play(timing: Usual, script: async peers =>
    {
        await peers.ExpectElectionAsync(term: 1, since: TimeSpan.Zero);
        await peers.ExpectAsync("n3", Request(1), Refused(1), "a candidate has voted for itself");
        await peers.ExpectAsync("n3", Request(2), Granted(2), Promises.NewTerm);
    });

    private void PlayTheEndOfAReign(object message, long next) => Play(timing: Usual, seeds: 3, script: async peers =>
    {
        await peers.ElectAsync(1, TimeSpan.Zero, "n2");
        await peers.WaitAsync(80);
        var since = peers.Now;
        peers.Say("n3", message);
        await peers.WaitAsync(Peers.Slack.TotalMilliseconds);
        await peers.ForgetAsync();
        await peers.ExpectNoneAsync<RaftHeartbeat>(Ms(90), Promises.StepsDown, $"It has got {message}.");
        await peers.ExpectElectionAsync(next, since);
    });
}
