namespace Katas.Engine.Simulation.Running;

/// <summary>What is to happen, by time; at one moment in an order that the seed draws.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<ISimEvent, (long Time, ulong Tie, long Order)> _events = new();
    private long _order;

    /// <summary>How many events are to come, cancelled timers among them.</summary>
    public int Count => _events.Count;

    /// <summary>Adds an event.</summary>
    /// <param name="time">When, in ticks.</param>
    /// <param name="tie">Which of one moment is first: the least.</param>
    /// <param name="what">The event.</param>
    public void Add(long time, ulong tie, ISimEvent what) => _events.Enqueue(what, (time, tie, _order++));

    /// <summary>The time of the next event; null when there is none.</summary>
    public long? NextTime => _events.TryPeek(out _, out var key) ? key.Time : null;

    /// <summary>Takes the next event.</summary>
    public ISimEvent Take() => _events.Dequeue();
}
