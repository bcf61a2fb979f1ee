using Katas.Engine.Histories;
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
        else _needed.UnionWith(WithoutIdle([.. order]));
    }

    /// <summary>The order without free operations that it does not need: the search uses them as they come.</summary>
    private List<int> WithoutIdle(List<int> order)
    {
        for (var i = order.Count - 1; i >= 0; i--)
        {
            if (_firm[order[i]]) continue;
            var without = order.Where((_, place) => place != i).ToList();
            if (IsLegal(without)) order = without;
        }

        return order;
    }

    private bool IsLegal(List<int> order)
    {
        var states = problem.Keys.Select(key => new HashSet<int> { key.Initial }).ToArray();
        foreach (var operation in order)
        {
            var (key, @class) = (problem.KeyOf[operation], problem.ClassOf(operation, _firm[operation]));
            states[key] = [.. states[key].SelectMany(state => problem.Keys[key].After(state, @class))];
            if (states[key].Count == 0) return false;
        }

        return true;
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
        var sessions = problem.Sessions.Select(session => session.Select(operation => operations[operation]));
        var involved = operations.Where(each => _firm[each.Index] || _needed.Contains(each.Index)).Select(each => each.Index);
        var minimal = _isMinimal ? "" : " (a smaller part may be impossible, too: the budget for explaining ended)";
        return new Anomaly(
            "no-common-order",
            $"no order of all operations that keeps each client's own explains these answers{minimal}:",
            [.. involved],
            [.. sessions.SelectMany(Tell)]);
    }

    private List<Dependency> Tell(IEnumerable<Operation> session)
    {
        var lines = new List<Dependency>();
        var (last, isTold) = (default(Operation), true);
        foreach (var operation in session)
        {
            if (!_firm[operation.Index] && !_needed.Contains(operation.Index)) continue;
            var called = $"client {operation.Client} called {(last is null ? "" : $"{problem.Text(last)}, and then ")}";
            if (!_firm[operation.Index])
            {
                var when = last is null ? "time" : "later time";
                var why = $"{called}{operation.Input}, which may have taken effect at any {when} or never";
                lines.Add(Line(last, operation, why));
                isTold = true;
                continue;
            }

            if (last is not null) lines.Add(Line(last, operation, $"{called}{problem.Text(operation)}"));
            (last, isTold) = (operation, last is not null);
        }

        if (!isTold) lines.Add(Line(null, last!, $"client {last!.Client} called {problem.Text(last)}"));
        return lines;
    }

    private static Dependency Line(Operation? from, Operation to, string why) =>
        new((from ?? to).Index, to.Index, from is null ? DependencyKind.None : DependencyKind.Session, why);
}
