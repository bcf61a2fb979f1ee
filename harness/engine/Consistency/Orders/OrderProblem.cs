using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Searching;

namespace Katas.Engine.Consistency.Orders;

/// <summary>A history and a model in whole numbers, for searches over orders that keep each client's own.</summary>
/// <remarks>
/// Where a model has keys, the state is one of its states for each key. Each operation has two classes: as recorded, and
/// with its result dropped.
/// </remarks>
internal sealed class OrderProblem
{
    private readonly int[] _recorded;
    private readonly int[] _relaxed;

    public OrderProblem(History history, SequentialModel model)
    {
        (History, Model) = (history, model);
        var count = history.Operations.Count;
        (KeyOf, _recorded, _relaxed) = (new int[count], new int[count], new int[count]);
        Returned = [.. history.Operations.Select(operation => operation.Ending != Ending.Open)];
        var sessions = history.Operations.GroupBy(each => each.Client, each => each.Index);
        Sessions = [.. sessions.Select(session => session.ToArray())];
        Keys = [.. history.Operations.GroupBy(operation => ValueTuple.Create(model.Partition(operation))).Select(Prepare)];
    }

    public History History { get; }

    public SequentialModel Model { get; }

    /// <summary>The operations of each client, in its order.</summary>
    public IReadOnlyList<int[]> Sessions { get; }

    /// <summary>The transitions of each key.</summary>
    public IReadOnlyList<TransitionSource> Keys { get; }

    /// <summary>The number of each operation's key.</summary>
    public int[] KeyOf { get; }

    /// <summary>Which operations have returned.</summary>
    public bool[] Returned { get; }

    /// <summary>The class of an operation.</summary>
    public int ClassOf(int operation, bool asRecorded) => asRecorded ? _recorded[operation] : _relaxed[operation];

    /// <summary>The operation in words; nothing as an answer is told where the call does nothing else than to answer.</summary>
    public string Text(Operation operation) =>
        operation.Output is null && Keys[KeyOf[operation.Index]].IsReadOnly[_recorded[operation.Index]]
            ? $"{operation} -> null"
            : $"{operation}";

    private TransitionSource Prepare(IEnumerable<Operation> group, int key)
    {
        var operations = group.ToList();
        var relaxed = operations.Select(each => each with { Ending = Ending.Open, Output = null });
        var source = Model.Prepare([.. operations, .. relaxed]);
        for (var i = 0; i < operations.Count; i++)
        {
            var operation = operations[i].Index;
            KeyOf[operation] = key;
            (_recorded[operation], _relaxed[operation]) = (source.ClassOf[i], source.ClassOf[operations.Count + i]);
        }

        return source;
    }
}
