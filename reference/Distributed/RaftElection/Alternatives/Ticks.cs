using System.Globalization;
using System.Text;
using Katas.Simulation;

namespace Katas.Distributed;

/// <summary>The same promises by a ticking clock, as etcd's Raft has it: whatever is due is noticed at the next tick.</summary>
/// <remarks>
/// Two things are awaited at once, a message and a tick. A candidate asks again whoever has not answered, so that a lost message
/// costs no election; and term and vote are stored with every message, needed or not. It is simple, and pays for it at the disk.
/// </remarks>
public sealed class TicksRaftElection(RaftTiming timing, LogEnd log) : IRaftElection
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly SortedSet<NodeId> _answered = [];
    private readonly SortedSet<NodeId> _granted = [];
    private string _state = "follower";
    private long _term;
    private NodeId? _vote;
    private long _waitingSince;
    private long _sentAt;
    private TimeSpan _timeout;

    /// <inheritdoc/>
    public async Task RunAsync(INodeContext node)
    {
        ArgumentNullException.ThrowIfNull(node);
        await LoadAsync(node);
        Restart(node);
        using var ticks = new PeriodicTimer(Tick, node.Time);
        var tick = ticks.WaitForNextTickAsync(node.Stopping).AsTask();
        var message = node.Network.ReceiveAsync(node.Stopping).AsTask();
        while (true)
        {
            await Task.WhenAny(message, tick);
            if (message.IsCompleted)
            {
                await ReceiveAsync(node, await message);
                message = node.Network.ReceiveAsync(node.Stopping).AsTask();
            }
            else
            {
                await tick;
                tick = ticks.WaitForNextTickAsync(node.Stopping).AsTask();
                await TickAsync(node);
            }
        }
    }

    private async Task TickAsync(INodeContext node)
    {
        if (_state != "leader" && node.Time.GetElapsedTime(_waitingSince) >= _timeout)
        {
            _state = "candidate";
            _term++;
            _vote = node.Id;
            _answered.Clear();
            _granted.Clear();
            _granted.Add(node.Id);
            Restart(node);
            await SaveAsync(node);
            Ask(node);
            LeadIfElected(node);
        }
        else if (_state == "candidate" && node.Time.GetElapsedTime(_sentAt) >= timing.Heartbeat)
        {
            Ask(node);
        }
        else if (_state == "leader" && node.Time.GetElapsedTime(_sentAt) >= timing.Heartbeat - Tick)
        {
            Beat(node);
        }
    }

    private async Task ReceiveAsync(INodeContext node, Envelope envelope)
    {
        switch (envelope.Message)
        {
            case RequestVote request:
                Learn(node, request.Term);
                var granted = MayVote(envelope.From, request);
                if (granted) _vote = envelope.From;
                if (granted) Restart(node);
                await SaveAsync(node);
                node.Network.Send(envelope.From, new RequestVoteReply(_term, granted));
                break;
            case RequestVoteReply reply:
                Learn(node, reply.Term);
                if (_state == "candidate" && reply.Term == _term)
                {
                    _answered.Add(envelope.From);
                    if (reply.Granted) _granted.Add(envelope.From);
                    LeadIfElected(node);
                }

                await SaveAsync(node);
                break;
            case RaftHeartbeat heartbeat:
                Learn(node, heartbeat.Term);
                if (heartbeat.Term == _term)
                {
                    _state = "follower";
                    node.Observe("leader", new Leadership(_term, envelope.From));
                    Restart(node);
                }

                await SaveAsync(node);
                node.Network.Send(envelope.From, new RaftHeartbeatReply(_term));
                break;
            case RaftHeartbeatReply reply:
                Learn(node, reply.Term);
                await SaveAsync(node);
                break;
        }
    }

    private bool MayVote(NodeId candidate, RequestVote request)
    {
        if (request.Term < _term || (_vote is { } other && other != candidate)) return false;
        return request.LastLogTerm != log.Term ? request.LastLogTerm > log.Term : request.LastLogIndex >= log.Index;
    }

    private void Learn(INodeContext node, long term)
    {
        if (term <= _term) return;
        (_term, _vote) = (term, null);
        if (_state != "follower") Restart(node);
        _state = "follower";
    }

    private void Ask(INodeContext node)
    {
        _sentAt = node.Time.GetTimestamp();
        foreach (var peer in node.Peers.Where(peer => !_answered.Contains(peer)))
            node.Network.Send(peer, new RequestVote(_term, log.Index, log.Term));
    }

    private void LeadIfElected(INodeContext node)
    {
        if (_granted.Count <= (node.Peers.Count + 1) / 2) return;
        _state = "leader";
        node.Observe("leader", new Leadership(_term, node.Id));
        Beat(node);
    }

    private void Beat(INodeContext node)
    {
        _sentAt = node.Time.GetTimestamp();
        foreach (var peer in node.Peers) node.Network.Send(peer, new RaftHeartbeat(_term));
    }

    private void Restart(INodeContext node)
    {
        _waitingSince = node.Time.GetTimestamp();
        var range = (int)(timing.MostElectionTimeout - timing.LeastElectionTimeout).TotalMilliseconds;
        _timeout = timing.LeastElectionTimeout + TimeSpan.FromMilliseconds(node.Random.Next(range));
    }

    private async Task LoadAsync(INodeContext node)
    {
        if (await node.Storage.ReadAsync("state") is not { } stored) return;
        var lines = Encoding.UTF8.GetString(stored).Split('\n');
        _term = long.Parse(lines[0], CultureInfo.InvariantCulture);
        _vote = lines[1].Length == 0 ? null : new NodeId(lines[1]);
    }

    private Task SaveAsync(INodeContext node) => node.Storage.ReplaceAsync(
        "state", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_term}\n{_vote}")));
}
