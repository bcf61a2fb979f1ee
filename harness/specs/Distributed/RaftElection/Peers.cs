using System.Globalization;
using Katas.Distributed;
using Katas.Engine.Simulation;
using Katas.Simulation;

namespace Katas.Specs.Distributed.Election;

/// <summary>All peers of one node, played by hand: what they say to it, and what they hear.</summary>
internal sealed class Peers(SimulatedClient client, RaftTiming timing)
{
    /// <summary>For how long a node may be busy with its disk before it is late.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);

    private readonly long _began = client.Time.GetTimestamp();
    private readonly Queue<(TimeSpan At, Heard Heard)> _kept = new();

    /// <summary>The node that is graded.</summary>
    public static NodeId Node { get; } = new("n1");

    /// <summary>The machine on which the script runs.</summary>
    public static NodeId Script { get; } = new("script");

    public Random Random => client.Random;

    /// <summary>Time since the beginning.</summary>
    public TimeSpan Now => client.Time.GetElapsedTime(_began);

    /// <summary>A peer sends something to the node.</summary>
    public void Say(string peer, object message) => client.Network.Send(new NodeId(peer), new Say(Node, message));

    public Task WaitAsync(double milliseconds) => client.Delay(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>Forgets what was heard so far and not asked for.</summary>
    public async Task ForgetAsync() => await ListenAsync(TimeSpan.Zero);

    /// <summary>The next message of a kind, and when it came; what comes before it is passed over. Null: none in time.</summary>
    public async Task<(TimeSpan At, NodeId Peer, T Message)?> HearAsync<T>(TimeSpan within, Func<NodeId, T, bool>? wanted = null)
    {
        for (var end = Now + within; await NextAsync(end) is var (at, heard);)
        {
            if (heard.Message is T message && wanted?.Invoke(heard.Peer, message) != false) return (at, heard.Peer, message);
        }

        return null;
    }

    /// <summary>All that is heard in some time, and what was heard before and not asked for.</summary>
    public async Task<List<(TimeSpan At, Heard Heard)>> ListenAsync(TimeSpan time)
    {
        List<(TimeSpan, Heard)> all = [];
        for (var end = Now + time; await NextAsync(end) is { } next;) all.Add(next);
        return all;
    }

    /// <summary>A peer says something and gets the one answer that is right.</summary>
    public async Task ExpectAsync<T>(string peer, object message, T answer, string property) where T : class
    {
        await ForgetAsync();
        Say(peer, message);
        var got = await HearAsync<T>(Slack + Slack, (hearer, _) => hearer.Name == peer);
        if (got is null)
        {
            throw new PropertyFailedException(
                property, $"{peer} sent {message} and got no answer. {answer} would have been right.");
        }

        if (!Equals(got.Value.Message, answer))
        {
            throw new PropertyFailedException(
                property, $"{peer} sent {message} and was answered {got.Value.Message}. {answer} would have been right.");
        }
    }

    /// <summary>The node asks for votes in a term, neither before the least timeout nor after the longest.</summary>
    /// <param name="term">The term.</param>
    /// <param name="since">Since when it has heard nothing that keeps it waiting.</param>
    /// <returns>When, and what it sent.</returns>
    public async Task<(TimeSpan At, RequestVote Request)> ExpectElectionAsync(long term, TimeSpan since)
    {
        var latest = since + timing.MostElectionTimeout + Slack;
        var asked = await HearAsync<RequestVote>(latest - Now, (_, request) => request.Term >= term);
        var why = $"Nothing has kept it waiting since {Ms(since)} ms";
        if (asked is not { } election)
        {
            throw new PropertyFailedException(
                Promises.Stands, $"{why}, and at {Ms(latest)} ms it has asked nobody for a vote in term {term}.");
        }

        if (election.At < since + timing.LeastElectionTimeout)
        {
            throw new PropertyFailedException(Promises.Waits,
                $"{why}, and at {Ms(election.At)} ms it asks for votes in term {election.Message.Term}. " +
                $"Not before {Ms(since + timing.LeastElectionTimeout)} ms would have been right.");
        }

        if (election.Message.Term != term)
        {
            throw new PropertyFailedException(
                Promises.NextTerm, $"It asks for votes in term {election.Message.Term}. Term {term} would have been right.");
        }

        return (election.At, election.Message);
    }

    /// <summary>The node stands in a term, gets votes, and says at once to all that it leads.</summary>
    public async Task ElectAsync(long term, TimeSpan since, params IReadOnlyList<string> voters)
    {
        await ExpectElectionAsync(term, since);
        foreach (var voter in voters) Say(voter, new RequestVoteReply(term, true));
        await ExpectHeartbeatAsync(term);
    }

    /// <summary>The node says to its peers that it leads.</summary>
    public async Task ExpectHeartbeatAsync(long term)
    {
        if (await HearAsync<RaftHeartbeat>(Slack, (_, heartbeat) => heartbeat.Term == term) is null)
        {
            throw new PropertyFailedException(Promises.Wins,
                $"At {Ms(Now)} ms nobody has heard a heartbeat of term {term}, in which it has the votes of a majority.");
        }
    }

    /// <summary>For some time nobody hears a message of a kind.</summary>
    public async Task ExpectNoneAsync<T>(TimeSpan time, string property, string because) where T : class
    {
        if (await HearAsync<T>(time) is { } heard)
            throw new PropertyFailedException(property, $"{heard.Peer} heard {heard.Message} at {Ms(heard.At)} ms. {because}");
    }

    private static string Ms(TimeSpan time) => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);

    private async Task<(TimeSpan At, Heard Heard)?> NextAsync(TimeSpan end)
    {
        if (_kept.TryDequeue(out var kept)) return kept;
        var left = end > Now ? end - Now : TimeSpan.Zero;
        return await client.Network.ReceiveAsync(left) is { Message: Heard heard } ? (Now, heard) : null;
    }
}
