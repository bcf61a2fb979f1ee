using Katas.Engine.Histories;
using Katas.Engine.Linearizability.Counterexamples;
using Katas.Engine.Linearizability.Monitors;
using Katas.Engine.Linearizability.Searching;

namespace Katas.Engine.Linearizability;

/// <summary>The operations of one key, and how far their check has come.</summary>
internal sealed class Partition(object? key, SequentialModel model)
{
    private const long RefutingSteps = 200_000;
    private const int MostRefuting = 512;

    private readonly List<Operation> _operations = [];
    private TimedOperations? _timed;
    private TransitionSource? _transitions;
    private int _notRefutedAt = -1;

    public object? Key => key;

    public IReadOnlyList<Operation> Operations => _operations;

    public TimedOperations Timed => _timed ??= new TimedOperations(_operations);

    public CheckVerdict Verdict { get; private set; } = CheckVerdict.Unknown;

    /// <summary>Linearizable: the order, as places in <see cref="Operations"/>.</summary>
    public IReadOnlyList<int> Order { get; private set; } = [];

    /// <summary>Violation by a monitor: its evidence.</summary>
    public MonitorAnswer? Evidence { get; private set; }

    /// <summary>Violation by the search: the number of the first return that it never passed.</summary>
    public int Deepest { get; private set; }

    public string DecidedBy { get; private set; } = "search";

    public long Configurations { get; private set; }

    public static List<Partition> Split(History history, SequentialModel model)
    {
        var partitions = new List<Partition>();
        var byKey = new Dictionary<ValueTuple<object?>, Partition>();
        foreach (var operation in history.Operations)
        {
            var key = new ValueTuple<object?>(model.Partition(operation));
            if (!byKey.TryGetValue(key, out var partition))
            {
                byKey.Add(key, partition = new Partition(key.Item1, model));
                partitions.Add(partition);
            }

            partition._operations.Add(operation);
        }

        return partitions;
    }

    /// <summary>Asks the model's monitor, if it has one.</summary>
    public void Monitor()
    {
        if (model.Monitor is not { } monitor) return;
        var answer = monitor.Judge(Timed);
        if (answer.Kind == MonitorAnswerKind.NotApplicable) return;
        DecidedBy = monitor.Name;
        if (answer.Kind == MonitorAnswerKind.Linearizable) (Verdict, Order) = (CheckVerdict.Linearizable, answer.Operations);
        else (Verdict, Evidence) = (CheckVerdict.Violation, answer);
    }

    /// <summary>Searches within a budget; what was learnt of the model is kept for the next time.</summary>
    /// <returns>Why there is no verdict; empty if there is one.</returns>
    public string Search(SearchBudget budget, CheckOptions options)
    {
        _transitions ??= model.Prepare(_operations);
        var problem = new Problem(Timed, _transitions);
        if (Searches.For(problem, options) is not { } search)
            return $"{problem.SlotCount} operations are open at once, and the search takes at most {Searches.MostOpen}";
        var outcome = search.Run(budget);
        (Verdict, Order, Deepest) = (outcome.Verdict, [.. outcome.Order.Select(move => move.Operation)], outcome.Deepest);
        Configurations = Math.Max(Configurations, outcome.Configurations);
        if (Verdict == CheckVerdict.Unknown && _notRefutedAt != Deepest && IsRefuted(options)) Verdict = CheckVerdict.Violation;
        _notRefutedAt = Deepest;
        if (Verdict != CheckVerdict.Unknown) _transitions = null;
        return budget.Ended;
    }

    /// <summary>Whether a few operations before the place where the search stopped are impossible by themselves.</summary>
    private bool IsRefuted(CheckOptions options)
    {
        var due = Timed.Returns.Index().Where(each => each.Item != int.MaxValue).OrderBy(each => each.Item).ElementAt(Deepest);
        var budget = new SearchBudget(RefutingSteps, options.MaxBytes, CancellationToken.None);
        var sketch = new Sketch(model, _operations, options, budget) { Until = _operations[due.Index].Returned };
        return LatestBeginning.Find(sketch, _operations, due.Index, MostRefuting);
    }
}
