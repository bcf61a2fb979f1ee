using Katas.Engine.Histories;
using Katas.Engine.Linearizability.Searching;

namespace Katas.Engine.Linearizability.Counterexamples;

/// <summary>
/// A history of which parts are left out: what comes after a certain moment, and the returns and answers of relaxed operations.
/// </summary>
/// <remarks>
/// To relax is not to delete. Of <c>write(1)</c>, <c>write(2)</c>, <c>read -> 1</c> one must not delete the first: the read would
/// look wrong for the wrong reason. Relaxed, a write may still happen, at any moment after its call, or never; if the rest is
/// impossible even so, it is impossible. Only operations that never change anything are left out whole. Of a large history
/// thousands of operations are relaxed at a time; there one of each kind stands for all, and may happen any number of times.
/// </remarks>
internal sealed class Sketch
{
    private const int Large = 1000;

    private readonly SequentialModel _model;
    private readonly IReadOnlyList<Operation> _operations;
    private readonly TransitionSource _transitions;
    private readonly CheckOptions _options;
    private readonly SearchBudget _budget;
    private readonly bool[] _relaxed;
    private bool? _knowsAllStates;

    public Sketch(SequentialModel model, IReadOnlyList<Operation> operations, CheckOptions options, SearchBudget budget)
    {
        (_model, _operations, _options, _budget) = (model, operations, options, budget);
        _transitions = model.Prepare(operations);
        _relaxed = new bool[operations.Count];
        Until = long.MaxValue;
    }

    /// <summary>
    /// Operations that returned earlier than this are left out, those that were open then are relaxed, and the state at this
    /// moment may have been any; the least number: the history has its beginning.
    /// </summary>
    public long Since { get; set; } = long.MinValue;

    /// <summary>Whether the model has so few states that all are known, as <see cref="Since"/> needs it.</summary>
    public bool KnowsAllStates => _knowsAllStates ??= FewStates.Of(_transitions) is not null;

    /// <summary>Operations called later than this are left out, and returns later than this have not happened.</summary>
    public long Until { get; set; }

    /// <summary>The operation that is never left out altogether; -1: there is none.</summary>
    public int Kept { get; set; } = -1;

    /// <summary>Whether the budget ended.</summary>
    public bool IsOver => _budget.Ended.Length > 0;

    /// <summary>Relaxes an operation, or takes that back.</summary>
    public void Relax(int operation, bool relaxed) => _relaxed[operation] = relaxed;

    /// <summary>Whether its return and its answer count.</summary>
    public bool IsWhole(int operation) =>
        !_relaxed[operation] && _operations[operation].Returned <= Until && _operations[operation].Invoked >= Since;

    /// <summary>Whether it is left out altogether.</summary>
    public bool IsOut(int operation) => operation != Kept
        && (_operations[operation].Invoked > Until
            || _operations[operation].Returned < Since
            || (!IsWhole(operation) && IsReadOnly(operation)));

    /// <summary>Whether it never changes the state.</summary>
    public bool IsReadOnly(int operation) => _transitions.IsReadOnly[_transitions.ClassOf[operation]];

    /// <summary>Searches what is left.</summary>
    /// <returns>The verdict; an order, if there is one; and what the numbers in it mean.</returns>
    public (CheckVerdict Verdict, IReadOnlyList<Move> Order, TransitionSource Transitions, List<int> Kept) Judge()
    {
        var kept = Keep(out var isLarge);
        var operations = kept.ConvertAll(i => IsWhole(i)
            ? _operations[i]
            : _operations[i] with { Ending = Ending.Open, Output = null, Returned = long.MaxValue });
        var transitions = _model.Prepare(operations);
        var timed = new TimedOperations(operations);
        var verdict = CheckVerdict.Violation;
        foreach (var start in Since == long.MinValue ? [transitions.Initial] : transitions.StatesOf(_transitions))
        {
            // Of 100 000 operations most may be read-only: to lay them out costs more than to search them.
            _budget.Spend(kept.Count);
            transitions.Initial = start;
            var outcome = Searches.For(new Problem(timed, transitions, isLarge), _options)?.Run(_budget);
            if (outcome is { Verdict: CheckVerdict.Linearizable }) return (outcome.Verdict, outcome.Order, transitions, kept);
            if (outcome is not { Verdict: CheckVerdict.Violation }) verdict = CheckVerdict.Unknown;
        }

        return (verdict, [], transitions, kept);
    }

    /// <summary>What is not left out; of very many relaxed operations the first of each kind.</summary>
    private List<int> Keep(out bool isLarge)
    {
        var kept = Enumerable.Range(0, _operations.Count).Where(i => !IsOut(i)).ToList();
        isLarge = kept.Count(i => !IsWhole(i)) > Large;
        if (!isLarge) return kept;
        var kinds = new HashSet<object>();
        return kept.FindAll(i => IsWhole(i) || i == Kept || kinds.Add(_operations[i].Input));
    }
}
