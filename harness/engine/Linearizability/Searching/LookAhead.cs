namespace Katas.Engine.Linearizability.Searching;

/// <summary>Tells early that one of the next observers will never see what it saw.</summary>
/// <remarks>
/// An observer that is wrong now must be put right by operations that may still come before it: those that are open, and those
/// called before it returns. If none of them can, the configuration is dead, and need not be gone through return by return.
/// Whether they can is known exactly for models of few states, and otherwise told by the model.
/// </remarks>
internal sealed class LookAhead(Problem problem)
{
    private const int MostObservers = 4;
    private const int MostReturns = 256;

    private readonly TransitionSource _transitions = problem.Transitions;
    private readonly FewStates? _few = FewStates.Of(problem.Transitions);
    private readonly int[] _nextObserver = NextObservers(problem);
    private readonly List<int> _available = [];
    private readonly int[] _seen = new int[problem.Transitions.ClassCount];
    private int _scan;

    /// <summary>Whether each of the next observers may still come right.</summary>
    public bool MayGoOn<TMask>(OpenOperations open, in TMask done, int state) where TMask : struct, IMask<TMask>
    {
        var last = Math.Min(problem.DueAt.Length, open.Due + MostReturns);
        var (looked, called) = (0, -1);
        for (var due = open.Due; looked < MostObservers && due < last && (due = _nextObserver[due]) < last; due++)
        {
            var observer = problem.DueAt[due];
            var isOpen = problem.Operations.Calls[observer] < CallsBefore(open.Due);
            if (isOpen && done.Has(problem.Slot[observer])) continue;
            looked++;
            var @class = _transitions.ClassOf[observer];
            if (_transitions.Next(state, @class) != TransitionSource.Illegal) continue;
            called = called < 0 ? CollectOpen(open, done) : called;
            called = CollectCalls(called, problem.CallsFrom[due + 1]);
            var mayBe = _few is null
                ? _transitions.MayBecomeLegal(state, @class, _available)
                : _few.MayBecomeLegal(state, @class, _available);
            if (!mayBe) return false;
        }

        return true;
    }

    private static int[] NextObservers(Problem problem)
    {
        var next = new int[problem.DueAt.Length];
        var following = int.MaxValue;
        for (var due = next.Length - 1; due >= 0; due--)
        {
            if (problem.Transitions.Observes[problem.Transitions.ClassOf[problem.DueAt[due]]]) following = due;
            next[due] = following;
        }

        return next;
    }

    /// <summary>The rank before which whatever is open when that return is due was called.</summary>
    private int CallsBefore(int due) => problem.Operations.Returns[problem.DueAt[due]];

    private int CollectOpen<TMask>(OpenOperations open, in TMask done) where TMask : struct, IMask<TMask>
    {
        _scan++;
        _available.Clear();
        for (var operation = open.First; operation != open.End; operation = open.After(operation))
        {
            if (!done.Has(problem.Slot[operation])) Add(operation);
        }

        foreach (var operation in open.Endless)
        {
            if (problem.Slot[operation] == Problem.NoSlot || !done.Has(problem.Slot[operation])) Add(operation);
        }

        return problem.CallsFrom[open.Due + 1];
    }

    private int CollectCalls(int from, int to)
    {
        for (var i = from; i < to; i++) Add(problem.CallOrder[i]);
        return Math.Max(from, to);
    }

    private void Add(int operation)
    {
        var @class = _transitions.ClassOf[operation];
        if (_seen[@class] == _scan || _transitions.IsReadOnly[@class]) return;
        _seen[@class] = _scan;
        _available.Add(@class);
    }
}
