using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Threading.Channels;
using Katas.Simulation;

namespace Katas.Distributed;

/// <summary>The same promises as a pure function from a state and an event to the next state, and a driver around it.</summary>
/// <remarks>
/// <para>The function knows no clock, no disk and no network, so each of its lines can be tested by calling it. The driver has
/// two tasks, one that listens and one that acts, and a timer; all they share is a channel.</para>
/// <para>Term and vote are appended to a journal, each with a sum, and the last whole entry counts. A flush of one page is all
/// that an election costs the disk.</para>
/// </remarks>
public sealed class PureMachineRaftElection(RaftTiming timing, LogEnd log) : IRaftElection
{
    private const string Journal = "journal";
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private readonly Channel<object> _events = Channel.CreateBounded<object>(capacity: 1000);

    private enum Alarm
    {
        Keep, Election, Heartbeat,
    }

    /// <inheritdoc/>
    public async Task RunAsync(INodeContext node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var members = node.Peers.Append(node.Id).Order().ToImmutableArray();
        var state = await OpenAsync(node.Storage, new State(members, members.IndexOf(node.Id), log));
        await Task.WhenAny(ListenAsync(node), ActAsync(node, state)).Unwrap();
    }

    /// <summary>A message that finds no room is lost, as it could have been on its way.</summary>
    private async Task ListenAsync(INodeContext node)
    {
        while (true) _events.Writer.TryWrite(await node.Network.ReceiveAsync(node.Stopping));
    }

    private async Task ActAsync(INodeContext node, State state)
    {
        var setting = 0;
        ITimer? timer = null;
        Set(Alarm.Election);
        while (await _events.Reader.WaitToReadAsync(node.Stopping))
        {
            if (!_events.Reader.TryRead(out var happened)) continue;
            if (happened is int old && old != setting) continue;
            var (next, effects) = happened is Envelope envelope
                ? state.Receive(state.Members.IndexOf(envelope.From), envelope.Message)
                : state.TimeIsUp();
            if (next.Vote != state.Vote) await AppendAsync(node.Storage, next.Vote);
            state = next;
            Set(effects.Alarm);
            if (effects.Leader is { } leader) node.Observe("leader", new Leadership(state.Term, state.Members[leader]));
            foreach (var (to, message) in effects.Messages) node.Network.Send(state.Members[to], message);
        }

        void Set(Alarm alarm)
        {
            if (alarm == Alarm.Keep) return;
            timer?.Dispose();
            var number = ++setting; // one that is in the channel already has another number
            timer = node.Time.CreateTimer(
                _ => Ring(number), null, alarm == Alarm.Heartbeat ? timing.Heartbeat : Timeout(node.Random),
                System.Threading.Timeout.InfiniteTimeSpan);
        }

        // A timeout must not be lost: it waits for room.
        void Ring(int number)
        {
            if (_events.Writer.TryWrite(number) || number != setting) return;
            timer!.Change(Moment, System.Threading.Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan Timeout(Random random) => TimeSpan.FromTicks(
        random.NextInt64(timing.LeastElectionTimeout.Ticks, timing.MostElectionTimeout.Ticks));

    /// <summary>Reads the journal up to its last whole entry, and begins it anew with that one.</summary>
    private static async Task<State> OpenAsync(IStorage storage, State state)
    {
        var vote = Vote.None;
        var stored = await storage.ReadAsync(Journal) ?? [];
        for (var i = 0; i + Vote.Size <= stored.Length && Vote.Read(stored.AsSpan(i)) is { } entry; i += Vote.Size) vote = entry;
        await storage.ReplaceAsync(Journal, vote.ToBytes());
        return state with { Vote = vote };
    }

    private static async Task AppendAsync(IStorage storage, Vote vote)
    {
        await storage.AppendAsync(Journal, vote.ToBytes());
        await storage.FlushAsync(Journal);
    }

    /// <summary>An entry of the journal.</summary>
    /// <param name="Term">The term.</param>
    /// <param name="For">The index of the member who has the vote; -1: nobody has.</param>
    private sealed record Vote(long Term, long For)
    {
        public const int Size = 24;

        public static Vote None { get; } = new(0, -1);

        private long Sum => unchecked((((Term * 31) + For) * 0x1000193) ^ 0x5EED);

        public static Vote? Read(ReadOnlySpan<byte> bytes)
        {
            var vote = new Vote(Number(bytes), Number(bytes[8..]));
            return Number(bytes[16..]) == vote.Sum ? vote : null;
        }

        public byte[] ToBytes()
        {
            var bytes = new byte[Size];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, Term);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), For);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Sum);
            return bytes;
        }

