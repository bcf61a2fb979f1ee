using Katas.Engine.Linearizability.Searching;

namespace Katas.Engine.Consistency.Orders;

/// <summary>
/// Searches for a legal order that keeps each client's own: depth first over how far each client is, which free operations
/// were used, and the state of each key.
/// </summary>
/// <param name="problem">The operations.</param>
/// <param name="firm">
/// Which must be in the order with the result that was recorded. The others are free: each may be used once, with any
/// result, after the firm ones that its client had done before it.
/// </param>
internal sealed class OrderSearch(OrderProblem problem, bool[] firm) : IMemoryUser
{
    private readonly OrderThreads _threads = new(problem, firm);
    private readonly int[] _states = [.. problem.Keys.Select(key => key.Initial)];
    private readonly HashSet<Position> _vain = [];
    private readonly List<Move> _moves = [];
    private readonly Stack<(int First, int Next, int End)> _choices = [];
    private readonly List<(int Operation, int StateBefore)> _done = [];
    private long _bytes;

    /// <summary>Satisfied: the order.</summary>
    public IEnumerable<int> Order => _done.Select(each => each.Operation);

    public long Bytes => _bytes + problem.Keys.Sum(key => key.Bytes);

    public ConsistencyVerdict Run(SearchBudget budget)
    {
        while (_threads.FirmLeft > 0)
        {
            Choose();
            if (!Advance()) return ConsistencyVerdict.Violation;
            if (!budget.Step(this)) return ConsistencyVerdict.Unknown;
        }

        return ConsistencyVerdict.Satisfied;
    }

    /// <summary>Makes the next untried move, going back where there is none.</summary>
    private bool Advance()
    {
        while (_choices.TryPop(out var at))
        {
            if (_choices.Count < _done.Count) Undo();
            if (at.Next == at.End)
            {
                _moves.RemoveRange(at.First, _moves.Count - at.First);
                continue;
            }

            _choices.Push((at.First, at.Next + 1, at.End));
            Do(_moves[at.Next]);
            return true;
        }

        return false;
    }

    /// <summary>Lists the moves from here; none, if it was here before.</summary>
    private void Choose()
    {
        var first = _moves.Count;
        foreach (var operation in _threads.Next())
        {
            var key = problem.KeyOf[operation];
            var (source, @class) = (problem.Keys[key], problem.ClassOf(operation, firm[operation]));
            var next = source.Next(_states[key], @class);
            if (next == TransitionSource.Illegal) continue;

            // A legal call that never changes anything may as well be now: every order that has it later stays legal.
            if (firm[operation] && source.IsReadOnly[@class])
            {
                _moves.RemoveRange(first, _moves.Count - first);
                _moves.Add(new Move(operation, next));
                break;
            }

            foreach (var state in source.After(_states[key], @class))
            {
                // A free operation that changes nothing is of no use.
                if (firm[operation] || state != _states[key]) _moves.Add(new Move(operation, state));
            }
        }

        if (_moves.Count - first > 1 && !Remember()) _moves.RemoveRange(first, _moves.Count - first);
        _choices.Push((first, first, _moves.Count));
    }

    private bool Remember()
    {
        var position = new Position([.. _threads.Place, .. _states]);
        if (!_vain.Add(position)) return false;
        _bytes += (sizeof(int) * (_threads.Place.Length + _states.Length)) + 64;
        return true;
    }

    private void Do(Move move)
    {
        var key = problem.KeyOf[move.Operation];
        _done.Add((move.Operation, _states[key]));
        _states[key] = move.State;
        _threads.Do(move.Operation);
    }

    private void Undo()
    {
        var (operation, state) = _done[^1];
        _done.RemoveAt(_done.Count - 1);
        _states[problem.KeyOf[operation]] = state;
        _threads.Undo(operation);
    }

    private readonly record struct Move(int Operation, int State);

    /// <summary>Where the search was, compared whole: a hash alone could call a possible history impossible.</summary>
    private readonly struct Position(int[] numbers) : IEquatable<Position>
    {
        private readonly int[] _numbers = numbers;

        public bool Equals(Position other) => _numbers.AsSpan().SequenceEqual(other._numbers);

        public override bool Equals(object? obj) => obj is Position other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(_numbers));
            return hash.ToHashCode();
        }
    }
}
