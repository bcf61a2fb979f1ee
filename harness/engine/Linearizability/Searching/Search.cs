namespace Katas.Engine.Linearizability.Searching;

/// <summary>
/// Depth-first search for an order that explains a history. Wing and Gong, "Testing and verifying concurrent objects", 1993;
/// Lowe, "Testing for linearizability", 2017; just-in-time as in Lowe: an operation is done when a return is due that needs it.
/// </summary>
/// <remarks>
/// A configuration is (the number of the due return, which of the open operations are done, the state). From there any open
/// operation may be done next; when the due one is, the next return is due. All returns passed: linearizable.
/// </remarks>
internal sealed class Search<TMask>(Problem problem, CheckOptions options) : ISearch, IMemoryUser
    where TMask : struct, IMask<TMask>
{
    private readonly Reductions _use = options.Reductions;
    private readonly TransitionSource _transitions = problem.Transitions;
    private readonly OpenOperations _open = new(problem);
    private readonly ConfigurationTable<TMask> _seen = new();
    private readonly List<Frame> _frames = [];
    private readonly List<Move> _moves = [];
    private readonly List<Move> _trail = [];
    private readonly int[] _classSeen = new int[problem.Transitions.ClassCount];
    private LookAhead? _lookAhead;
    private TMask _done;
    private int _state = problem.Transitions.Initial;
    private int _scan;
    private int _deepest;

    public long Bytes =>
        _seen.Bytes + _transitions.Bytes + (_frames.Capacity * 64L) + (_moves.Capacity * 8L) + (_trail.Capacity * 8L);

    private bool IsComplete => _open.Due == problem.DueAt.Length;

    /// <inheritdoc/>
    public SearchOutcome Run(SearchBudget budget)
    {
        var steps = 0; // of this search: the budget may be shared by several
        var lookAheadAt = _use.HasFlag(Reductions.LookAhead) ? options.LookAheadFrom : -1;
        Settle();
        var isRaw = false;
        var last = new Move(-1, -1);
        var stateBefore = -1;
        while (!IsComplete)
        {
            var first = _moves.Count;
            if (_lookAhead is null || _lookAhead.MayGoOn(_open, _done, _state))
                Collect(isRaw ? last : new Move(-1, -1), stateBefore);
            var count = _moves.Count - first;
            var isBranch = count > 1 || (count == 1 && problem.IsEndlessOften);
            if (isBranch && !_seen.Add(_open.Due, _done, _state)) count = Drop(first);
            if (count > 1) _frames.Add(new Frame(_open.Due, _done, _state, _trail.Count, first));
            if (count == 0 && !GoBack()) return Outcome(CheckVerdict.Violation);
            if (!budget.Step(this)) return Outcome(CheckVerdict.Unknown);
            if (++steps == lookAheadAt) _lookAhead = new LookAhead(problem);

            last = _moves[^1];
            _moves.RemoveAt(_moves.Count - 1);
            stateBefore = _state;
            Do(last);
            isRaw = !Settle();
        }

        budget.Look(Bytes);
        return Outcome(CheckVerdict.Linearizable);
    }

    private SearchOutcome Outcome(CheckVerdict verdict) =>
        new(verdict, verdict == CheckVerdict.Linearizable ? [.. _trail] : [], _deepest, _seen.Count);

    private int Drop(int first)
    {
        _moves.RemoveRange(first, _moves.Count - first);
        return 0;
    }

    /// <summary>Returns to the last configuration with a move that was not tried.</summary>
    private bool GoBack()
    {
        while (_frames.Count > 0 && _moves.Count == _frames[^1].FirstMove) _frames.RemoveAt(_frames.Count - 1);
        if (_frames.Count == 0) return false;
        var frame = _frames[^1];
        while (_open.Due > frame.Due) _open.Retreat();
        (_done, _state) = (frame.Done, frame.State);
        _trail.RemoveRange(frame.Trail, _trail.Count - frame.Trail);
        return true;
    }

    private bool IsDone(int operation) =>
        problem.Slot[operation] is var slot && slot != Problem.NoSlot && _done.Has(slot);

    private void Do(Move move)
    {
        if (problem.Slot[move.Operation] != Problem.NoSlot) _done.Add(problem.Slot[move.Operation]);
        _state = move.Next;
        _trail.Add(move);
    }

    /// <summary>Does what needs no choice, and lets the returns happen of what is done.</summary>
    /// <returns>Whether anything happened.</returns>
    private bool Settle()
    {
        var settled = TakeReadOnly();
        while (!IsComplete && _done.Has(problem.Slot[problem.DueAt[_open.Due]]))
        {
            var called = problem.CallsFrom[_open.Due + 1];
            do
            {
                _done.Remove(problem.Slot[problem.DueAt[_open.Due]]);
                _open.Advance();
            }
            while (!IsComplete && _done.Has(problem.Slot[problem.DueAt[_open.Due]]));
            TakeReadOnly(called);
            settled = true;
        }

        _deepest = Math.Max(_deepest, _open.Due);
        return settled;
    }

    private bool TakeReadOnly()
    {
        if (!_use.HasFlag(Reductions.ReadOnlyAtOnce)) return false;
        var taken = false;
        for (var operation = _open.First; operation != _open.End; operation = _open.After(operation))
            taken |= TakeIfReadOnly(operation);
        return taken;
    }

    /// <summary>The state is as it was: only what was called since can have become legal.</summary>
    private void TakeReadOnly(int called)
    {
        if (!_use.HasFlag(Reductions.ReadOnlyAtOnce)) return;
        for (var i = called; i < problem.CallsFrom[_open.Due + 1]; i++)
        {
            var operation = problem.CallOrder[i];
            if (problem.Deadline[operation] is var deadline && deadline >= _open.Due && deadline != Problem.Never)
                TakeIfReadOnly(operation);
        }
    }

    private bool TakeIfReadOnly(int operation)
    {
        var @class = _transitions.ClassOf[operation];
        if (!_transitions.IsReadOnly[@class] || _done.Has(problem.Slot[operation])) return false;
        if (_transitions.Next(_state, @class) < 0) return false;
        _done.Add(problem.Slot[operation]);
        _trail.Add(new Move(operation, _state));
        return true;
    }

    /// <summary>
    /// Pushes the moves that are worth a try; the last one pushed is tried first, and that is the most urgent.
    /// </summary>
    /// <param name="last">The move before, if nothing has settled since; operation -1: there is none.</param>
    /// <param name="stateBefore">The state before that move.</param>
    private void Collect(Move last, int stateBefore)
    {
        _scan++;
        var first = _moves.Count;
        for (var operation = _open.First; operation != _open.End; operation = _open.After(operation))
            Consider(operation, last, stateBefore);
        foreach (var operation in _open.Endless) Consider(operation, last, stateBefore);
        _moves.Reverse(first, _moves.Count - first);
    }

    private void Consider(int operation, Move last, int stateBefore)
    {
        if (IsDone(operation)) return;
        var @class = _transitions.ClassOf[operation];
        if (_transitions.IsReadOnly[@class] && _use.HasFlag(Reductions.ReadOnlyAtOnce)) return; // illegal here
        if (_use.HasFlag(Reductions.MostUrgentOfClass))
        {
            if (_classSeen[@class] == _scan) return;
            _classSeen[@class] = _scan;
        }

        var next = _transitions.Next(_state, @class);
        if (next == TransitionSource.Illegal) return;
        if (next >= 0)
        {
            Add(new Move(operation, next), last, stateBefore);
            return;
        }

        foreach (var branch in _transitions.Branches(next)) Add(new Move(operation, branch), new Move(-1, -1), -1);
    }

    private void Add(Move move, Move last, int stateBefore)
    {
        if (move.Next == _state && problem.Deadline[move.Operation] == Problem.Never && _use.HasFlag(Reductions.IdleEndless))
            return;
        if (last.Operation >= 0 && IsSmaller(move.Operation, last.Operation) && Commute(move, last, stateBefore)) return;
        _moves.Add(move);
    }

    /// <summary>More urgent; of two that never return, the one that was called first.</summary>
    private bool IsSmaller(int a, int b) =>
        problem.Deadline[a] < problem.Deadline[b]
        || (problem.Deadline[a] == problem.Deadline[b] && problem.Operations.Calls[a] < problem.Operations.Calls[b]);

    private bool Commute(Move move, Move last, int stateBefore)
    {
        if (!_use.HasFlag(Reductions.CommutingNeighbours)) return false;
        var alone = _transitions.Next(stateBefore, _transitions.ClassOf[move.Operation]);
        return alone >= 0 && _transitions.Next(alone, _transitions.ClassOf[last.Operation]) == move.Next;
    }

    private readonly record struct Frame(int Due, TMask Done, int State, int Trail, int FirstMove);
}
