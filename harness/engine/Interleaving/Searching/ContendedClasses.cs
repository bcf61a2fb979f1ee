namespace Katas.Engine.Interleaving.Searching;

/// <summary>
/// The classes of places whose accesses nothing orders: plain memory that was found to race, and synchronisation objects and
/// volatile fields that two threads touched, one of them changing it, in any schedule so far.
/// </summary>
/// <remarks>
/// <para>
/// Threads switch before accesses of these classes only. This loses nothing: as long as no place outside them is
/// contended, a switch elsewhere can be moved to the thread's next access inside them without any thread noticing,
/// and without one more preemption. If a schedule contends a place outside them, the class is added and the search
/// starts again. Example: <c>_n++</c> by two threads. The first schedule runs one after the other and meets no class
/// at all, but nothing orders the two writes of <c>_n</c>; the second search switches before each access of <c>_n</c>. Under
/// a lock the lock orders them, and threads switch before the lock alone.
/// </para>
/// <para>A set stays as it is while a schedule runs, so that the schedule can be repeated.</para>
/// </remarks>
internal sealed class ContendedClasses
{
    /// <summary>Stands for all classes at once.</summary>
    public const string Everything = "*";

    private readonly HashSet<string> _known = [];
    private readonly HashSet<string> _found = [];

    /// <summary>For a replay: the sums of the classes, whose names only the code knows; null for a search.</summary>
    private readonly HashSet<string>? _sums;

    private readonly HashSet<string> _others = [];

    public ContendedClasses() { }

    public ContendedClasses(IEnumerable<string> sums)
    {
        _sums = sums.ToHashSet();
        if (_sums.Contains(ReplayText.ClassSum(Everything)))
            _known.Add(Everything);
    }

    public bool Contains(string placeClass) =>
        _known.Contains(placeClass) || _known.Contains(Everything) || (_sums is not null && IsNamed(placeClass));

    /// <summary>The sums of the classes before whose accesses threads switch, in a fixed order.</summary>
    public IReadOnlyList<string> Sums =>
        [.. (_sums ?? _known.Select(ReplayText.ClassSum)).Distinct().Order(StringComparer.Ordinal)];

    public void Find(string placeClass)
    {
        if (!_known.Contains(placeClass))
            _found.Add(placeClass);
    }

    private bool IsNamed(string placeClass)
    {
        if (_others.Contains(placeClass))
            return false;
        var isNamed = _sums!.Contains(ReplayText.ClassSum(placeClass));
        (isNamed ? _known : _others).Add(placeClass);
        return isNamed;
    }

    /// <summary>Adopts what the last schedule found; true when the search must start again.</summary>
    public bool Grow()
    {
        var grown = _found.Count > 0;
        _known.UnionWith(_found);
        _found.Clear();
        return grown;
    }
}
