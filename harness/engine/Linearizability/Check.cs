using Katas.Engine.Histories;
using Katas.Engine.Linearizability.Counterexamples;
using Katas.Engine.Linearizability.Searching;

namespace Katas.Engine.Linearizability;

/// <summary>One check: split by key, monitors first, then searches with growing budgets, then the explanation.</summary>
internal sealed class Check(History history, SequentialModel model, CheckOptions options, CancellationToken cancel)
{
    /// <summary>How much more each round may spend than the one before: the last one dominates the sum.</summary>
    private const int Growth = 8;

    private readonly List<Partition> _partitions = [];
    private string _reason = "";
    private long _steps;
    private long _peak;

    public CheckResult Run()
    {
        _partitions.AddRange(Partition.Split(history, model));
        if (options.UseMonitors)
        {
            foreach (var partition in _partitions)
            {
                partition.Monitor();
                if (partition.Verdict == CheckVerdict.Violation) break;
            }
        }

        Search();
        var violated = _partitions.Find(partition => partition.Verdict == CheckVerdict.Violation);
        if (violated is not null) return Violation(violated);
        var unknown = _partitions.Find(partition => partition.Verdict == CheckVerdict.Unknown);
        return unknown is null ? Linearizable() : Unknown(unknown);
    }

    /// <summary>What to answer when the time was over inside a step of the model.</summary>
    public CheckResult Aborted() => new(CheckVerdict.Unknown, model.Name, Cost())
    {
        Reason = "Its time was over, inside a step of the model or of a monitor.",
    };

    /// <summary>Small budgets for all before large ones for any: a hard key cannot hide an easy violation.</summary>
    private void Search()
    {
        if (_partitions.Exists(partition => partition.Verdict == CheckVerdict.Violation)) return;
        var open = _partitions.FindAll(partition => partition.Verdict == CheckVerdict.Unknown);
        var hopeless = new HashSet<Partition>();
        for (long round = 1024; open.Count > 0; round *= Growth)
        {
            foreach (var partition in open)
            {
                var left = options.MaxSteps - _steps;
                var share = open.Count == 1 ? left : Math.Min(left, round + (4L * partition.Operations.Count));
                var budget = new SearchBudget(share, options.MaxBytes, cancel);
                var ended = partition.Search(budget, options);
                (_steps, _peak) = (_steps + budget.Steps, Math.Max(_peak, budget.PeakBytes));
                if (partition.Verdict == CheckVerdict.Violation) return;
                if (partition.Verdict == CheckVerdict.Linearizable) continue;
                // More steps would not help this one, be it for its width or for its memory; the others go on.
                if (budget.Steps < share) hopeless.Add(partition);
                _reason = ended;
                if (share == left || cancel.IsCancellationRequested) return;
            }

            open.RemoveAll(partition => partition.Verdict != CheckVerdict.Unknown || hopeless.Contains(partition));
        }
    }

    private CheckResult Linearizable() => new(CheckVerdict.Linearizable, model.Name, Cost())
    {
        Witnesses = options.Explain
            ? [.. _partitions.Select(partition => (partition.Key, Named(partition)))]
            : [],
    };

    private static IReadOnlyList<Operation> Named(Partition partition) =>
        [.. partition.Order.Select(i => partition.Operations[i])];

    private CheckResult Violation(Partition partition) => new(CheckVerdict.Violation, model.Name, Cost())
    {
        Counterexample = options.Explain
            ? new CoreFinder(model, history, partition, options, cancel).Find()
            : null,
    };

    private CheckResult Unknown(Partition partition)
    {
        var decided = _partitions.Count(p => p.Verdict != CheckVerdict.Unknown);
        var keys = _partitions.Count == 1 ? "" : $" {decided} of {_partitions.Count} keys are linearizable; the others are open,";
        var first = _partitions.Count == 1 ? "" : $" {Reporting.Show.Value(partition.Key)} the first of them.";
        return new CheckResult(CheckVerdict.Unknown, model.Name, Cost())
        {
            Reason = $"Nothing was shown: {_reason}.{keys}{first}",
        };
    }

    private CheckCost Cost() => new(
        history.Operations.Count,
        _partitions.Count,
        _steps,
        _partitions.Sum(partition => partition.Configurations),
        _peak,
        string.Join(", ", _partitions.Select(partition => partition.DecidedBy).Distinct()));
}
