using Katas.Engine.Histories;

namespace Katas.Engine.Linearizability.Monitors;

/// <summary>Who held a lock when: each acquire with the release of the same owner; see <see cref="MutexMonitor"/>.</summary>
internal sealed class Holdings(TimedOperations timed, PermitRole[] roles)
{
    private static readonly object Nobody = new();

    private readonly List<Holding> _holdings = [];

    /// <summary>The failed tries, in the order of their calls, and the holding within which each is.</summary>
    private readonly List<int> _tries = [];
    private readonly List<int> _within = [];

    /// <summary>
    /// The latest moment of each holding's release: before each later one in the order has to have been acquired.
    /// </summary>
    private int[] _latest = [];

    /// <summary>Whether an acquire that never returned was left out, which others may need.</summary>
    private bool _mayHaveMore;

    /// <summary>Whether an owner called again at the very instant of a return, as coarse clocks have it.</summary>
    private bool _meet;

    /// <summary>Pairs acquires and releases.</summary>
    /// <returns>Why not: an owner with two calls at once, or one that acquires or releases twice.</returns>
    public MonitorAnswer? Pair()
    {
        var owners = Owners();
        if (OneAtATime(owners) is { } not) return not;
        var held = new int[timed.Operations.Count];
        Array.Fill(held, -1);
        for (var i = 0; i < owners.Length; i++)
        {
            var (owner, isOpen) = (owners[i], timed.Operations[i].Ending == Ending.Open);
            if (roles[i] == PermitRole.SeeAll)
            {
                _tries.Add(i);
            }
            else if (roles[i] == PermitRole.Take && isOpen)
            {
                _mayHaveMore = true;
            }
            else if (roles[i] == PermitRole.Take)
            {
                if (held[owner] >= 0) return Twice(_holdings[held[owner]].Acquire, i);
                held[owner] = _holdings.Count;
                _holdings.Add(new Holding(i, -1, timed.Returns[i], timed.EventCount));
            }
            else if (held[owner] >= 0)
            {
                var holding = _holdings[held[owner]];
                var from = Math.Min(holding.From, timed.Returns[i]);
                _holdings[held[owner]] = holding with { Release = i, From = from, Until = timed.Calls[i] };
                held[owner] = -1;
            }
            else if (!isOpen)
            {
                var reason = $"{timed.Operations[i]} gave back the lock, which its owner did not hold.";
                return Unless(_meet, MonitorAnswer.Violation(reason, i));
            }
        }

        return null;
    }

    /// <summary>Orders the holdings.</summary>
    /// <returns>Two that certainly overlap; <see langword="null"/>: none.</returns>
    public MonitorAnswer? Sort()
    {
        _holdings.Sort(static (a, b) => Math.Min(a.From, a.Until).CompareTo(Math.Min(b.From, b.Until)));
        for (var (i, last) = (0, -1); i < _holdings.Count; i++)
        {
            if (last >= 0 && _holdings[i].From < _holdings[last].Until) return Both(_holdings[last], _holdings[i]);
            if (_holdings[i].From < _holdings[i].Until) last = i;
        }

        _latest = new int[_holdings.Count];
        for (var (i, latest) = (_holdings.Count - 1, timed.EventCount); i >= 0; i--)
        {
            var release = _holdings[i].Release;
            _latest[i] = release < 0 ? latest : Math.Min(latest, timed.Returns[release]);
            latest = Math.Min(latest, _holdings[i].From);
        }

        return null;
    }

    /// <summary>Gives each failed try a moment at which the lock is held.</summary>
    public MonitorAnswer? PlaceTries()
    {
        var (at, acquired, released) = (0, -1, -1);
        foreach (var attempt in _tries)
        {
            // The first holding that may last until the try is called.
            for (; at < _holdings.Count; at++)
            {
                acquired = Math.Max(timed.Calls[_holdings[at].Acquire], released);
                if (_latest[at] > timed.Calls[attempt]) break;
                released = _latest[at];
            }

            if (at < _holdings.Count && acquired < timed.Returns[attempt]) _within.Add(at);
            else return Unless(_mayHaveMore || _meet, Free(attempt, at));
        }

        return null;
    }

