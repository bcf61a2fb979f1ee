namespace Katas.Engine.Linearizability.Searching;

/// <summary>The operations of one object, laid out for the search.</summary>
/// <remarks>
/// Returns are numbered in their order: 0, 1, 2, …. An operation's <em>deadline</em> is the number of its return, and
/// <see cref="Never"/> if it is open. Each operation has a <em>slot</em> that it shares with no other that is open at the same
/// time; an open operation keeps its slot to the end.
/// </remarks>
internal sealed class Problem
{
    public const int Never = int.MaxValue;

    /// <summary>The slot of what is never used up: it needs none.</summary>
    public const int NoSlot = -1;

    /// <param name="operations">The operations.</param>
    /// <param name="transitions">The model's transitions for them.</param>
    /// <param name="isEndlessOften">
    /// Whether open operations may take effect any number of times. What is impossible even so is impossible.
    /// </param>
    public Problem(TimedOperations operations, TransitionSource transitions, bool isEndlessOften = false)
    {
        (Operations, Transitions, IsEndlessOften) = (operations, transitions, isEndlessOften);
        var n = operations.Operations.Count;
        (Deadline, Slot, CallOrder) = (new int[n], new int[n], new int[n]);
        var returns = operations.Returns.Count(rank => rank != int.MaxValue);
        (DueAt, CallsFrom) = (new int[returns], new int[returns + 2]);
        Array.Fill(Deadline, Never);

        var events = new int[operations.EventCount];
        for (var i = 0; i < n; i++)
        {
            events[operations.Calls[i]] = i;
            if (operations.Returns[i] != int.MaxValue) events[operations.Returns[i]] = ~i;
        }

        Lay(events);
    }

    public TimedOperations Operations { get; }

    public TransitionSource Transitions { get; }

    /// <summary>Whether open operations may take effect any number of times.</summary>
    public bool IsEndlessOften { get; }

    /// <summary>The number of each operation's return.</summary>
    public int[] Deadline { get; }

    /// <summary>Each operation's slot; <see cref="NoSlot"/> if it needs none.</summary>
    public int[] Slot { get; }

    /// <summary>How many slots there are.</summary>
    public int SlotCount { get; private set; }

    /// <summary>The operation of each return.</summary>
    public int[] DueAt { get; }

    /// <summary>The operations in the order of their calls.</summary>
    public int[] CallOrder { get; }

    /// <summary>
    /// Where in <see cref="CallOrder"/> the calls between return k - 1 and return k begin; they end where those of k + 1 begin.
    /// </summary>
    public int[] CallsFrom { get; }

    private void Lay(int[] events)
    {
        var free = new Stack<int>();
        var (call, due) = (0, 0);
        foreach (var @event in events)
        {
            if (@event >= 0)
            {
                CallOrder[call++] = @event;
                Slot[@event] = IsEndlessOften && Operations.Returns[@event] == int.MaxValue ? NoSlot
                    : free.TryPop(out var slot) ? slot : SlotCount++;
            }
            else
            {
                (DueAt[due], Deadline[~@event]) = (~@event, due);
                free.Push(Slot[~@event]);
                CallsFrom[++due] = call;
            }
        }

        CallsFrom[due + 1] = call;
    }
}
