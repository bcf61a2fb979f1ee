using Katas.Engine.Consistency;

namespace Katas.Judge.Tests.Consistency;

/// <summary>
/// Terry's guarantees tried in full: some order of all writes, and for each read some set of writes that answers it, so that
/// the guarantees hold.
/// </summary>
internal sealed class SessionDefinition(TinyHistory history, SessionGuarantee guarantees, bool increasing)
{
    private readonly List<int> _writes = [.. Enumerable.Range(0, history.Count).Where(history.IsWrite)];
    private readonly List<int> _reads = [.. Enumerable.Range(0, history.Count).Where(i => !history.IsWrite(i))];

    public bool Holds() => Orders([], _writes).Any(order => Fits(order) && _reads.All(read => IsAnswered(read, order)));

    private static IEnumerable<List<int>> Orders(List<int> start, List<int> rest) => rest.Count == 0
        ? [start]
        : rest.SelectMany(next => Orders([.. start, next], [.. rest.Where(each => each != next)]));

    private bool Asks(SessionGuarantee guarantee) => (guarantees & guarantee) != 0;

    private bool Fits(List<int> order)
    {
        foreach (var later in _writes)
        {
            foreach (var earlier in Needed(later))
            {
                if (order.IndexOf(earlier) >= order.IndexOf(later)) return false;
            }
        }

        return !increasing || !_writes.Any(a => _writes.Any(b => history.Key(a).Equals(history.Key(b))
            && history.Value(a) < history.Value(b) && order.IndexOf(a) > order.IndexOf(b)));
    }

    /// <summary>What must be wherever a write is.</summary>
    private IEnumerable<int> Needed(int write)
    {
        for (var i = 0; i < history.Count; i++)
        {
            if (!history.Before[i, write]) continue;
            var isRead = !history.IsWrite(i);
            if (!isRead && Asks(SessionGuarantee.MonotonicWrites)) yield return i;
            if (isRead && Asks(SessionGuarantee.WritesFollowReads) && history.Source(i) >= 0) yield return history.Source(i);
        }
    }

    private bool IsAnswered(int read, List<int> order)
    {
        for (var set = 0; set < 1 << _writes.Count; set++)
        {
            var held = _writes.Where((_, i) => (set >> i & 1) != 0).ToHashSet();
            var last = order.FindLast(write => held.Contains(write) && history.Key(write).Equals(history.Key(read)));
            var any = held.Any(write => history.Key(write).Equals(history.Key(read)));
            if ((any ? history.Value(last) : 0) == history.Value(read) && Knows(read, held)) return true;
        }

        return false;
    }

    private bool Knows(int read, HashSet<int> held)
    {
        if (held.Any(write => Needed(write).Any(needed => !held.Contains(needed)))) return false;
        for (var i = 0; i < history.Count; i++)
        {
            if (!history.Before[i, read]) continue;
            var isWrite = history.IsWrite(i);
            if (isWrite && Asks(SessionGuarantee.ReadYourWrites) && !held.Contains(i)) return false;
            if (!isWrite && Asks(SessionGuarantee.MonotonicReads) && history.Source(i) >= 0 && !held.Contains(history.Source(i)))
                return false;
        }

        return true;
    }
}
