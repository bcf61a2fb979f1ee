using System.Diagnostics;
using System.Globalization;
using System.Text;
using Katas.Simulation;

namespace Katas.Distributed;

/// <summary>Raft's election as one loop: wait for a message or for the time, decide, store, speak.</summary>
/// <remarks>
/// <para>Deciding changes memory only. What was decided is stored before any message of it leaves, so a crash can take back
/// nothing that somebody has heard.</para>
/// <para>There is one timer: for a leader it is the next heartbeat, for all others the next election.</para>
/// </remarks>
public sealed class RaftElection(RaftTiming timing, LogEnd log) : IRaftElection
{
    private readonly HashSet<NodeId> _voters = []; // of this node, in this term
    private INodeContext _node = null!; // RunAsync sets it before anything else
    private Role _role;
    private Ballot _ballot = Ballot.None;
    private Ballot _stored = Ballot.None;
    private Leadership? _leadership;
    private TimeSpan _patience;
    private long _since;

    private enum Role
    {
        Follower, Candidate, Leader,
    }

    private TimeSpan Left => _patience - _node.Time.GetElapsedTime(_since);

    private bool HasMajority => _voters.Count * 2 > _node.Peers.Count + 1;

    /// <inheritdoc/>
    public async Task RunAsync(INodeContext node)
    {
        ArgumentNullException.ThrowIfNull(node);
        _node = node;
        _ballot = _stored = Ballot.Parse(await node.Storage.ReadAsync(Ballot.File));
        WaitForElection();
        while (true)
        {
            // With no time left this still takes what has arrived: after a pause the leader's heartbeats may be there.
            var left = Left > TimeSpan.Zero ? Left : TimeSpan.Zero;
            if (await node.Network.ReceiveAsync(left, node.Stopping) is { } envelope) await HandleAsync(envelope);
            else if (_role == Role.Leader) SendHeartbeats();
            else await StandAsync();
        }
    }

    private async Task HandleAsync(Envelope envelope)
    {
        var (from, message) = envelope;
        if (TermOf(message) > _ballot.Term) EnterTerm(TermOf(message));
        var reply = message switch
        {
            RequestVote request => Vote(from, request),
            RequestVoteReply vote => Count(from, vote),
            RaftHeartbeat heartbeat => Follow(from, heartbeat),
            _ => null,
        };
        await StoreAsync();
        if (reply is not null) _node.Network.Send(from, reply);
    }

    /// <summary>A newer term has come, and with it a new vote. Whoever led, or wanted to, does so no longer.</summary>
    private void EnterTerm(long term)
    {
        _ballot = new Ballot(term, null);
        if (_role == Role.Leader) WaitForElection();
        _role = Role.Follower;
    }

    private RequestVoteReply Vote(NodeId candidate, RequestVote request)
    {
        var granted = request.Term == _ballot.Term
            && (_ballot.VotedFor is null || _ballot.VotedFor == candidate)
            && (request.LastLogTerm, request.LastLogIndex).CompareTo((log.Term, log.Index)) >= 0;
        if (granted)
        {
            Debug.Assert(_role == Role.Follower, "all others have voted for themselves");
            _ballot = _ballot with { VotedFor = candidate };
            WaitForElection();
        }

        return new RequestVoteReply(_ballot.Term, granted);
    }

    private RaftHeartbeatReply Follow(NodeId leader, RaftHeartbeat heartbeat)
    {
        if (heartbeat.Term == _ballot.Term)
        {
            Debug.Assert(_role != Role.Leader, "a term has one leader");
            _role = Role.Follower;
            WaitForElection();
            Tell(leader);
        }

        return new RaftHeartbeatReply(_ballot.Term);
    }

    /// <summary>Voters are counted, not messages: a vote may arrive twice.</summary>
    private object? Count(NodeId voter, RequestVoteReply vote)
    {
        if (vote.Granted && vote.Term == _ballot.Term && _role == Role.Candidate)
        {
            _voters.Add(voter);
            if (HasMajority) Lead();
        }

        return null;
    }

    private async Task StandAsync()
    {
        _role = Role.Candidate;
        _ballot = new Ballot(_ballot.Term + 1, _node.Id);
        _voters.Clear();
        _voters.Add(_node.Id);
        await StoreAsync();
        WaitForElection();
        Broadcast(new RequestVote(_ballot.Term, log.Index, log.Term));
        if (HasMajority) Lead(); // alone in the cluster
    }

    private void Lead()
    {
        _role = Role.Leader;
        Tell(_node.Id);
        SendHeartbeats(); // at once: the sooner they know, the fewer stand against this one
    }

    private void SendHeartbeats()
    {
        Broadcast(new RaftHeartbeat(_ballot.Term));
        Wait(timing.Heartbeat);
    }

    private void Broadcast(object message)
    {
        foreach (var peer in _node.Peers) _node.Network.Send(peer, message);
    }

    /// <summary>Another wait each time: two nodes that once stood at the same moment would do so for ever.</summary>
    private void WaitForElection() => Wait(timing.LeastElectionTimeout +
        ((timing.MostElectionTimeout - timing.LeastElectionTimeout) * _node.Random.NextDouble()));

    private void Wait(TimeSpan time) => (_patience, _since) = (time, _node.Time.GetTimestamp());

    private async Task StoreAsync()
    {
        if (_stored == _ballot) return; // most messages change nothing, and a flush is dear
        await _node.Storage.ReplaceAsync(Ballot.File, _ballot.ToBytes());
        _stored = _ballot;
    }

    private void Tell(NodeId leader)
    {
        if (_leadership == new Leadership(_ballot.Term, leader)) return;
        _leadership = new Leadership(_ballot.Term, leader);
        _node.Observe("leader", _leadership);
    }

    private static long TermOf(object message) => message switch
    {
        RequestVote request => request.Term,
        RequestVoteReply vote => vote.Term,
        RaftHeartbeat heartbeat => heartbeat.Term,
        RaftHeartbeatReply reply => reply.Term,
        _ => 0,
    };

    /// <summary>What must never be forgotten.</summary>
    /// <param name="Term">The latest term that this node has heard of.</param>
    /// <param name="VotedFor">Who has its vote in that term; null: nobody yet.</param>
    private sealed record Ballot(long Term, NodeId? VotedFor)
    {
        public const string File = "ballot";

        public static Ballot None { get; } = new(0, null);

        public static Ballot Parse(byte[]? stored)
        {
            if (stored is null) return None;
            var parts = Encoding.UTF8.GetString(stored).Split(' ', 2);
            var term = long.Parse(parts[0], CultureInfo.InvariantCulture);
            return new Ballot(term, parts.Length == 1 ? null : new NodeId(parts[1]));
        }

        public byte[] ToBytes() => Encoding.UTF8.GetBytes(
            VotedFor is { } candidate ? string.Create(CultureInfo.InvariantCulture, $"{Term} {candidate}") : $"{Term}");
    }
}
