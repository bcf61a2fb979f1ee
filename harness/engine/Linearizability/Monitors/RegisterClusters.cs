using Katas.Engine.Histories;
using Katas.Engine.Reporting;

namespace Katas.Engine.Linearizability.Monitors;

/// <summary>The writes of a register, each with the reads of its value.</summary>
internal sealed class RegisterClusters
{
    /// <summary>The cluster of what is there before the first write: it has no write, and was there before all.</summary>
    private const int Initial = 0;

    private readonly TimedOperations _timed;
    private readonly (string Write, string Read, object? Initial) _words;

    /// <summary>Of the values that were written.</summary>
    private readonly ValueCodes _codes;

    /// <summary>By code, the cluster of the first write.</summary>
    private readonly List<int> _firstWrites = [];
    private readonly List<Cluster> _clusters;

    /// <summary>The cluster of each read; -1: not a read with an answer.</summary>
    private readonly int[] _readOf;

    /// <summary>Reads whose answers are not known: they fit anywhere.</summary>
    private readonly List<int> _anywhere = [];
    private int[] _order = [];

    public RegisterClusters(TimedOperations timed, string write, string read, object? initial)
    {
        (_timed, _words) = (timed, (write, read, initial));
        _clusters = [new Cluster(-1, initial)];
        _codes = new ValueCodes(timed.Operations.Count);
        _readOf = new int[timed.Operations.Count];
        Array.Fill(_readOf, -1);
    }

    /// <summary>Sorts the operations by value.</summary>
    /// <returns>Why not: not applicable, or a read of what was not written; <see langword="null"/>: done.</returns>
    public MonitorAnswer? Read()
    {
        var again = new List<int>();
        for (var i = 0; i < _timed.Operations.Count; i++)
        {
            var call = _timed.Operations[i].Input as Call;
            if (call?.Name == _words.Read) continue;
            if (call?.Name != _words.Write)
            {
                return MonitorAnswer.NotApplicable(
                    $"{_timed.Operations[i].Input} is neither {_words.Read} nor {_words.Write}");
            }

            if (_timed.Operations[i] is { Ending: Ending.Returned, Output: not null })
                return MonitorAnswer.NotApplicable("a write with an answer");
            var value = call!.Argument ?? _words.Initial;
            _clusters.Add(new Cluster(i, value));
            if (value is not null && !Equals(value, _words.Initial) && _codes.Add(value, out _))
                _firstWrites.Add(_clusters.Count - 1);
            else again.Add(_clusters.Count - 1);
        }

        for (var i = 0; i < _timed.Operations.Count; i++)
        {
            var operation = _timed.Operations[i];
            if (((Call)operation.Input).Name == _words.Write || operation.Ending == Ending.Open) continue;
            if (operation.Ending == Ending.ResultUnknown) _anywhere.Add(i);
            else if (ReadOf(i, Values.Normalise(operation.Output) ?? _words.Initial) is { } wrong) return wrong;
        }

        // Two writes of one value are as good as writes of two, if nobody read it.
        foreach (var twice in again)
        {
            if (_clusters[ClusterOf(_clusters[twice].Value) ?? Initial].LastRead >= 0)
                return MonitorAnswer.NotApplicable($"{Show.Value(_clusters[twice].Value)} was written twice");
        }

        return null;
    }

    /// <summary>Orders the clusters.</summary>
    /// <returns>Two that have to be before each other; <see langword="null"/>: none.</returns>
    public MonitorAnswer? Sort()
    {
        var lower = new List<int>(_clusters.Count);
        var used = new List<int>(_clusters.Count);
        for (var i = 0; i < _clusters.Count; i++)
        {
            var cluster = Zone(i);

            // A write that never returned and that nobody saw need not have happened.
            if (cluster.FirstReturn == int.MaxValue || (i == Initial && cluster.LastRead < 0)) continue;
            used.Add(i);
            lower.Add(1 + Math.Min(cluster.FirstReturn, cluster.LastCall));
        }

        _order = Ranked.Order([.. lower], _timed.EventCount);
        var forward = -1;
        for (var i = 0; i < _order.Length; i++)
        {
            var cluster = _order[i] = used[_order[i]];
            var (first, last) = (_clusters[cluster].FirstReturn, _clusters[cluster].LastCall);

            // It starts later than the forward zone. If it overlaps it (being forward itself) or lies inside, each is first.
            if (forward >= 0 && first < _clusters[forward].LastCall) return Both(forward, cluster);
            if (first < last) forward = cluster;
        }

        return null;
    }

