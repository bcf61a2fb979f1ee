namespace Katas.Engine.Linearizability.Monitors;

/// <summary>Takes the values of a stack away, from the lowest up; see <see cref="StackMonitor"/>.</summary>
internal sealed class StackLayers
{
    private readonly ContainerHistory _history;
    private readonly int[] _cored;
    private readonly int[] _firstFrom;
    private readonly CoverTree _cover;
    private readonly ThresholdTree _byPushCall;
    private readonly ThresholdTree _byPopReturn;
    private readonly byte[] _mayBeLowest;
    private readonly List<(int Value, int First, int Last)> _layers = [];

    public StackLayers(ContainerHistory history)
    {
        _history = history;
        var cored = new List<int>(history.Puts.Length);
        var depth = new int[history.End + 1];
        foreach (var value in Ranked.Order(history.PutReturns, history.End))
        {
            if (!HasCore(value)) continue;
            cored.Add(value);
            depth[history.PutReturns[value]]++;
            depth[history.TakeCalls[value]]--;
        }

        _cored = [.. cored];
        _mayBeLowest = new byte[_cored.Length];
        _firstFrom = new int[history.End + 2];
        foreach (var value in _cored) _firstFrom[history.PutReturns[value] + 1]++;
        for (var gap = 1; gap < _firstFrom.Length; gap++) _firstFrom[gap] += _firstFrom[gap - 1];
        for (var gap = 1; gap < depth.Length; gap++) depth[gap] += depth[gap - 1];
        _cover = new CoverTree(depth.AsSpan(0, history.End));
        var (calls, returns) = (new int[_cored.Length], new int[_cored.Length]);
        for (var i = 0; i < _cored.Length; i++)
            (calls[i], returns[i]) = (history.PutCalls[_cored[i]], -history.TakeReturns[_cored[i]]);
        (_byPushCall, _byPopReturn) = (new ThresholdTree(calls), new ThresholdTree(returns));
    }

    /// <summary>Takes all away.</summary>
    /// <returns>A chain of values of which none can be the lowest; <see langword="null"/>: all could be taken away.</returns>
    public List<int>? Peel()
    {
        var (stretches, free, found) = (new Stack<(int First, int Last)>(), new List<int>(), new List<int>());
        Split(0, _history.End - 1);
        while (stretches.TryPop(out var stretch))
        {
            var (from, to) = (_firstFrom[stretch.First], _firstFrom[stretch.Last + 1]);
            found.Clear();
            _byPushCall.Take(from, to, stretch.First, found);
            _byPopReturn.Take(from, to, -(stretch.Last + 1), found);
            var before = _layers.Count;
            foreach (var i in found)
            {
                if (++_mayBeLowest[i] < 2) continue;
                _layers.Add((_cored[i], stretch.First, stretch.Last));
                _cover.Lower(_history.PutReturns[_cored[i]], _history.TakeCalls[_cored[i]]);
            }

            if (_layers.Count == before) return Chain(from, to, stretch.First, stretch.Last + 1);
            Split(stretch.First, stretch.Last);
        }

        return null;

        void Split(int first, int last)
        {
            free.Clear();
            _cover.TakeFree(first, last + 1, free);
            var at = first;
            foreach (var gap in free)
            {
                if (gap > at) stretches.Push((at, gap - 1));
                at = gap + 1;
            }

            if (at <= last) stretches.Push((at, last));
        }
    }

    /// <summary>All operations in a legal order.</summary>
    /// <param name="free">For each gap the next without a core, where the pops go that found nothing.</param>
    public List<int> Witness(int[] free)
    {
        var (operations, moments) = (new List<int>(_history.Timed.Operations.Count), new List<int>());
        foreach (var (value, first, _) in _layers) Add(_history.Puts[value], 2 * first);
        for (var i = _layers.Count - 1; i >= 0; i--) Add(_history.Takes[_layers[i].Value], 2 * (_layers[i].Last + 1));
        for (var value = 0; value < _history.Puts.Length; value++)
        {
            // Push and pop overlap: both at one moment, which disturbs nobody.
            if (HasCore(value)) continue;
            Add(_history.Puts[value], 2 * _history.TakeCalls[value]);
            Add(_history.Takes[value], 2 * _history.TakeCalls[value]);
        }

        foreach (var empty in _history.Empties) Add(empty, 2 * free[_history.Timed.Calls[empty]] + 1);
        var order = Ranked.Order([.. moments], 2 * _history.End);
        var witness = new List<int>(order.Length);
        foreach (var i in order)
        {
            if (operations[i] >= 0) witness.Add(operations[i]);
        }

        return witness;

        void Add(int operation, int moment)
        {
            operations.Add(operation);
            moments.Add(moment);
        }
    }

    private List<int> Chain(int from, int to, int start, int end)
    {
        var (values, starts, ends) = (new List<int>(), new List<int>(), new List<int>());
        for (var i = from; i < to; i++)
        {
            if (_mayBeLowest[i] == 2) continue;
            values.Add(_cored[i]);
            starts.Add(_history.PutReturns[_cored[i]]);
            ends.Add(_history.TakeCalls[_cored[i]]);
        }

        List<int> chain = [.. Gaps.Chain(_history.End, [.. starts], [.. ends], start, end).Select(i => values[i])];
        for (var i = 1; i < chain.Count; i++)
        {
            // Often two neighbours are impossible already.
            if (!MayBeUnder(chain[i - 1], chain[i]) && !MayBeUnder(chain[i], chain[i - 1])) return [chain[i - 1], chain[i]];
        }

        return chain;
    }

    private bool MayBeUnder(int lower, int upper) => _history.PutCalls[lower] < _history.PutReturns[upper]
        && _history.TakeCalls[upper] < _history.TakeReturns[lower];

    private bool HasCore(int value) => _history.PutReturns[value] < _history.TakeCalls[value];
}
