using Katas.Engine.Simulation.Escapes;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;
using Katas.Engine.Subjects;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Running;

/// <summary>The directed links between all machines: what each message meets on its way.</summary>
internal sealed class Links
{
    private readonly World _world;
    private readonly int[] _sent;
    private readonly int _count;
    private readonly List<PartitionFault> _partitions = [];
    private readonly List<ClogFault> _clogs = [];
    private readonly List<Delivery> _held = [];

    public Links(World world)
    {
        _world = world;
        _count = world.Machines.Count;
        _sent = new int[_count * _count];
    }

    /// <summary>How many messages are under way.</summary>
    public int UnderWay { get; private set; }

    public void Begin(PartitionFault partition) => _partitions.Add(partition);

    public void End(PartitionFault partition) => _partitions.Remove(partition);

    public void Begin(ClogFault clog) => _clogs.Add(clog);

    /// <summary>The link carries again: all that it held arrives, in the order in which it was held.</summary>
    public void End(ClogFault clog)
    {
        _clogs.Remove(clog);
        var freed = _held.FindAll(delivery => delivery.IsOn(clog));
        _held.RemoveAll(delivery => delivery.IsOn(clog));
        foreach (var delivery in freed) _world.Add(_world.Now, TieOf(_world.ById[clog.From], _world.ById[clog.To]), delivery);
    }

    public void Send(Machine from, NodeId to, object message)
    {
        if (!_world.ById.TryGetValue(to, out var target)) throw Unknown(from, to);
        var link = (from.Index * _count) + target.Index;
        var number = ++_sent[link];
        var sum = StructuralHash.Of(message);
        var send = _world.Record(TraceKind.Send, from, target, data: message, sum: sum);
        if (_partitions.Count > 0 && IsCut(from, target, inFlightOnly: false))
        {
            Lose(from, target, send, "partition");
            return;
        }

        var draws = _world.Draw;
        var (a, b) = ((ulong)link, (ulong)number);
        var isPerfect = IsPerfect(from, target);
        var latency = isPerfect ? 0 : Between(_world.Scenario, draws.Fraction(Draw.Purpose.Latency, a, b));
        // Equal ties keep their order: what a client sends at one moment, or a machine to itself, does not overtake.
        var tie = isPerfect ? TieOf(from, target) : draws.Next(Draw.Purpose.Tie, a, b);
        var fate = isPerfect ? null : _world.Nemesis.FateOf(from.Id, target.Id, link, number);
        if (fate?.Fate == FaultClass.Drop)
        {
            Lose(from, target, send, fate);
            return;
        }

        if (fate?.Fate == FaultClass.Delay) latency += fate.Late.Ticks;
        Deliver(new Delivery(this, from, target, message, sum, send), latency, tie);
        if (fate?.Fate == FaultClass.Duplicate)
            Deliver(new Delivery(this, from, target, message, sum, send), latency + fate.Late.Ticks, ~tie);
    }

    private static long Between(Scenario scenario, double fraction) =>
        scenario.LeastLatency.Ticks + (long)((scenario.MostLatency - scenario.LeastLatency).Ticks * fraction);

    private static bool IsPerfect(Machine from, Machine to) =>
        from == to || from.Spec.Role == MachineRole.Client || to.Spec.Role == MachineRole.Client;

    private void Deliver(Delivery delivery, long latency, ulong tie)
    {
        UnderWay++;
        if (UnderWay > World.MostUnderWay) _world.Flooded(delivery.From);
        _world.Add(_world.Now + latency, tie, delivery);
    }

    /// <summary>One for all messages of a link at one moment.</summary>
    private ulong TieOf(Machine from, Machine to) =>
        _world.Draw.Next(Draw.Purpose.Tie, (ulong)((from.Index * _count) + to.Index), (ulong)_world.Now | (1UL << 63));

    private void Lose(Machine from, Machine to, int send, object why) =>
        _world.Record(TraceKind.Lose, from, to, send, why);

    private bool IsCut(Machine from, Machine to, bool inFlightOnly) =>
        _partitions.Any(cut => (cut.LosesInFlight || !inFlightOnly) && cut.Cuts(from.Id, to.Id));

    private ArgumentException Unknown(Machine from, NodeId to)
    {
        var names = _world.Machines.Select(machine => machine.Id.Name).ToList();
        var nearest = NearestNames.To(to.Name ?? "", names) is [var name, ..] ? $" Did you mean {name}?" : "";
        var place = LearnerPlace.At(LearnerPlace.Here());
        var text = $"{from.Id} sent a message to {to}{place}, and there is no such machine.{nearest} " +
            $"There are: {string.Join(", ", names)}.";
        _world.Fail(new SimulationFailure(
            SimulationFinding.UnknownPeer, "messages go to machines that are there", text, _world.Elapsed) { Node = from.Id });
        return new ArgumentException(text, nameof(to));
    }

    /// <summary>A message under way.</summary>
    private sealed class Delivery(Links links, Machine from, Machine to, object message, ulong sum, int send) : ISimEvent
    {
        public Machine From => from;

        public bool IsOn(ClogFault clog) => clog.From == from.Id && clog.To == to.Id;

        public void Happen()
        {
            var world = links._world;
            if (links._clogs.Count > 0 && links._clogs.Exists(IsOn))
            {
                links._held.Add(this);
                return;
            }

            links.UnderWay--;
            if (links._partitions.Count > 0 && links.IsCut(from, to, inFlightOnly: true))
                links.Lose(from, to, send, "partition");
            else if (to.Running is not { } running)
                links.Lose(from, to, send, $"{to.Id} is down");
            else
                Arrive(world, running);
        }

        private void Arrive(World world, Incarnation running)
        {
            if (StructuralHash.Of(message) != sum)
            {
                world.Fail(new SimulationFailure(
                    SimulationFinding.MessageChanged, "a message is not changed after it was sent",
                    $"{from.Id} sent {world.Trace.Events[send].Data?.GetType().Name} to {to.Id} at " +
                    $"{Reporting.Show.Milliseconds(world.Trace.Events[send].Time)} ms, and somebody changed it before it " +
                    "arrived. Send an immutable record, with a copy of what it holds.", world.Elapsed)
                {
                    Node = from.Id, Step = send,
                });
                return;
            }

            world.Record(TraceKind.Deliver, to, from, send, message, sum);
            running.Mailbox.Arrive(new Envelope(from.Id, message));
        }
    }
}