    /// <summary>The operations: each holding with the tries that failed because of it.</summary>
    public List<int> Witness()
    {
        var order = new List<int>(timed.Operations.Count);
        for (var (holding, next) = (0, 0); holding < _holdings.Count; holding++)
        {
            order.Add(_holdings[holding].Acquire);
            for (; next < _tries.Count && _within[next] == holding; next++) order.Add(_tries[next]);
            if (_holdings[holding].Release >= 0) order.Add(_holdings[holding].Release);
        }

        return order;
    }

    private int[] Owners()
    {
        var (codes, owners) = (new Dictionary<object, int>(), new int[timed.Operations.Count]);
        for (var i = 0; i < owners.Length; i++)
        {
            var owner = ((Call)timed.Operations[i].Input).Argument ?? Nobody;
            if (!codes.TryGetValue(owner, out owners[i])) codes.Add(owner, owners[i] = codes.Count);
        }

        return owners;
    }

    /// <summary>
    /// Whether the owners' calls are in one order. Two that meet at an instant are, all the same, if acquires and releases
    /// alternate: the other way round there would be two acquires or two releases in a row.
    /// </summary>
    private MonitorAnswer? OneAtATime(int[] owners)
    {
        var (last, before) = (new int[timed.Operations.Count], new int[timed.Operations.Count]);
        Array.Fill(last, -1);
        Array.Fill(before, -1);
        for (var i = 0; i < owners.Length; i++)
        {
            var owner = owners[i];
            if (roles[i] == PermitRole.SeeAll) continue;
            if (before[owner] > timed.Calls[i] || last[owner] == int.MaxValue)
                return MonitorAnswer.NotApplicable("an owner has two calls at once");
            _meet |= last[owner] > timed.Calls[i];
            (before[owner], last[owner]) = (last[owner], timed.Returns[i]);
        }

        return null;
    }

    private MonitorAnswer Both(Holding one, Holding two) => MonitorAnswer.Violation(
        $"{timed.Operations[two.Acquire]} got the lock while it was held: {timed.Operations[one.Acquire]} had returned, " +
        "and its owner had not begun to release it.",
        Named(one.Acquire, one.Release, two.Acquire, two.Release));

    private static MonitorAnswer Unless(bool unsure, MonitorAnswer violation) => unsure
        ? MonitorAnswer.NotApplicable("an acquire never returned, or an owner's calls meet at one instant")
        : violation;

    private MonitorAnswer Twice(int first, int second) => Unless(_meet, MonitorAnswer.Violation(
        $"{timed.Operations[second]} got the lock, which its owner already held and had not released.", first, second));

    private MonitorAnswer Free(int attempt, int next)
    {
        var (before, after) = (next > 0 ? _holdings[next - 1] : null, next < _holdings.Count ? _holdings[next] : null);
        string[] why =
        [
            before is null ? "nobody had acquired it" : $"{timed.Operations[before.Release]} had returned",
            .. after is null ? Array.Empty<string>() : [$"{timed.Operations[after.Acquire]} had not been called"],
        ];
        return MonitorAnswer.Violation(
            $"{timed.Operations[attempt]} failed, but the lock was free all that time: {string.Join(", and ", why)}.",
            Named(before?.Acquire ?? -1, before?.Release ?? -1, attempt, after?.Acquire ?? -1));
    }

    private static int[] Named(params int[] operations) => [.. operations.Where(operation => operation >= 0).Order()];

    /// <summary>Somebody held the lock.</summary>
    /// <param name="Acquire">The acquire.</param>
    /// <param name="Release">The release; -1: none.</param>
    /// <param name="From">The rank from which they certainly held it.</param>
    /// <param name="Until">The rank until which they certainly did.</param>
    private sealed record Holding(int Acquire, int Release, int From, int Until);
}
