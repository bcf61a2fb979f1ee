namespace Katas.Engine.Linearizability.Searching;

/// <summary>All states and transitions of a model that has few: sets of states fit into one word.</summary>
internal sealed class FewStates
{
    private const int Most = 64;
    private const int MostClasses = 1024;

    private readonly ulong[] _legalIn;
    private readonly ulong[,] _leadsTo;
    private readonly int _states;

    private FewStates(int states, ulong[] legalIn, ulong[,] leadsTo) =>
        (_states, _legalIn, _leadsTo) = (states, legalIn, leadsTo);

    /// <summary>Asks the model for everything.</summary>
    /// <returns><see langword="null"/>: it has too many states or classes for that.</returns>
    public static FewStates? Of(TransitionSource transitions)
    {
        var classes = transitions.ClassCount;
        if (classes > MostClasses) return null;
        var (legalIn, leadsTo) = (new ulong[classes], new ulong[Most, classes]);
        for (var state = 0; state < transitions.StateCount; state++)
        {
            if (state == Most) return null;
            for (var @class = 0; @class < classes; @class++)
            {
                var next = transitions.Next(state, @class);
                if (next == TransitionSource.Illegal) continue;
                if (transitions.StateCount > Most) return null;
                legalIn[@class] |= 1UL << state;
                if (next >= 0) leadsTo[state, @class] = 1UL << next;
                else foreach (var branch in transitions.Branches(next)) leadsTo[state, @class] |= 1UL << branch;
            }
        }

        return new FewStates(transitions.StateCount, legalIn, leadsTo);
    }

    /// <summary>Whether a class is legal in some state that the available ones lead to, each used as often as one
    /// likes.</summary>
    public bool MayBecomeLegal(int state, int @class, List<int> available)
    {
        var reached = 1UL << state;
        for (var before = 0UL; before != reached;)
        {
            before = reached;
            for (var from = 0; from < _states; from++)
            {
                if ((reached >> from & 1) == 0) continue;
                foreach (var other in available) reached |= _leadsTo[from, other];
            }

            if ((reached & _legalIn[@class]) != 0) return true;
        }

        return false;
    }
}
