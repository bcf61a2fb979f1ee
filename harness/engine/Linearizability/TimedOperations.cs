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
    /// <param name="operations">In the order of their calls.</param>
    public TimedOperations(IReadOnlyList<Operation> operations)
    {
        Operations = operations;
        (Calls, Returns) = (new int[operations.Count], new int[operations.Count]);
        Array.Fill(Returns, int.MaxValue);
        var (times, returning) = InOrderOfReturn(operations);
        var (rank, returned) = (0, 0);
        for (var called = 0; called < operations.Count; called++)
        {
            var invoked = operations[called].Invoked;
            while (returned < times.Length && times[returned] < invoked) Returns[returning[returned++]] = rank++;
            Calls[called] = rank++;
        }

        while (returned < times.Length) Returns[returning[returned++]] = rank++;
        EventCount = rank;
    }

    /// <summary>The operations, in the order of their calls.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>The rank of each operation's call.</summary>
    public int[] Calls { get; }

    /// <summary>The rank of each operation's return; <see cref="int.MaxValue"/> if it is open.</summary>
    public int[] Returns { get; }

    /// <summary>How many events have ranks.</summary>
    public int EventCount { get; }

    private static (long[] Times, int[] Operations) InOrderOfReturn(IReadOnlyList<Operation> operations)
    {
        var (times, returning) = (new long[operations.Count], new int[operations.Count]);
        var count = 0;
        for (var i = 0; i < operations.Count; i++)
        {
            if (operations[i].Ending == Ending.Open) continue;
            (times[count], returning[count++]) = (operations[i].Returned, i);
        }

        (times, returning) = (times[..count], returning[..count]);
        Array.Sort(times, returning);
        return (times, returning);
    }
}
