namespace Katas.Engine.Linearizability.Monitors;

/// <summary>A counter as a row of steps, each made by one add: step s leads from level s to level s + 1.</summary>
/// <remarks>
/// <para>
/// A read of level v says that step v - 1 was made before it returned, and step v not before it was called. So each step has a
/// window: from the latest call of what saw its level or a lower one, to the first return of what saw a higher one. Windows only
/// move later from step to step. A <c>fetch-and-add</c> has its step, and its interval is a bound of that window. The other adds
/// are alike: each can make a row of steps, namely those whose windows its interval meets, and of those that can make a step the
/// one that returns first takes it. That is complete: it is the matching of intervals to places by earliest deadline, and what
/// it matches can happen at the latest of the calls up to it.
/// </para>
/// <para>
/// If an add is left over, then, back to the last step that went to an add returning later, all steps were taken by adds that had
/// to be made between two observations: more of them than lie between the observed values. If a step finds no add, fewer adds had
/// begun than were seen.
/// </para>
/// </remarks>
internal sealed class CounterSteps(TimedOperations timed)
{
    private const int MostNamed = 8;

    /// <summary>How many steps there can be at most.</summary>
    public int Count { get; set; }

    /// <summary>The adds that may make any step, in the order of their calls.</summary>
    public List<int> Adds { get; } = [];

    /// <summary>The adds that made a certain step.</summary>
    public List<(int Operation, int Step)> Fixed { get; } = [];

    /// <summary>The reads with the levels that they saw, in the order of their calls.</summary>
    public List<(int Operation, int Level)> Reads { get; } = [];

    private int[] _madeBy = [];
    private bool[] _isFixed = [];
    private int[] _notBefore = [];
    private int[] _notAfter = [];

    /// <summary>Judges.</summary>
    /// <param name="anywhere">Operations that fit anywhere, for the witness, in the order of their calls.</param>
    public MonitorAnswer Judge(List<int> anywhere) =>
        FixSteps() ?? FindWindows() ?? Match() ?? MonitorAnswer.Linearizable(Ranked.Merge(Order(), anywhere, timed.Calls));

    private MonitorAnswer? FixSteps()
    {
        (_madeBy, _isFixed) = (new int[Count], new bool[Count]);
        Array.Fill(_madeBy, -1);
        foreach (var (operation, step) in Fixed)
        {
            if (_madeBy[step] >= 0)
            {
                return MonitorAnswer.Violation(
                    $"{timed.Operations[operation]} was answered twice, but each add leaves another value.",
                    _madeBy[step], operation);
            }

            (_madeBy[step], _isFixed[step]) = (operation, true);
        }

        return null;
    }

    /// <summary>For each step the operation whose call, and the one whose return, bounds it; -1: none.</summary>
    private MonitorAnswer? FindWindows()
    {
        (_notBefore, _notAfter) = (new int[Count], new int[Count]);
        Array.Fill(_notBefore, -1);
        Array.Fill(_notAfter, -1);
        foreach (var (read, level) in Reads)
        {
            if (level < Count) Later(level, read);
            if (level > 0) Earlier(level - 1, read);
        }

        foreach (var (add, step) in Fixed)
        {
            Later(step, add);
            Earlier(step, add);
        }

        for (var step = 1; step < Count; step++)
        {
            if (_notBefore[step - 1] >= 0) Later(step, _notBefore[step - 1]);
        }

        for (var step = Count - 2; step >= 0; step--)
        {
            if (_notAfter[step + 1] >= 0) Earlier(step, _notAfter[step + 1]);
        }

        for (var step = 0; step < Count; step++)
        {
            if (Opens(step) < Closes(step)) continue;
            return MonitorAnswer.Violation(
                $"{timed.Operations[_notAfter[step]]} had returned before {timed.Operations[_notBefore[step]]} was called, " +
                "and the counter never goes back.",
                _notAfter[step], _notBefore[step]);
        }

        return null;
    }

    private MonitorAnswer? Match()
    {
        var (next, begun) = (0, new PriorityQueue<int, int>());
        for (var step = 0; step < Count; step++)
        {
            for (; next < Adds.Count && timed.Calls[Adds[next]] < Closes(step); next++)
                begun.Enqueue(Adds[next], timed.Returns[Adds[next]]);
            if (begun.TryPeek(out var first, out var returns) && returns < Opens(step)) return TooMany(first, step);
            if (_madeBy[step] >= 0) continue;
            if (!begun.TryDequeue(out first, out returns)) return TooFew(step);

            // Nothing was seen of this step or a later one, so an add that never returned need not have made it.
            if (Closes(step) == int.MaxValue && returns == int.MaxValue) break;
            _madeBy[step] = first;
        }

        return null;
    }

    private List<int> Order()
    {
        var (levels, order) = (new int[Reads.Count], new List<int>(timed.Operations.Count));
        for (var i = 0; i < levels.Length; i++) levels[i] = Reads[i].Level;
        var (byLevel, next) = (Ranked.Order(levels, Count), 0);
        for (var level = 0; level <= Count; level++)
        {
            for (; next < levels.Length && levels[byLevel[next]] == level; next++) order.Add(Reads[byLevel[next]].Operation);
            if (level < Count && _madeBy[level] >= 0) order.Add(_madeBy[level]);
        }

        return order;
    }

    private MonitorAnswer TooFew(int step)
    {
        var seen = _notAfter[step];
        return MonitorAnswer.Violation(
            $"{timed.Operations[seen]} had returned when only {step} adds had begun: too few for what it saw.", seen);
    }

    private MonitorAnswer TooMany(int left, int step)
    {
        var (since, between, seen) = (step - 1, new List<int> { left }, _notBefore[step]);
        for (; since >= 0 && (_isFixed[since] || timed.Returns[_madeBy[since]] <= timed.Returns[left]); since--)
            between.Add(_madeBy[since]);
        var (before, count) = (since >= 0 ? _notAfter[since] : -1, between.Count);
        if (count > MostNamed) between.RemoveRange(1, count - 1);
        var from = before < 0 ? "" : $"after {timed.Operations[before]} had returned and ";
        return MonitorAnswer.Violation(
            $"{count} adds took effect {from}before {timed.Operations[seen]} was called: more than it saw.",
            [.. between.Append(before).Append(seen).Where(operation => operation >= 0).Distinct().Order()]);
    }

    private int Opens(int step) => _notBefore[step] < 0 ? -1 : timed.Calls[_notBefore[step]];

    private int Closes(int step) => _notAfter[step] < 0 ? int.MaxValue : timed.Returns[_notAfter[step]];

    private void Later(int step, int operation)
    {
        if (_notBefore[step] < 0 || timed.Calls[operation] > timed.Calls[_notBefore[step]]) _notBefore[step] = operation;
    }

    private void Earlier(int step, int operation)
    {
        if (_notAfter[step] < 0 || timed.Returns[operation] < timed.Returns[_notAfter[step]]) _notAfter[step] = operation;
    }
}
