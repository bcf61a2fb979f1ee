using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Judge.Tests.Consistency;

/// <summary>Sequential consistency by trying every interleaving of the clients.</summary>
internal sealed class CommonOrder<TState>(CallModel<TState> model, IReadOnlyList<Operation> operations, HashSet<int> firm)
    where TState : notnull
{
    private readonly HashSet<int> _done = [];

    /// <summary>
    /// Whether some interleaving explains the firm operations; the others may be anywhere, with any result, or not at all.
    /// </summary>
    public bool Exists() => From(new Dictionary<object, TState>());

    /// <summary>Whether this very order is legal, keeps each client's own, and leaves out no operation that returned.</summary>
    public bool Explains(IReadOnlyList<Operation> order)
    {
        IEnumerable<Dictionary<object, TState>> states = [[]];
        foreach (var operation in order)
        {
            states = [.. states.SelectMany(state => After(state, operation))];
            if (!MayBeNext(operation) || !_done.Add(operation.Index)) return false;
        }

        return states.Any() && _done.IsSupersetOf(firm);
    }

    private bool From(Dictionary<object, TState> states)
    {
        if (_done.IsSupersetOf(firm)) return true;
        foreach (var operation in operations.Where(MayBeNext))
        {
            foreach (var next in After(states, operation).ToList())
            {
                _done.Add(operation.Index);
                var found = From(next);
                _done.Remove(operation.Index);
                if (found) return true;
            }
        }

        return false;
    }

    private bool MayBeNext(Operation operation) => !_done.Contains(operation.Index) && !operations.Any(before =>
        before.Client == operation.Client && before.Index < operation.Index && firm.Contains(before.Index)
        && !_done.Contains(before.Index));

    private IEnumerable<Dictionary<object, TState>> After(Dictionary<object, TState> states, Operation operation)
    {
        var call = (Call)operation.Input;
        var key = model.KeyOf(call) ?? "";
        var state = states.GetValueOrDefault(key) ?? model.Initial;
        if (!states.ContainsKey(key)) state = model.Initial;
        var next = firm.Contains(operation.Index) && operation.Ending == Ending.Returned
            ? model.After(state, call, model.NormaliseOutput(call, operation.Output))
            : model.AfterUnknown(state, call);
        return next.Select(after => new Dictionary<object, TState>(states) { [key] = after });
    }
}
