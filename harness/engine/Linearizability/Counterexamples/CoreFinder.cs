using Katas.Engine.Histories;
using Katas.Engine.Linearizability.Searching;

namespace Katas.Engine.Linearizability.Counterexamples;

/// <summary>
/// Finds a small part of a history that is impossible by itself: the shortest bad prefix, then every operation relaxed that is
/// not needed.
/// </summary>
/// <remarks>
/// To relax more can only make a history easier to explain. So an operation that cannot be relaxed now cannot be later
/// either, and one pass over single operations ends in a minimum: no further operation can be relaxed.
/// </remarks>
internal sealed class CoreFinder
{
    /// <summary>As many operations of a core that could not be made small are worth a look.</summary>
    private const int MostShown = 64;

    private readonly History _history;
    private readonly Partition _partition;
    private readonly SequentialModel _model;
    private readonly CheckOptions _options;
    private readonly CancellationToken _cancel;
    private readonly List<Operation> _operations;
    private readonly Sketch _sketch;

    public CoreFinder(
        SequentialModel model, History history, Partition partition, CheckOptions options, CancellationToken cancel)
    {
        (_history, _partition, _model, _options, _cancel) = (history, partition, model, options, cancel);
        _operations = partition.Evidence is { } evidence
            ? [.. evidence.Operations.Order().Select(i => partition.Operations[i])]
            : [.. partition.Operations];
        _sketch = new Sketch(
            model, _operations, options, new SearchBudget(options.MaxExplainingSteps, options.MaxBytes, cancel));
    }

    public Counterexample Find()
    {
        var returns = _operations.Where(operation => operation.Ending != Ending.Open).Select(operation => operation.Returned)
            .Distinct().Order().ToList();
        if (returns.Count == 0) throw new InvalidOperationException("A history in which nothing returned cannot be a violation.");
        var (isShortest, last) = (true, returns[PlaceOfDeepest(returns)]);
        var isLocal = _partition.Evidence is null && BeginLate(last);
        if (!isLocal) (isShortest, last) = ShortestBadPrefix(returns);
        var impossible = PlaceOfReturn(last);
        _sketch.Kept = impossible;
        if (!isLocal) BeginLate(last);
        var isMinimal = RelaxOthers(impossible) && isShortest && _sketch.Judge().Verdict == CheckVerdict.Violation;
        return Describe(impossible, LegalInTheWhole(impossible, last), isMinimal);
    }

    /// <summary>Binary search: a history that is a violation stays one, whatever follows.</summary>
    private (bool IsShortest, long Last) ShortestBadPrefix(List<long> returns)
    {
        // No prefix is bad that ends before the first return that the search never passed.
        var low = PlaceOfDeepest(returns);
        var high = returns.Count - 1;
        var next = low; // mostly it is this one
        while (low < high)
        {
            _sketch.Until = returns[next];
            var verdict = _sketch.Judge().Verdict;
            if (verdict == CheckVerdict.Unknown) break;
            if (verdict == CheckVerdict.Violation) high = next;
            else low = next + 1;
            next = low + ((high - low) / 2);
        }

        _sketch.Until = returns[high];
        return (low == high, returns[high]);
    }

    /// <summary>Tries to find the proof among the last operations before that return.</summary>
    private bool BeginLate(long last)
    {
        _sketch.Until = last;
        return LatestBeginning.Find(_sketch, _operations, PlaceOfReturn(last), int.MaxValue);
    }

    private int PlaceOfReturn(long last) => _operations.FindLastIndex(operation => operation.Returned == last);

    private int PlaceOfDeepest(List<long> returns)
    {
        if (_partition.Evidence is not null) return 0;
        var deepest = _operations.Where(operation => operation.Ending != Ending.Open)
            .OrderBy(operation => operation.Returned).ElementAtOrDefault(_partition.Deepest);
        return deepest is null ? returns.Count - 1 : Math.Max(0, returns.BinarySearch(deepest.Returned));
    }

    /// <returns>Whether all were tried.</returns>
    private bool RelaxOthers(int impossible)
    {
        var others = Enumerable.Range(0, _operations.Count).Where(i => i != impossible && _sketch.IsWhole(i)).ToList();
        var readOnly = others.Where(_sketch.IsReadOnly).ToList();
        return RelaxAll(readOnly) && RelaxAll(others.FindAll(i => !_sketch.IsReadOnly(i)));
    }

    /// <summary>Tries all, then halves, then quarters, down to single operations.</summary>
    private bool RelaxAll(List<int> candidates)
    {
        for (var size = candidates.Count; size > 0; size /= 2)
        {
            for (var from = 0; from < candidates.Count; from += size)
            {
                var chunk = candidates.GetRange(from, Math.Min(size, candidates.Count - from)).FindAll(_sketch.IsWhole);
                if (chunk.Count == 0) continue;
                foreach (var i in chunk) _sketch.Relax(i, true);
                if (_sketch.Judge().Verdict == CheckVerdict.Violation) continue;
                foreach (var i in chunk) _sketch.Relax(i, false);
                if (_sketch.IsOver) return false;
            }
        }

        return true;
    }

    /// <summary>What would have been legal is asked of all the operations: in the small core other answers would be.</summary>
    private IReadOnlyList<string> LegalInTheWhole(int impossible, long last)
    {
        var budget = new SearchBudget(_options.MaxExplainingSteps / 4, _options.MaxBytes, _cancel);
        var whole = new Sketch(_model, _operations, _options, budget) { Until = last, Kept = impossible };
        whole.Relax(impossible, true);
        return new OrderOfTheRest(whole, _operations, impossible).LegalThere;
    }

    private Counterexample Describe(int impossible, IReadOnlyList<string> legal, bool isMinimal)
    {
        var whole = Enumerable.Range(0, _operations.Count).Where(_sketch.IsWhole).ToList();
        _sketch.Relax(impossible, true);
        var rest = new OrderOfTheRest(_sketch, _operations, impossible);
        if (!isMinimal && whole.Count > MostShown) whole = [.. whole.TakeLast(MostShown)];
        var shown = whole.Select(i => new CoreOperation(_operations[i], Relaxed: false))
            .Concat(rest.Relaxed.Select(i => new CoreOperation(_operations[i], Relaxed: true)))
            .OrderBy(core => core.Operation.Index);
        return new Counterexample(
            _partition.Key,
            [.. shown],
            _operations[impossible],
            rest.Order,
            legal.Count > 0 ? legal : rest.LegalThere,
            _partition.Evidence?.Reason ?? rest.Reason,
            isMinimal,
            _partition.Operations.Count,
            _history.Annotations,
            _history.Unit);
    }
}
