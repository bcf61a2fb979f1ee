using Katas.Distributed;
using Katas.Simulation;

namespace Katas.Specs.Distributed.Election;

/// <summary>A node whose messages are observed as they leave, so that it is judged by what it tells others.</summary>
internal sealed class Wiretap(INode program) : INode
{
    /// <summary>A vote was given: to another, or, by asking for votes, to the node itself; a <see cref="Ballot"/>.</summary>
    public const string Vote = "wire.vote";

    /// <summary>The first heartbeat of a term left. The value is the term.</summary>
    public const string Leads = "wire.leads";

    /// <summary>A message left whose term is later than all before it since the start. The value is the term.</summary>
    public const string Term = "wire.term";

    /// <summary>More than is there to be read and answered after any pause.</summary>
    private const int MostAtOnce = 1000;

    public Task RunAsync(INodeContext node) => program.RunAsync(new TappedContext(node));

    private sealed class TappedContext(INodeContext inner) : INodeContext
    {
        public NodeId Id => inner.Id;

        public IReadOnlyList<NodeId> Peers => inner.Peers;

        public TimeProvider Time => inner.Time;

        public Random Random => inner.Random;

        public INetwork Network { get; } = new TappedNetwork(inner);

        public IStorage Storage => inner.Storage;

        public CancellationToken Stopping => inner.Stopping;

        public void Observe<T>(string name, T value) => inner.Observe(name, value);
    }

    private sealed class TappedNetwork(INodeContext node) : INetwork
    {
        private Ballot? _vote;
        private long _leads = -1;
        private long _term = -1;
        private long _moment;
        private int _calls;

        public ValueTask<Envelope> ReceiveAsync(CancellationToken cancellationToken = default)
        {
            Called();
            return node.Network.ReceiveAsync(cancellationToken);
        }

        public ValueTask<Envelope?> ReceiveAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        {
            Called();
            return node.Network.ReceiveAsync(timeout, cancellationToken);
        }

        public void Send(NodeId to, object message)
        {
            Called();
            node.Network.Send(to, message);
            switch (message)
            {
                case RequestVote request:
                    Spoke(request.Term);
                    Voted(new Ballot(request.Term, node.Id));
                    break;
                case RequestVoteReply reply:
                    Spoke(reply.Term);
                    if (reply.Granted) Voted(new Ballot(reply.Term, to));
                    break;
                case RaftHeartbeat heartbeat:
                    Spoke(heartbeat.Term);
                    if (heartbeat.Term == _leads) break;
                    _leads = heartbeat.Term;
                    node.Observe(Leads, heartbeat.Term);
                    break;
                case RaftHeartbeatReply reply:
                    Spoke(reply.Term);
                    break;
                default:
                    throw new PropertyFailedException(
                        "nodes say what the contract knows", $"{node.Id} sent {message} to {to}, which is no message of its.");
            }
        }

        /// <summary>Ends a loop in which no time passes while it can still be told what was wrong.</summary>
        private void Called()
        {
            var now = node.Time.GetTimestamp();
            (_moment, _calls) = (now, now == _moment ? _calls + 1 : 1);
            if (_calls <= MostAtOnce) return;
            throw new PropertyFailedException(Promises.Rests,
                $"{node.Id} has used the network {MostAtOnce} times at one moment, without a wait.");
        }

        private void Spoke(long term)
        {
            if (term <= _term) return;
            _term = term;
            node.Observe(Term, term);
        }

        private void Voted(Ballot vote)
        {
            if (vote == _vote) return; // said to several peers, or again
            _vote = vote;
            node.Observe(Vote, vote);
        }
    }
}

/// <summary>A vote.</summary>
/// <param name="Term">In which term.</param>
/// <param name="Candidate">For whom.</param>
internal sealed record Ballot(long Term, NodeId Candidate);
