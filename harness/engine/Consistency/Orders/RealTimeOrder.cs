using Katas.Engine.Consistency.Graphs;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Searching;

namespace Katas.Engine.Consistency.Orders;

/// <summary>
/// Takes a linearization of each key for the common order, where there is one: linearizability is local (Herlihy and Wing,
/// theorem 1), so the keys' orders and the clients' fit together.
/// </summary>
internal static class RealTimeOrder
{
    /// <summary>Of the budget of steps, one in so many is spent here.</summary>
    private const int Share = 4;

    /// <returns>The order; <see langword="null"/>: none was found this way, which proves nothing.</returns>
    public static IReadOnlyList<int>? Of(OrderProblem problem, CheckOptions options, CancellationToken cancel)
    {
        var (count, edges) = (problem.History.Operations.Count, new List<Edge>());
        var isUsed = problem.Returned.ToArray();
        var budget = new SearchBudget(options.MaxSteps / Share, options.MaxBytes, cancel);
        foreach (var partition in Partition.Split(problem.History, problem.Model))
        {
            if (options.UseMonitors) partition.Monitor();
            if (partition.Verdict == CheckVerdict.Unknown) partition.Search(budget, options);
            if (partition.Verdict != CheckVerdict.Linearizable) return null;
            var order = partition.Order.Select(i => partition.Operations[i].Index).ToList();
            foreach (var operation in order) isUsed[operation] = true;
            edges.AddRange(order.Zip(order.Skip(1), (a, b) => new Edge(a, b, DependencyKind.RealTime)));
        }

        foreach (var session in problem.Sessions)
        {
            var last = -1;
            foreach (var operation in session)
            {
                if (last >= 0) edges.Add(new Edge(last, operation, DependencyKind.Session));
                if (problem.Returned[operation]) last = operation;
            }
        }

        // Two calls of a client that meet at one instant overlap for a linearization, and then may be the wrong way round.
        var sorted = new Digraph(count, edges).TopologicalOrder();
        return sorted.Count < count ? null : sorted.FindAll(operation => isUsed[operation]);
    }
}
