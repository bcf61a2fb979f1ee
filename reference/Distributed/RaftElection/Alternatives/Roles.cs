using System.Buffers.Binary;
using System.Text;
using Katas.Simulation;

namespace Katas.Distributed;

/// <summary>The same promises with a class for each role: follower, candidate and leader run until another takes over.</summary>
/// <remarks>
/// <para>What a role may do is all that its class has: a follower has no votes to count, a leader no election to wait for, and so
/// neither can do it by mistake. The timeout is a token that is cancelled in time.</para>
/// <para>What all roles do alike, terms and requests for votes, is done before the role sees a message.</para>
/// </remarks>
public sealed class RolesRaftElection(RaftTiming timing, LogEnd log) : IRaftElection
{
    /// <inheritdoc/>
    public async Task RunAsync(INodeContext node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var self = new Self(node, timing, log);
        await self.LoadAsync();
        for (Role role = new Follower(self); ;) role = await role.RunAsync();
    }

    /// <summary>What a node is in all its roles.</summary>
    private sealed class Self(INodeContext node, RaftTiming timing, LogEnd log)
    {
        private NodeId? _vote;

        public INodeContext Node => node;

        public RaftTiming Timing => timing;

        public long Term { get; private set; }

        public async Task LoadAsync()
        {
            if (await node.Storage.ReadAsync("vote") is not { } stored) return;
            Term = BinaryPrimitives.ReadInt64LittleEndian(stored);
            _vote = stored.Length == sizeof(long) ? null : new NodeId(Encoding.UTF8.GetString(stored.AsSpan(sizeof(long))));
        }

        /// <summary>Enters a term, with a vote or without, and has it on the disk.</summary>
        public async Task EnterAsync(long term, NodeId? vote)
        {
            (Term, _vote) = (term, vote);
            var name = Encoding.UTF8.GetBytes(vote?.Name ?? "");
            var content = new byte[sizeof(long) + name.Length];
            BinaryPrimitives.WriteInt64LittleEndian(content, term);
            name.CopyTo(content, sizeof(long));
            await node.Storage.ReplaceAsync("vote", content);
        }

        /// <summary>Answers a request of the node's own term.</summary>
        public async Task<bool> AnswerAsync(NodeId candidate, RequestVote request)
        {
            var isBehind = request.LastLogTerm == log.Term ? request.LastLogIndex < log.Index : request.LastLogTerm < log.Term;
            var isGranted = request.Term == Term && !isBehind && (_vote is null || _vote == candidate);
            if (isGranted && _vote is null) await EnterAsync(Term, candidate);
            node.Network.Send(candidate, new RequestVoteReply(Term, isGranted));
            return isGranted;
        }

        public void SendAll(object message)
        {
            foreach (var peer in node.Peers) node.Network.Send(peer, message);
        }

        public RequestVote Request() => new(Term, log.Index, log.Term);

        public TimeSpan NextTimeout() =>
            timing.LeastElectionTimeout + (node.Random.NextDouble() * (timing.MostElectionTimeout - timing.LeastElectionTimeout));
    }

    private abstract class Role(Self self)
    {
        protected Self Self => self;

        /// <summary>Plays the role to its end.</summary>
        /// <returns>The next one.</returns>
        public abstract Task<Role> RunAsync();

        /// <summary>What the role makes of a message of its own term; null: it goes on.</summary>
        protected virtual Role? On(NodeId from, object message) => null;

        /// <summary>Whoever gives its vote away waits anew.</summary>
        protected virtual Role? OnGranted() => null;

        /// <summary>Plays the role for some time. Null: the time is over, and nothing has ended the role.</summary>
        protected async Task<Role?> PlayAsync(TimeSpan time)
        {
            using var over = new CancellationTokenSource(time, self.Node.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, self.Node.Stopping);
            while (!over.IsCancellationRequested)
            {
                Envelope envelope;
                try
                {
                    envelope = await self.Node.Network.ReceiveAsync(either.Token);
                }
                catch (OperationCanceledException) when (!self.Node.Stopping.IsCancellationRequested)
                {
                    return null;
                }

                if (await HandleAsync(envelope) is { } next) return next;
            }

            return null;
        }

        private async Task<Role?> HandleAsync(Envelope envelope)
        {
            var (from, message) = envelope;
            var term = message switch
            {
                RequestVote request => request.Term,
                RequestVoteReply reply => reply.Term,
                RaftHeartbeat heartbeat => heartbeat.Term,
                RaftHeartbeatReply reply => reply.Term,
                _ => 0,
            };
            Role? next = null;
            if (term > self.Term)
            {
                await self.EnterAsync(term, null);
                // A follower stays the one it is, or its wait would begin anew.
                if (this is not Follower) next = new Follower(self);
            }

            var acting = next ?? this;
            if (message is RequestVote asked) return await self.AnswerAsync(from, asked) ? acting.OnGranted() ?? next : next;
            if (message is RaftHeartbeat) self.Node.Network.Send(from, new RaftHeartbeatReply(self.Term));
            return term == self.Term ? acting.On(from, message) ?? next : next;
        }
    }

    private sealed class Follower(Self self) : Role(self)
    {
        public override async Task<Role> RunAsync() => await PlayAsync(Self.NextTimeout()) ?? new Candidate(Self);

        protected override Role? On(NodeId from, object message)
        {
            if (message is not RaftHeartbeat) return null;
            Self.Node.Observe("leader", new Leadership(Self.Term, from));
            return new Follower(Self);
        }

        protected override Role? OnGranted() => new Follower(Self);
    }

    private sealed class Candidate(Self self) : Role(self)
    {
        private readonly SortedSet<NodeId> _votes = [self.Node.Id];

        private bool IsElected => _votes.Count > Self.Node.Peers.Count - (_votes.Count - 1);

        public override async Task<Role> RunAsync()
        {
            await Self.EnterAsync(Self.Term + 1, Self.Node.Id);
            if (IsElected) return new Leader(Self);
            Self.SendAll(Self.Request());
            return await PlayAsync(Self.NextTimeout()) ?? new Candidate(Self);
        }

        protected override Role? On(NodeId from, object message)
        {
            if (message is RequestVoteReply { Granted: true })
            {
                _votes.Add(from);
                return IsElected ? new Leader(Self) : null;
            }

            if (message is not RaftHeartbeat) return null;
            Self.Node.Observe("leader", new Leadership(Self.Term, from));
            return new Follower(Self);
        }
    }

    private sealed class Leader(Self self) : Role(self)
    {
        public override async Task<Role> RunAsync()
        {
            Self.Node.Observe("leader", new Leadership(Self.Term, Self.Node.Id));
            while (true)
            {
                Self.SendAll(new RaftHeartbeat(Self.Term));
                if (await PlayAsync(Self.Timing.Heartbeat) is { } next) return next;
            }
        }
    }
}