        private static long Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    /// <summary>What is to be done after a step, in this order: the alarm, the news, the messages.</summary>
    private sealed record Effects(Alarm Alarm, int? Leader, ImmutableArray<(int To, object Message)> Messages)
    {
        public static Effects None { get; } = new(Alarm.Keep, null, []);
    }

    private sealed record State(ImmutableArray<NodeId> Members, int Self, LogEnd Log)
    {
        public Vote Vote { get; init; } = Vote.None;

        /// <summary>Who votes for this node, which is a candidate; null: it is none.</summary>
        private ImmutableSortedSet<int>? Supporters { get; init; }

        private bool Leads { get; init; }

        public long Term => Vote.Term;

        public (State Next, Effects Effects) TimeIsUp()
        {
            if (Leads) return (this, ToAll(Alarm.Heartbeat, new RaftHeartbeat(Term)));
            var stands = this with { Vote = new Vote(Term + 1, Self), Supporters = [Self] };
            var request = new RequestVote(stands.Term, Log.Index, Log.Term);
            return stands.IsElected ? stands.Lead() : (stands, ToAll(Alarm.Election, request));
        }

        public (State Next, Effects Effects) Receive(int from, object message) => message switch
        {
            RequestVote request => Hear(request.Term).Answer(from, request, Leads),
            RequestVoteReply reply => Hear(reply.Term).Count(from, reply, Leads),
            RaftHeartbeat heartbeat => Hear(heartbeat.Term).Follow(from, heartbeat),
            RaftHeartbeatReply reply => Hear(reply.Term).Unseated(Leads),
            _ => (this, Effects.None),
        };

        private bool IsElected => Supporters!.Count * 2 > Members.Length;

        private State Hear(long term) =>
            term <= Term ? this : this with { Vote = new Vote(term, -1), Supporters = null, Leads = false };

        private (State Next, Effects Effects) Answer(int candidate, RequestVote request, bool led)
        {
            var isBehind = request.LastLogTerm == Log.Term ? request.LastLogIndex < Log.Index : request.LastLogTerm < Log.Term;
            var isGranted = request.Term == Term && !isBehind && (Vote.For == -1 || Vote.For == candidate);
            var next = isGranted ? this with { Vote = Vote with { For = candidate } } : this;
            var alarm = isGranted || (led && !Leads) ? Alarm.Election : Alarm.Keep;
            return (next, new Effects(alarm, null, [(candidate, new RequestVoteReply(Term, isGranted))]));
        }

        private (State Next, Effects Effects) Count(int voter, RequestVoteReply reply, bool led)
        {
            if (Supporters is null || !reply.Granted || reply.Term != Term) return Unseated(led);
            var next = this with { Supporters = Supporters.Add(voter) };
            return next.IsElected ? next.Lead() : (next, Effects.None);
        }

        private (State Next, Effects Effects) Lead() =>
            (this with { Supporters = null, Leads = true },
                ToAll(Alarm.Heartbeat, new RaftHeartbeat(Term)) with { Leader = Self });

        private (State Next, Effects Effects) Follow(int leader, RaftHeartbeat heartbeat)
        {
            var reply = (leader, (object)new RaftHeartbeatReply(Term));
            return heartbeat.Term < Term
                ? (this, new Effects(Alarm.Keep, null, [reply]))
                : (this with { Supporters = null }, new Effects(Alarm.Election, leader, [reply]));
        }

        private (State Next, Effects Effects) Unseated(bool led) =>
            (this, led && !Leads ? Effects.None with { Alarm = Alarm.Election } : Effects.None);

        private Effects ToAll(Alarm alarm, object message)
        {
            var self = Self;
            var others = Enumerable.Range(0, Members.Length).Where(i => i != self);
            return new Effects(alarm, null, [.. others.Select(i => (i, message))]);
        }
    }
}