    /// <summary>The operations: the clusters in order, each write before its reads.</summary>
    public List<int> Witness()
    {
        var (starts, reads) = (new int[_clusters.Count + 1], new int[_timed.Operations.Count]);
        foreach (var cluster in _readOf)
        {
            if (cluster >= 0) starts[cluster + 1]++;
        }

        for (var cluster = 0; cluster < _clusters.Count; cluster++) starts[cluster + 1] += starts[cluster];
        var next = starts[..^1];
        for (var i = 0; i < _readOf.Length; i++)
        {
            if (_readOf[i] >= 0) reads[next[_readOf[i]]++] = i;
        }

        var order = new List<int>(_timed.Operations.Count);
        foreach (var cluster in _order)
        {
            if (cluster != Initial) order.Add(_clusters[cluster].Write);
            order.AddRange(reads.AsSpan(starts[cluster]..starts[cluster + 1]));
        }

        return Ranked.Merge(order, _anywhere, _timed.Calls);
    }

    private MonitorAnswer? ReadOf(int read, object? value)
    {
        if (ClusterOf(value) is not { } cluster)
            return MonitorAnswer.Violation($"A {_words.Read} gave {Show.Value(value)}, which nobody ever wrote.", read);
        var its = _clusters[cluster];
        if (cluster != Initial && _timed.Returns[read] < _timed.Calls[its.Write])
        {
            // Of a value that was written twice the other write may be meant.
            var shown = Show.Value(value);
            return _clusters.Exists(other => other.Write != its.Write && Equals(other.Value, value))
                ? MonitorAnswer.NotApplicable($"{shown} was written twice")
                : MonitorAnswer.Violation(
                    $"A {_words.Read} gave {shown} before {_words.Write}({shown}) was called.", its.Write, read);
        }

        _readOf[read] = cluster;
        if (its.LastRead < 0 || _timed.Calls[read] > _timed.Calls[its.LastRead]) its.LastRead = read;
        if (its.FirstRead < 0 || _timed.Returns[read] < _timed.Returns[its.FirstRead]) its.FirstRead = read;
        return null;
    }

    private int? ClusterOf(object? value)
    {
        if (value is null || Equals(value, _words.Initial)) return Initial;
        return _codes.Find(value, out var code) ? _firstWrites[code] : null;
    }

    /// <summary>Computes the zone's ends.</summary>
    private Cluster Zone(int index)
    {
        var cluster = _clusters[index];
        cluster.First = cluster.Last = cluster.Write;
        var isInitial = index == Initial;
        (cluster.FirstReturn, cluster.LastCall) =
            isInitial ? (-1, -1) : (_timed.Returns[cluster.Write], _timed.Calls[cluster.Write]);
        if (cluster.LastRead < 0) return cluster;
        if (_timed.Returns[cluster.FirstRead] < cluster.FirstReturn)
            (cluster.First, cluster.FirstReturn) = (cluster.FirstRead, _timed.Returns[cluster.FirstRead]);
        if (_timed.Calls[cluster.LastRead] > cluster.LastCall)
            (cluster.Last, cluster.LastCall) = (cluster.LastRead, _timed.Calls[cluster.LastRead]);
        return cluster;
    }

    private MonitorAnswer Both(int first, int second)
    {
        var (a, b) = (_clusters[first], _clusters[second]);
        var (shownA, shownB) = (Show.Value(a.Value), Show.Value(b.Value));
        var before = first == Initial
            ? $"{shownA} was there from the start"
            : $"{Text(a.First)} had returned before {Text(b.Last)} was called";
        int[] operations = [a.Write, a.First, a.Last, b.Write, b.First, b.Last];
        return MonitorAnswer.Violation(
            $"{before}, so {shownA} came before {shownB}; but {Text(b.First)} had returned before {Text(a.Last)} was called, " +
            $"so {shownB} came before {shownA}.",
            [.. operations.Where(operation => operation >= 0).Distinct().Order()]);
    }

    private string Text(int operation) => $"{_timed.Operations[operation]}";

    private sealed class Cluster(int write, object? value)
    {
        public int Write => write;

        public object? Value => value;

        /// <summary>The read that was called last; -1: none.</summary>
        public int LastRead { get; set; } = -1;

        /// <summary>The read that returned first; -1: none.</summary>
        public int FirstRead { get; set; } = -1;

        /// <summary>The operation that returned first, and the rank of that; -1 for the initial value.</summary>
        public int First { get; set; }

        public int FirstReturn { get; set; }

        /// <summary>The operation that was called last, and the rank of that.</summary>
        public int Last { get; set; }

        public int LastCall { get; set; }
    }
}
