namespace Katas.Engine.Linearizability.Searching;

/// <summary>A model in whole numbers: states and classes of operations are numbered, transitions are remembered.</summary>
/// <remarks>
/// Operations with the same input and the same ending are one <em>class</em>: the model cannot tell them apart. It is called
/// once for each pair of state and class, however often the search comes by. Used by one thread at a time.
/// </remarks>
internal abstract class TransitionSource(int operations)
{
    /// <summary>The class cannot happen in that state.</summary>
    public const int Illegal = -1;

    private const int Missing = int.MinValue;
    private const int MostDenseClasses = 64;

    private readonly List<int[]> _branches = [];
    private readonly Dictionary<long, int> _sparse = [];
    private int[] _dense = [];

    /// <summary>The state before the first operation.</summary>
    public int Initial { get; set; }

    /// <summary>How many states were met so far.</summary>
    public abstract int StateCount { get; }

    /// <summary>How many classes there are.</summary>
    public int ClassCount { get; protected set; }

    /// <summary>The class of each operation.</summary>
    public int[] ClassOf { get; } = new int[operations];

    /// <summary>By class: its effect is none, in every state in which it is legal.</summary>
    public bool[] IsReadOnly { get; protected set; } = [];

    /// <summary>By class: it is legal in every state, and the state after it depends on nothing before.</summary>
    public bool[] Overwrites { get; protected set; } = [];

    /// <summary>By class: its answer is known and tells something of the state.</summary>
    public bool[] Observes { get; protected set; } = [];

    /// <summary>About how much memory the states and transitions take, in bytes.</summary>
    public long Bytes => StateBytes + (_dense.Length * sizeof(int)) + (_sparse.Count * 32L);

    /// <summary>About how much memory the states take, in bytes.</summary>
    protected long StateBytes { get; set; }

    /// <summary>
    /// Where a class leads from a state: a state; <see cref="Illegal"/>; or less than that, if it may lead to several, which
    /// <see cref="Branches"/> then lists.
    /// </summary>
    public int Next(int state, int @class)
    {
        if (ClassCount > MostDenseClasses) return NextSparse(state, @class);
        var place = (state * ClassCount) + @class;
        if (place >= _dense.Length) Widen(place + 1);
        var known = _dense[place];
        return known != Missing ? known : _dense[place] = Encode(Compute(state, @class));
    }

    /// <summary>The states behind an answer of <see cref="Next"/> below <see cref="Illegal"/>.</summary>
    public int[] Branches(int code) => _branches[-2 - code];

    /// <summary>Whether a class that is illegal in that state may become legal after some of the available ones.</summary>
    public abstract bool MayBecomeLegal(int state, int @class, List<int> available);

    /// <summary>The states that another source of the same model has met, by the numbers that they have here.</summary>
    public abstract IReadOnlyList<int> StatesOf(TransitionSource other);

    /// <summary>The state in words.</summary>
    public abstract string Describe(int state);

    /// <summary>What an operation might have answered in that state, in words; <see langword="null"/>: cannot be told.</summary>
    public abstract string? LegalAnswers(int state, int operation);

    /// <summary>Asks the model.</summary>
    protected abstract List<int> Compute(int state, int @class);

    private int NextSparse(int state, int @class)
    {
        var key = ((long)state << 32) | (uint)@class;
        if (_sparse.TryGetValue(key, out var known)) return known;
        return _sparse[key] = Encode(Compute(state, @class));
    }

    private int Encode(List<int> next)
    {
        if (next.Count < 2) return next.Count == 0 ? Illegal : next[0];
        _branches.Add([.. next]);
        return -1 - _branches.Count;
    }

    private void Widen(int least)
    {
        var before = _dense.Length;
        Array.Resize(ref _dense, Math.Max(least + ClassCount, before * 2));
        _dense.AsSpan(before).Fill(Missing);
    }
}
