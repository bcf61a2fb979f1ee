namespace Katas.Engine.Linearizability.Monitors;

/// <summary>
/// Orders what takes and gives back permits, and what sees that all are taken or none: a lock, a semaphore, an element of a set.
/// Whose permit it is does not matter here.
/// </summary>
/// <remarks>
/// <para>
/// As late as possible: over the events in their order, nothing is taken or given back until an operation is about to return
/// without having had its turn; and then of those that have been called the one with the earliest return. What only looks has
/// its turn as soon as it sees what it says.
/// </para>
/// <para>
/// Complete for one permit: takes and gives alternate, and by induction no order can make the k-th change later, for what forced
/// it here forces it there. So if a change is due and nobody who has been called is left to make it, any order would have to make
/// as many changes from the same calls. For several permits the same holds as long as nothing looks: the least numbers of
/// takes and gives that are due satisfy every bound that any numbers do. With lookers several permits are not decided, because
/// then it may pay to take early.
/// </para>
/// </remarks>
/// <param name="operations">The operations.</param>
/// <param name="roles">What each does.</param>
/// <param name="permits">How many there are; all are free at first.</param>
internal sealed class PermitSweep(TimedOperations operations, PermitRole[] roles, int permits)
{
    private readonly PriorityQueue<int, int> _takes = new();
    private readonly PriorityQueue<int, int> _gives = new();
    private readonly List<int> _waitForAll = [];
    private readonly List<int> _waitForNone = [];
    private readonly bool[] _done = new bool[roles.Length];

    /// <summary>For each number of permits taken: the operation that last took that one, and what forced it to.</summary>
    private readonly (int Take, int Because)[] _raised = new (int, int)[permits + 1];
    private int _taken;

    /// <summary>A legal order, as far as it came.</summary>
    public List<int> Order { get; } = new(roles.Length);

    /// <summary>The operation for which there was no turn; -1: none.</summary>
    public int Failed { get; private set; } = -1;

    /// <summary>How many permits were taken when it failed.</summary>
    public int Taken => _taken;

    /// <summary>Whether all have their turn; those that never returned, only if others need them.</summary>
    public bool Run()
    {
        var at = new int[operations.EventCount];
        for (var i = 0; i < roles.Length; i++)
        {
            at[operations.Calls[i]] = i + 1;
            if (operations.Returns[i] != int.MaxValue) at[operations.Returns[i]] = -i - 1;
        }

        foreach (var operation in at)
        {
            if (operation > 0) Called(operation - 1);
            else if (!_done[-operation - 1] && !Due(-operation - 1)) return false;
        }

        return true;
    }

    /// <summary>
    /// The takes that hold the permits, with what forced each to be that early, and the operation that failed: impossible by
    /// themselves.
    /// </summary>
    public int[] Evidence()
    {
        var evidence = new HashSet<int> { Failed };
        for (var level = 1; level <= _taken; level++)
        {
            evidence.Add(_raised[level].Take);
            evidence.Add(_raised[level].Because);
        }

        return [.. evidence.Order()];
    }

    private void Called(int operation)
    {
        switch (roles[operation])
        {
            case PermitRole.Take:
                _takes.Enqueue(operation, operations.Returns[operation]);
                break;
            case PermitRole.Give:
                _gives.Enqueue(operation, operations.Returns[operation]);
                break;
            case PermitRole.SeeAll or PermitRole.LeaveAll:
                _waitForAll.Add(operation);
                break;
            case PermitRole.SeeNone or PermitRole.LeaveNone:
                _waitForNone.Add(operation);
                break;
            case PermitRole.Look:
                Do(operation);
                break;
            default:
                _done[operation] = true;
                return;
        }

        Look();
    }

    private bool Due(int operation)
    {
        var made = roles[operation] switch
        {
            PermitRole.Take => (_taken < permits || Give(operation)) && Take(operation),
            PermitRole.Give => (_taken > 0 || Take(operation)) && Give(operation),
            PermitRole.SeeAll or PermitRole.LeaveAll => TakeAll(operation),
            _ => GiveAll(operation),
        };
        if (!made) Failed = operation;
        return made;
    }

    private bool TakeAll(int because)
    {
        while (!_done[because])
        {
            if (!Take(because)) return false;
        }

        return true;
    }

    private bool GiveAll(int because)
    {
        while (!_done[because])
        {
            if (!Give(because)) return false;
        }

        return true;
    }

    private bool Take(int because)
    {
        if (Next(_takes, _waitForAll, PermitRole.LeaveAll) is not { } operation) return false;
        _raised[++_taken] = (operation, because);
        Do(operation);
        Look();
        return true;
    }

    private bool Give(int because)
    {
        if (Next(_gives, _waitForNone, PermitRole.LeaveNone) is not { } operation) return false;
        _taken--;
        Do(operation);
        Look();
        return true;
    }

    private int? Next(PriorityQueue<int, int> sure, List<int> waiting, PermitRole spare)
    {
        if (sure.TryDequeue(out var first, out _)) return first;
        for (var i = waiting.Count - 1; i >= 0; i--)
        {
            if (roles[waiting[i]] == spare && !_done[waiting[i]]) return waiting[i];
        }

        return null;
    }

    private void Look()
    {
        if (_taken == permits) Release(_waitForAll);
        if (_taken == 0) Release(_waitForNone);
    }

    private void Release(List<int> waiting)
    {
        foreach (var operation in waiting)
        {
            if (!_done[operation]) Do(operation);
        }

        waiting.Clear();
    }

    private void Do(int operation)
    {
        _done[operation] = true;
        Order.Add(operation);
    }
}

/// <summary>What an operation does with permits.</summary>
internal enum PermitRole
{
    /// <summary>Nothing, and it need not be in the order.</summary>
    None,

    /// <summary>Takes one that is free.</summary>
    Take,

    /// <summary>Gives one back that is taken.</summary>
    Give,

    /// <summary>Sees that all are taken.</summary>
    SeeAll,

    /// <summary>Sees that none is taken.</summary>
    SeeNone,

    /// <summary>Takes the one permit, or sees that it is taken; which, is not told.</summary>
    LeaveAll,

    /// <summary>Gives the one permit back, or sees that it is free; which, is not told.</summary>
    LeaveNone,

    /// <summary>Looks, and it is not told what it sees.</summary>
    Look,
}
