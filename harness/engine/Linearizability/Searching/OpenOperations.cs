namespace Katas.Engine.Linearizability.Searching;

/// <summary>The operations that are called and have not returned when a certain return is due; it moves forwards and
/// back.</summary>
/// <remarks>
/// Those that return are a linked list in the order of their deadlines, so that the most urgent comes first; those that never
/// do are a stack in the order of their calls.
/// </remarks>
internal sealed class OpenOperations
{
    private readonly Problem _problem;
    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly int _end;
    private readonly List<int> _endless = [];

    public OpenOperations(Problem problem)
    {
        _problem = problem;
        _end = problem.Deadline.Length;
        (_next, _previous) = (new int[_end + 1], new int[_end + 1]);
        (_next[_end], _previous[_end]) = (_end, _end);
        AddCalls(0);
    }

    /// <summary>The number of the return that is due.</summary>
    public int Due { get; private set; }

    /// <summary>The most urgent; <see cref="End"/> if there is none.</summary>
    public int First => _next[_end];

    /// <summary>Stands after the least urgent.</summary>
    public int End => _end;

    /// <summary>Those that never return, in the order of their calls.</summary>
    public List<int> Endless => _endless;

    /// <summary>The next less urgent.</summary>
    public int After(int operation) => _next[operation];

    /// <summary>The due return happens, and the calls up to the next one.</summary>
    public void Advance()
    {
        Unlink(_problem.DueAt[Due]);
        AddCalls(++Due);
    }

    /// <summary>Undoes the last <see cref="Advance"/>.</summary>
    public void Retreat()
    {
        for (var i = _problem.CallsFrom[Due + 1] - 1; i >= _problem.CallsFrom[Due]; i--)
        {
            var operation = _problem.CallOrder[i];
            if (_problem.Deadline[operation] == Problem.Never) _endless.RemoveAt(_endless.Count - 1);
            else Unlink(operation);
        }

        var returned = _problem.DueAt[--Due];
        Link(returned, _end); // it was due: the most urgent of all
    }

    private void AddCalls(int due)
    {
        for (var i = _problem.CallsFrom[due]; i < _problem.CallsFrom[due + 1]; i++)
        {
            var operation = _problem.CallOrder[i];
            if (_problem.Deadline[operation] == Problem.Never)
            {
                _endless.Add(operation);
                continue;
            }

            // Most calls return later than those that are open already: look from the least urgent.
            var before = _previous[_end];
            while (before != _end && _problem.Deadline[before] > _problem.Deadline[operation]) before = _previous[before];
            Link(operation, before);
        }
    }

    private void Link(int operation, int before)
    {
        var after = _next[before];
        (_next[before], _previous[operation], _next[operation], _previous[after]) = (operation, before, after, operation);
    }

    private void Unlink(int operation) =>
        (_next[_previous[operation]], _previous[_next[operation]]) = (_next[operation], _previous[operation]);
}
