using Katas.Engine.Histories;

namespace Katas.Engine.Linearizability;

/// <summary>The operations of one object with their events in one total order.</summary>
/// <remarks>
/// Ranks are 0, 1, 2, … over all calls and returns in the order of time; of events at the same instant the calls come
/// first, because intervals are closed. An open operation's return has the rank <see cref="int.MaxValue"/>.
/// </remarks>
internal sealed class TimedOperations
{
    /// <summary>Ranks the events.</summary>
    public TimedOperations(IReadOnlyList<Operation> operations)
    {
        Operations = operations;
        (Calls, Returns) = (new int[operations.Count], new int[operations.Count]);
        var events = new (long At, int Event)[2 * operations.Count];
        var count = 0;
        for (var i = 0; i < operations.Count; i++)
        {
            events[count++] = (operations[i].Invoked, i);
            Returns[i] = int.MaxValue;
            if (operations[i].Ending != Ending.Open) events[count++] = (operations[i].Returned, operations.Count + i);
        }

        var ordered = events.AsSpan(0, count);
        ordered.Sort(static (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Event.CompareTo(b.Event));
        for (var rank = 0; rank < count; rank++)
        {
            var of = ordered[rank].Event;
            if (of < operations.Count) Calls[of] = rank;
            else Returns[of - operations.Count] = rank;
        }

        EventCount = count;
    }

    /// <summary>The operations, in the order of their calls.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>The rank of each operation's call.</summary>
    public int[] Calls { get; }

    /// <summary>The rank of each operation's return; <see cref="int.MaxValue"/> if it is open.</summary>
    public int[] Returns { get; }

    /// <summary>How many events have ranks.</summary>
    public int EventCount { get; }
}
