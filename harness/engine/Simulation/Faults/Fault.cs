using System.Globalization;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Faults;

/// <summary>One thing that goes wrong in a run: immutable data, so that a plan of them can be kept, shrunk and drawn.</summary>
/// <remarks>Times are virtual and count from the beginning of the run.</remarks>
public abstract record Fault
{
    private protected Fault()
    {
    }

    /// <summary>What kind of harm it is.</summary>
    public abstract FaultClass Class { get; }

    /// <summary>When it begins; for what happens to one message, <see cref="TimeSpan.Zero"/>: the message says when.</summary>
    public virtual TimeSpan Begins => TimeSpan.Zero;

    /// <summary>When it is over by itself; <see cref="Begins"/> for what takes no time. Healing may end it sooner.</summary>
    public virtual TimeSpan Ends => Begins;

    /// <summary>The one machine that it hits; null for a message, and for links.</summary>
    public NodeId? OneNode => this switch
    {
        CrashFault crash => crash.Node,
        PauseFault pause => pause.Node,
        ClockStepFault step => step.Node,
        ClockDriftFault drift => drift.Node,
        SlowDiskFault slow => slow.Node,
        _ => null,
    };

    /// <summary>In a few words: <c>pause(n1) 5000 to 11000 ms</c>.</summary>
    public abstract override string ToString();

    private protected static string Ms(TimeSpan time) => time.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);

    private protected static string Span(TimeSpan at, TimeSpan length) => $"{Ms(at)} to {Ms(at + length)} ms";
}

/// <summary>Something happens to one message.</summary>
/// <param name="From">Who sends it.</param>
/// <param name="To">To whom.</param>
/// <param name="Number">Which message on this link, from 1.</param>
/// <param name="Fate">
/// <see cref="FaultClass.Drop"/>, <see cref="FaultClass.Duplicate"/> or <see cref="FaultClass.Delay"/>.
/// </param>
/// <param name="Late">How much later it arrives, or its double does; zero for a message that is lost.</param>
public sealed record MessageFault(NodeId From, NodeId To, int Number, FaultClass Fate, TimeSpan Late) : Fault
{
    /// <inheritdoc/>
    public override FaultClass Class => Fate;

    /// <inheritdoc/>
    public override string ToString() => Fate switch
    {
        FaultClass.Drop => $"drop {From}->{To} #{Number}",
        FaultClass.Duplicate => $"duplicate {From}->{To} #{Number}, {Ms(Late)} ms apart",
        _ => $"delay {From}->{To} #{Number} by {Ms(Late)} ms",
    };
}

/// <summary>A machine crashes and starts again.</summary>
/// <param name="Node">Which machine.</param>
/// <param name="At">When.</param>
/// <param name="Down">For how long it is away.</param>
/// <param name="Class">
/// <see cref="FaultClass.Crash"/>: the disk keeps all that was written; <see cref="FaultClass.LostWrites"/> or
/// <see cref="FaultClass.TornWrites"/>: not what was not flushed.
/// </param>
public sealed record CrashFault(NodeId Node, TimeSpan At, TimeSpan Down, FaultClass Class) : Fault
{
    /// <inheritdoc/>
    public override FaultClass Class { get; } = Class;

    /// <inheritdoc/>
    public override TimeSpan Begins => At;

    /// <inheritdoc/>
    public override TimeSpan Ends => At + Down;

    /// <inheritdoc/>
    public override string ToString() => $"crash({Node}) {Span(At, Down)}" + Class switch
    {
        FaultClass.LostWrites => ", losing what was not flushed",
        FaultClass.TornWrites => ", tearing what was not flushed",
        _ => "",
    };
}

/// <summary>A machine stands still: its code, not the messages to it, nor its clock.</summary>
/// <param name="Node">Which machine.</param>
/// <param name="At">When.</param>
/// <param name="For">For how long.</param>
public sealed record PauseFault(NodeId Node, TimeSpan At, TimeSpan For) : Fault
{
    /// <inheritdoc/>
    public override FaultClass Class => FaultClass.Pause;

    /// <inheritdoc/>
    public override TimeSpan Begins => At;

    /// <inheritdoc/>
    public override TimeSpan Ends => At + For;

    /// <inheritdoc/>
    public override string ToString() => $"pause({Node}) {Span(At, For)}";
}

