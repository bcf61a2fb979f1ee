namespace Katas.Judge.Tests.Consistency;

/// <summary>
/// The definitions of Bouajjani et al., section 3, tried in full: every strict partial order that extends the sessions, and
/// for each operation every linearization of its causal past.
/// </summary>
internal sealed class CausalDefinition(TinyHistory history)
{
    private static readonly List<ulong>[] Orders = [[0], .. Enumerable.Range(1, 6).Select(_ => new List<ulong>())];

    private int Count => history.Count;

    public bool IsCausal() => CausalOrders().Any(co => Each(o => Linearizes(co, Past(co, o), [o])));

    public bool IsCausalMemory() => CausalOrders().Any(co => Each(o => Linearizes(co, Past(co, o), Session(o))));

    public bool IsCausalConvergence()
    {
        var orders = CausalOrders().ToList();
        return Permutations([], [.. Enumerable.Range(0, Count)]).Any(arbitration => orders.Any(co =>
            Extends(arbitration, co) && Each(o => IsLegal([.. arbitration.Where(Past(co, o).Contains)], [o]))));
    }

    private static bool Has(ulong order, int i, int j) => (order >> ((i * 6) + j) & 1) != 0;

    /// <summary>
    /// All strict partial orders of so many elements: those of one fewer, and who is below and above the new one.
    /// </summary>
    private static List<ulong> All(int count)
    {
        if (count == 0 || Orders[count].Count > 0) return Orders[count];
        var last = count - 1;
        foreach (var smaller in All(last))
        {
            for (var below = 0; below < 1 << last; below++)
            {
                for (var above = 0; above < 1 << last; above++)
                {
                    if ((below & above) == 0 && Fits(smaller, last, below, above))
                        Orders[count].Add(With(smaller, last, below, above));
                }
            }
        }

        return Orders[count];
    }

    private static bool Fits(ulong order, int last, int below, int above)
    {
        for (var i = 0; i < last; i++)
        {
            for (var j = 0; j < last; j++)
            {
                if (i == j) continue;
                var (isBelow, isAbove) = ((below >> j & 1) != 0, (above >> i & 1) != 0);
                if (Has(order, i, j) && ((isBelow && (below >> i & 1) == 0) || (isAbove && (above >> j & 1) == 0))) return false;
                if ((below >> i & 1) != 0 && (above >> j & 1) != 0 && !Has(order, i, j)) return false;
            }
        }

        return true;
    }

    private static ulong With(ulong order, int last, int below, int above)
    {
        for (var i = 0; i < last; i++)
        {
            if ((below >> i & 1) != 0) order |= 1UL << ((i * 6) + last);
            if ((above >> i & 1) != 0) order |= 1UL << ((last * 6) + i);
        }

        return order;
    }

    private IEnumerable<ulong> CausalOrders()
    {
        var sessions = 0UL;
        for (var i = 0; i < Count; i++)
        {
            for (var j = 0; j < Count; j++)
            {
                if (history.Before[i, j]) sessions |= 1UL << ((i * 6) + j);
            }
        }

        return All(Count).Where(co => (sessions & ~co) == 0);
    }

    private bool Each(Func<int, bool> holds) => Enumerable.Range(0, Count).All(holds);

    private HashSet<int> Past(ulong co, int o) => [.. Enumerable.Range(0, Count).Where(i => i == o || Has(co, i, o))];

    private HashSet<int> Session(int o) => [.. Enumerable.Range(0, Count).Where(i => i == o || history.Before[i, o])];

    /// <summary>Whether some order of the past, within the causal one, explains those answers.</summary>
    private bool Linearizes(ulong co, HashSet<int> past, HashSet<int> answers) => Extend(co, past, answers, []);

    private bool Extend(ulong co, HashSet<int> past, HashSet<int> answers, List<int> order)
    {
        if (!IsLegal(order, answers)) return false;
        if (order.Count == past.Count) return true;
        foreach (var next in past.Where(i => !order.Contains(i) && past.All(j => !Has(co, j, i) || order.Contains(j))))
        {
            if (Extend(co, past, answers, [.. order, next])) return true;
        }

        return false;
    }

    private bool IsLegal(List<int> order, HashSet<int> answers)
    {
        var values = new Dictionary<object, long>();
        foreach (var i in order)
        {
            if (history.IsWrite(i)) values[history.Key(i)] = history.Value(i);
            else if (answers.Contains(i) && values.GetValueOrDefault(history.Key(i)) != history.Value(i)) return false;
        }

        return true;
    }

    private static bool Extends(List<int> total, ulong order)
    {
        for (var i = 0; i < total.Count; i++)
        {
            for (var j = i + 1; j < total.Count; j++)
            {
                if (Has(order, total[j], total[i])) return false;
            }
        }

        return true;
    }

    private static IEnumerable<List<int>> Permutations(List<int> start, List<int> rest) => rest.Count == 0
        ? [start]
        : rest.SelectMany(next => Permutations([.. start, next], [.. rest.Where(each => each != next)]));
}
