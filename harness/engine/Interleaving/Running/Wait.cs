using Katas.Engine.Interleaving.Rewriting;

namespace Katas.Engine.Interleaving.Running;

/// <summary>One thread's attempt to take a synchronisation object, or its wait for something else.</summary>
/// <param name="Location">The object.</param>
/// <param name="Class">Its class of places.</param>
/// <param name="Site">Where the attempt is made.</param>
/// <param name="Milliseconds">When it gives up; -1 for never. Time passes only when no thread can go on.</param>
internal sealed record Wait(Location Location, string Class, Site Site, double Milliseconds = -1)
{
    /// <summary>The part of a gate that <c>Monitor.Wait</c> waits for.</summary>
    public const string Pulse = "pulse";

    /// <summary>What its end is to the search.</summary>
    public StepKind Kind { get; init; } = StepKind.Acquire;

    /// <summary>Whether it shares the object with others who do so, as a reader does: none of them waits for another.</summary>
    public bool IsShared { get; init; }

    /// <summary>Asked before each decision; null: who releases the object says so.</summary>
    /// <remarks>It must be quick, and must change nothing.</remarks>
    public Func<bool>? IsReady { get; init; }

    /// <summary>Other objects whose change makes it worth trying again, such as the source of a cancellation.</summary>
    public IReadOnlyList<Location> Others { get; init; } = [];

    /// <summary>
    /// Whether this is a timer and no limit of a wait: it may fire before the other threads can go on no further.
    /// </summary>
    public bool IsTimer { get; init; }

    /// <summary>Whether the thread that ends the wait runs the rest of the flow itself, before it goes on.</summary>
    public bool IsInline { get; init; }

    /// <summary>Whether it ends when no other thread can go on.</summary>
    public bool IsForQuiet { get; init; }

    /// <summary>Whether this timer fires for the first time: later ones come only when no thread can go on.</summary>
    /// <remarks>Otherwise a timer that repeats could fire for ever while a thread stands between two steps.</remarks>
    public bool MayComeEarly { get; init; }

    /// <summary>When it gives up, or fires, in ticks of virtual time; set as it begins.</summary>
    public long Deadline { get; set; } = long.MaxValue;

    /// <summary>Whether it gives up when nothing else can happen.</summary>
    public bool CanTimeOut => Milliseconds >= 0;

    /// <summary>The subject's calls that led here, the innermost first; empty unless the schedule is replayed for them.</summary>
    public IReadOnlyList<string> Stack { get; set; } = [];

    /// <summary>Whether the trace already says that the thread waits.</summary>
    public bool IsReported { get; set; }
}
