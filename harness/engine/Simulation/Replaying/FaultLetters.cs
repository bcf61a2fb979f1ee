using Katas.Engine.Simulation.Faults;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Replaying;

/// <summary>Writes faults down as numbers, and reads them.</summary>
/// <param name="machines">The machines by index: a fault names them by it.</param>
internal sealed class FaultLetters(IReadOnlyList<NodeId> machines)
{
    /// <summary>Groups of more machines than that are always written one by one.</summary>
    private const int MostBits = 30;

    public void Write(ReplayWriter to, Fault fault)
    {
        to.Number((long)fault.Class);
        switch (fault)
        {
            case MessageFault message:
                Write(to, message.From, message.To);
                to.Number(message.Number);
                if (message.Fate != FaultClass.Drop) to.Time(message.Late);
                break;
            case CrashFault crash:
                Write(to, crash.Node);
                Write(to, crash.At, crash.Down);
                break;
            case PauseFault pause:
                Write(to, pause.Node);
                Write(to, pause.At, pause.For);
                break;
            case PartitionFault partition:
                Write(to, partition.Groups.Left, partition.LosesInFlight);
                Write(to, partition.Groups.Right, false);
                Write(to, partition.At, partition.For);
                break;
            case ClogFault clog:
                Write(to, clog.From, clog.To);
                Write(to, clog.At, clog.For);
                break;
            case ClockDriftFault drift:
                Write(to, drift.Node);
                to.Signed(drift.PartsPerMillion);
                break;
            case ClockStepFault step:
                Write(to, step.Node);
                Write(to, step.At, step.By);
                break;
            case SlowDiskFault slow:
                Write(to, slow.Node);
                Write(to, slow.At, slow.For, slow.Latency);
                break;
            default:
                throw new ArgumentException($"There are no letters for {fault}.", nameof(fault));
        }
    }

    /// <exception cref="FormatException">There is no whole fault here, or one of a machine that is not there.</exception>
    public Fault Read(ReplayReader from)
    {
        var kind = (FaultClass)from.Number((int)FaultClass.SlowDisk);
        switch (kind)
        {
            case FaultClass.Drop or FaultClass.Duplicate or FaultClass.Delay:
                return new MessageFault(
                    Node(from), Node(from), from.Number(int.MaxValue), kind, kind == FaultClass.Drop ? default : from.Time());
            case FaultClass.Crash or FaultClass.LostWrites or FaultClass.TornWrites:
                return new CrashFault(Node(from), from.Time(), from.Time(), kind);
            case FaultClass.Pause:
                return new PauseFault(Node(from), from.Time(), from.Time());
            case FaultClass.Clog:
                return new ClogFault(Node(from), Node(from), from.Time(), from.Time());
            case FaultClass.ClockDrift:
                return new ClockDriftFault(Node(from), (int)from.Signed());
            case FaultClass.ClockStep:
                return new ClockStepFault(Node(from), from.Time(), from.Time());
            case FaultClass.SlowDisk:
                return new SlowDiskFault(Node(from), from.Time(), from.Time(), from.Time());
            default:
                var (left, loses) = Group(from);
                var (right, _) = Group(from);
                return new PartitionFault(kind, from.Time(), from.Time(), new NodeGroups(left, right), loses);
        }
    }

    private void Write(ReplayWriter to, params ReadOnlySpan<NodeId> nodes)
    {
        foreach (var node in nodes) to.Number(IndexOf(node));
    }

    private static void Write(ReplayWriter to, params ReadOnlySpan<TimeSpan> times)
    {
        foreach (var time in times) to.Time(time);
    }

    /// <summary>A bit for each machine; one by one where the order is another than the scenario's, which a text shows.</summary>
    private void Write(ReplayWriter to, IReadOnlyList<NodeId> group, bool flag)
    {
        List<int> indexes = [.. group.Select(IndexOf)];
        var isSet = machines.Count <= MostBits && indexes.SequenceEqual(indexes.Distinct().Order());
        var head = (flag ? 2 : 0) + (isSet ? 0 : 1);
        if (isSet)
        {
            to.Number((indexes.Sum(index => 1L << index) * 4) + head);
            return;
        }

        to.Number((indexes.Count * 4L) + head);
        indexes.ForEach(index => to.Number(index));
    }

    private (IReadOnlyList<NodeId> Members, bool Flag) Group(ReplayReader from)
    {
        var head = from.Number();
        var (rest, flag, isSet) = (head / 4, head % 4 >= 2, head % 2 == 0);
        if (isSet && rest >= 1L << Math.Min(machines.Count, MostBits))
            throw new FormatException("A group has an unknown machine.");
        if (!isSet && rest > machines.Count) throw new FormatException("A group has more machines than there are.");
        return (isSet
            ? [.. machines.Where((_, i) => (rest >> i) % 2 == 1)]
            : [.. Enumerable.Range(0, (int)rest).Select(_ => Node(from))], flag);
    }

    private NodeId Node(ReplayReader from) => machines[from.Number(machines.Count - 1)];

    private int IndexOf(NodeId node)
    {
        for (var i = 0; i < machines.Count; i++)
            if (machines[i] == node) return i;
        throw new ArgumentException($"There is no machine {node}.");
    }
}
