using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Searching;

namespace Katas.Engine.Consistency.Orders;

/// <summary>
/// Finds a few operations that have no order whatever the others did. The others are not left out, which would make reads of
/// what they wrote look wrong, but set free: used or not, with any result.
/// </summary>
internal sealed class OrderCore(OrderProblem problem, CheckOptions options, CancellationToken cancel)
{
    private readonly bool[] _firm = [.. problem.Returned];
    private readonly HashSet<int> _needed = [];
    private long _left = options.MaxExplainingSteps;
    private bool _isMinimal = true;

    public Anomaly Find()
    {
        foreach (var session in problem.Sessions) Shorten([.. session.Where(operation => _firm[operation])]);
        for (var operation = _firm.Length - 1; operation >= 0; operation--)
        {
            if (_firm[operation]) TryFree(operation);
        }

        return Tell();
    }

    /// <summary>Sets free as much as possible of the end of what a client did, by halves.</summary>
    private void Shorten(int[] session)
    {
        var (low, high) = (0, session.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            foreach (var operation in session[middle..]) _firm[operation] = false;
            var (isImpossible, _) = Try();
            foreach (var operation in session[middle..]) _firm[operation] = true;
            if (isImpossible) high = middle;
            else low = middle + 1;
        }

        foreach (var operation in session[high..]) _firm[operation] = false;
    }

    /// <summary>
    /// Sets one operation free, or learns which free ones would explain the rest if it were: without those, the reader
    /// could not see why it matters.
    /// </summary>
    private void TryFree(int operation)
    {
        _firm[operation] = false;
        var (isImpossible, order) = Try();
        if (isImpossible) return;
        _firm[operation] = true;
        if (order is null) _isMinimal = false;
        else _needed.UnionWith(order);
    }

    private (bool IsImpossible, IEnumerable<int>? Order) Try()
    {
        var budget = new SearchBudget(_left / 4, options.MaxBytes, cancel);
        var search = new OrderSearch(problem, _firm);
        var verdict = search.Run(budget);
        _left -= Math.Min(_left, budget.Steps);
        return (verdict == ConsistencyVerdict.Violation, verdict == ConsistencyVerdict.Satisfied ? search.Order : null);
    }

    private Anomaly Tell()
    {
        var operations = problem.History.Operations;
        var lines = new List<Dependency>();
        foreach (var session in problem.Sessions)
        {
            var firm = session.Where(operation => _firm[operation]).Select(operation => operations[operation]).ToList();
            lines.AddRange(firm.Zip(firm.Skip(1), (a, b) => new Dependency(
                a.Index, b.Index, DependencyKind.Session, $"client {a.Client} called {a}, and then {b}")));
            if (firm.Count == 1)
                lines.Add(new Dependency(firm[0].Index, firm[0].Index, DependencyKind.None, $"client {firm[0].Client} called {firm[0]}"));
        }

        foreach (var free in operations.Where(each => !_firm[each.Index] && _needed.Contains(each.Index)))
        {
            lines.Add(new Dependency(
                free.Index, free.Index, DependencyKind.None, $"client {free.Client}'s {free.Input} may be anywhere, or have had no effect"));
        }

        var involved = operations.Where(each => _firm[each.Index] || _needed.Contains(each.Index)).Select(each => each.Index);
        var minimal = _isMinimal ? "" : " (a smaller part may be impossible, too: the budget for explaining ended)";
        return new Anomaly(
            "no-common-order",
            $"no order of all operations that keeps each client's own explains these answers{minimal}:",
            [.. involved],
            lines);
    }
}
