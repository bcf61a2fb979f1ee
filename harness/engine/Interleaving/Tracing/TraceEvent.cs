using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>One step as it happened; it is put into words only when a schedule failed.</summary>
internal sealed class TraceEvent(int thread, Site site, string verb, Location location)
{
    /// <summary>The verb of a step that starts a thread, a task or a timer.</summary>
    public const string Starts = "starts";

    public int Thread { get; } = thread;

    /// <summary>The index of the thread that the step starts; -1 for other steps.</summary>
    public int Started { get; init; } = -1;

    /// <summary>The operation, task or asynchronous flow that made the step: it keeps its number over an <c>await</c>.</summary>
    public int Flow { get; set; }

    /// <summary>How many times the flow had been put off by an <c>await</c>.</summary>
    public int Part { get; set; }

    public Site Site { get; } = site;

    /// <summary><c>read</c>, <c>write</c>, <c>lock</c>, <c>waits for</c>, or a called method's name.</summary>
    public string Verb { get; } = verb;

    public Location Location { get; } = location;

    public bool HasValue { get; private set; }

    public object? Value { get; private set; }

    /// <summary>Whether the value is larger than what the processor reads at once.</summary>
    public bool CanTear { get; set; }

    public void SetValue(object? value)
    {
        Value = value;
        HasValue = true;
    }
}
