using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Judge.Tests.Support;

/// <summary>
/// The judge that is obviously right, for small histories: it tries every order that real time and the model allow. It knows
/// no reduction but one: a configuration (what is done, and the state) that failed once is not tried again.
/// </summary>
internal static class PlainSearch
{
    /// <summary>Whether each key's operations have an order that explains every answer.</summary>
    /// <exception cref="ArgumentException">A key has more than 64 operations.</exception>
    public static bool IsLinearizable<TState, TInput, TOutput>(
        SequentialModel<TState, TInput, TOutput> model, IEnumerable<Operation> operations)
        where TState : notnull where TInput : notnull =>
        operations.GroupBy(operation => model.KeyOf((TInput)operation.Input))
            .All(key => new Search<TState, TInput, TOutput>(model, [.. key]).Run());

    private sealed class Search<TState, TInput, TOutput>(
        SequentialModel<TState, TInput, TOutput> model, Operation[] operations)
        where TState : notnull where TInput : notnull
    {
        private readonly HashSet<(ulong Done, TState State)> _failed = [];
        private readonly ulong _obligatory = Set(operations, operation => operation.Ending != Ending.Open);
        private readonly ulong[] _before =
            [.. operations.Select(later => Set(operations, earlier => earlier.Precedes(later)))];

        public bool Run() => From(0, model.Initial);

        private bool From(ulong done, TState state)
        {
            if ((done & _obligatory) == _obligatory) return true;
            if (!_failed.Add((done, state))) return false;
            for (var i = 0; i < operations.Length; i++)
            {
                var mayBeNext = (done >> i & 1) == 0 && (_before[i] & ~done) == 0;
                if (mayBeNext && States(state, operations[i]).Any(next => From(done | 1UL << i, next))) return true;
            }

            return false;
        }

        private IEnumerable<TState> States(TState state, Operation operation)
        {
            var input = (TInput)operation.Input;
            return operation.Ending == Ending.Returned
                ? model.After(state, input, (TOutput)model.NormaliseOutput(input, operation.Output)!)
                : model.AfterUnknown(state, input);
        }

        private static ulong Set(Operation[] operations, Func<Operation, bool> holds)
        {
            if (operations.Length > 64) throw new ArgumentException($"{operations.Length} operations are too many to try.");
            return operations.Select((operation, i) => holds(operation) ? 1UL << i : 0).Aggregate(0UL, (a, b) => a | b);
        }
    }
}