/// <summary>Some links carry nothing for a while.</summary>
/// <param name="Class">The shape, for its name: symmetric, one way, or a bridge.</param>
/// <param name="At">When.</param>
/// <param name="For">For how long.</param>
/// <param name="Groups">Who still reaches whom; a bridge stands in both groups.</param>
/// <param name="LosesInFlight">Whether messages that are under way between the groups are lost too, or still arrive.</param>
/// <remarks>One way: the first group does not reach the second.</remarks>
public sealed record PartitionFault(
    FaultClass Class, TimeSpan At, TimeSpan For, NodeGroups Groups, bool LosesInFlight) : Fault
{
    /// <inheritdoc/>
    public override FaultClass Class { get; } = Class;

    /// <inheritdoc/>
    public override TimeSpan Begins => At;

    /// <inheritdoc/>
    public override TimeSpan Ends => At + For;

    /// <summary>Whether the link carries nothing meanwhile.</summary>
    public bool Cuts(NodeId from, NodeId to) => Groups.Separate(from, to, isOneWay: Class == FaultClass.OneWayPartition);

    /// <inheritdoc/>
    public override string ToString() =>
        $"partition {Groups.ToString(Class == FaultClass.OneWayPartition ? " -/-> " : " | ")} {Span(At, For)}" +
        (LosesInFlight ? ", with what is under way" : "");
}

/// <summary>A link holds its messages for a while.</summary>
/// <param name="From">Who sends.</param>
/// <param name="To">To whom.</param>
/// <param name="At">When.</param>
/// <param name="For">For how long; then all that was held arrives.</param>
public sealed record ClogFault(NodeId From, NodeId To, TimeSpan At, TimeSpan For) : Fault
{
    /// <inheritdoc/>
    public override FaultClass Class => FaultClass.Clog;

    /// <inheritdoc/>
    public override TimeSpan Begins => At;

    /// <inheritdoc/>
    public override TimeSpan Ends => At + For;

    /// <inheritdoc/>
    public override string ToString() => $"clog {From}->{To} {Span(At, For)}";
}

/// <summary>A machine's clock runs fast or slow, from the beginning on.</summary>
/// <param name="Node">Which machine.</param>
/// <param name="PartsPerMillion">By how much: 1000 gains a millisecond in each second.</param>
public sealed record ClockDriftFault(NodeId Node, int PartsPerMillion) : Fault
{
    /// <inheritdoc/>
    public override FaultClass Class => FaultClass.ClockDrift;

    /// <inheritdoc/>
    public override TimeSpan Ends => TimeSpan.MaxValue;

    /// <inheritdoc/>
    public override string ToString() => $"drift({Node}) by {PartsPerMillion} ppm";
}

/// <summary>A machine's wall clock jumps. Timestamps and timers do not notice.</summary>
/// <param name="Node">Which machine.</param>
/// <param name="At">When.</param>
/// <param name="By">How far.</param>
public sealed record ClockStepFault(NodeId Node, TimeSpan At, TimeSpan By) : Fault
{
    /// <inheritdoc/>
    public override FaultClass Class => FaultClass.ClockStep;

    /// <inheritdoc/>
    public override TimeSpan Begins => At;

    /// <inheritdoc/>
    public override string ToString() => $"clock({Node}) set by {(By > TimeSpan.Zero ? "+" : "")}{Ms(By)} ms at {Ms(At)} ms";
}

/// <summary>Each operation of a machine's disk takes some time more.</summary>
/// <param name="Node">Which machine.</param>
/// <param name="At">When.</param>
/// <param name="For">For how long it is slow.</param>
/// <param name="Latency">What each operation takes more.</param>
public sealed record SlowDiskFault(NodeId Node, TimeSpan At, TimeSpan For, TimeSpan Latency) : Fault
{
    /// <inheritdoc/>
    public override FaultClass Class => FaultClass.SlowDisk;

    /// <inheritdoc/>
    public override TimeSpan Begins => At;

    /// <inheritdoc/>
    public override TimeSpan Ends => At + For;

    /// <inheritdoc/>
    public override string ToString() => $"slow disk({Node}) {Span(At, For)}, {Ms(Latency)} ms each";
}

/// <summary>
/// A link loses part of its messages for a while. Those are listed one by one, so this is in no list of faults.
/// </summary>
/// <param name="From">Who sends.</param>
/// <param name="To">To whom.</param>
/// <param name="At">When.</param>
/// <param name="For">For how long.</param>
/// <param name="Drop">The part that is lost, from 0 to 1.</param>
internal sealed record FlakyLink(NodeId From, NodeId To, TimeSpan At, TimeSpan For, double Drop) : Fault
{
    /// <inheritdoc/>
    public override FaultClass Class => FaultClass.Drop;

    /// <inheritdoc/>
    public override TimeSpan Begins => At;

    /// <inheritdoc/>
    public override string ToString() => $"flaky {From}->{To} {Span(At, For)}";
}
