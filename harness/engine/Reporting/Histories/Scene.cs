using Katas.Engine.Histories;
using Katas.Engine.Linearizability.Counterexamples;

namespace Katas.Engine.Reporting.Histories;

/// <summary>What a diagram shows, before anything is placed.</summary>
/// <param name="Bars">The operations, in the order of their calls.</param>
/// <param name="Annotations">Faults and notes.</param>
/// <param name="Unit">What the times count.</param>
internal sealed record Scene(IReadOnlyList<Bar> Bars, IReadOnlyList<Annotation> Annotations, TimeUnit Unit)
{
    /// <summary>The clients with an operation here, in the order of their numbers.</summary>
    public IReadOnlyList<int> Clients { get; } = [.. Bars.Select(bar => bar.Operation.Client).Distinct().Order()];

    /// <summary>The bars with a linearization point, in the order of the points.</summary>
    public IReadOnlyList<Bar> Ordered { get; } = [.. Bars.Where(bar => bar.Number > 0).OrderBy(bar => bar.Number)];

    /// <summary>The core of a violation.</summary>
    public static Scene Of(Counterexample core)
    {
        var relaxed = core.Operations.Where(each => each.Relaxed).Select(each => each.Operation.Index).ToHashSet();
        var bars = Draw([.. core.Operations.Select(each => each.Operation)], core);
        return new Scene([.. bars.Select(bar => bar with { Relaxed = relaxed.Contains(bar.Operation.Index) })],
            core.Annotations, core.Unit);
    }

    /// <summary>Operations of a history around a core, which stands out.</summary>
    public static Scene Of(IReadOnlyList<Operation> operations, Counterexample core)
    {
        var members = core.Operations.Select(each => each.Operation.Index).ToHashSet();
        var bars = Draw(operations, core);
        return new Scene([.. bars.Select(bar => bar with { Muted = !members.Contains(bar.Operation.Index) })],
            core.Annotations, core.Unit);
    }

    /// <summary>A witness, or its beginning: operations in an order that explains every answer.</summary>
    public static Scene Of(IReadOnlyList<Operation> order, object? key, History history)
    {
        var labels = Labels.Of(order, key);
        var bars = order.Select((operation, i) => new Bar(operation, labels[i]) { Number = i + 1 });
        return new Scene([.. bars.OrderBy(bar => bar.Operation.Index)], history.Annotations, history.Unit);
    }

    /// <summary>Operations as they were recorded, with nothing to say about them.</summary>
    public static Scene Of(IReadOnlyList<Operation> operations, History history)
    {
        var labels = Labels.Of(operations, key: null);
        return new Scene([.. operations.Select((each, i) => new Bar(each, labels[i]))], history.Annotations, history.Unit);
    }

    /// <summary>The bars that tell most, most important first: the impossible one, and what came last before it.</summary>
    public IEnumerable<Bar> ByImportance() => Bars
        .OrderByDescending(bar => bar.Impossible)
        .ThenByDescending(bar => bar.Number)
        .ThenByDescending(bar => bar.Operation.Invoked)
        .ThenBy(bar => bar.Operation.Index);

    private static IEnumerable<Bar> Draw(IReadOnlyList<Operation> operations, Counterexample core)
    {
        var labels = Labels.Of(operations, core.Key);
        var placed = core.Order.Select((each, i) => (each, i)).DistinctBy(it => it.each.Operation.Index)
            .ToDictionary(it => it.each.Operation.Index);
        return operations.Select((operation, i) => new Bar(operation, labels[i])
        {
            Impossible = operation.Index == core.Impossible.Index,
            Number = placed.TryGetValue(operation.Index, out var at) ? at.i + 1 : 0,
            StateAfter = at.each is null ? null : Labels.OneLine(at.each.StateAfter),
        });
    }
}
