using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Running;

/// <summary>Finds accesses that no synchronisation orders.</summary>
/// <remarks>
/// <para>
/// Each thread has a vector clock of what it knows; who releases a synchronisation object, or writes a volatile field, leaves
/// its clock there, and who acquires or reads it takes it over (Flanagan and Freund, "FastTrack", PLDI 2009, without the
/// compression of clocks to epochs for reads).
/// </para>
/// <para>
/// The memory model is .NET's, not Java's: to store a reference in a place that others can reach publishes what was written
/// to the object before. Accesses of the object that come after are ordered by that for whoever got the reference, so that a
/// lazy singleton needs no volatile. See docs/design/specs/Memory-model.md of the runtime's repository.
/// </para>
/// </remarks>
internal sealed class Races
{
    private readonly Dictionary<Location, Accesses> _accesses = [];
    private readonly Dictionary<Location, VectorClock> _left = [];
    private readonly Dictionary<object, VectorClock> _published = new(ReferenceEqualityComparer.Instance);
    private readonly List<Race> _found = [];

    public IReadOnlyList<Race> Found => _found;

    /// <summary>Takes over what was left at a synchronisation object, or in a volatile field.</summary>
    public void Acquire(LogicalThread thread, Location location) => thread.Known.Join(_left.GetValueOrDefault(location));

    /// <summary>Leaves what the thread knows.</summary>
    public void Release(LogicalThread thread, Location location)
    {
        if (!_left.TryGetValue(location, out var clock))
            _left[location] = clock = new VectorClock();
        clock.Join(thread.Known);
        thread.Known.Tick(thread.Index);
    }

    /// <summary>The thread stores a reference to the object where others may find it.</summary>
    public void Publish(LogicalThread thread, object value)
    {
        thread.Run.Owners.Of(value);
        if (!_published.TryGetValue(value, out var clock))
            _published[value] = clock = new VectorClock();
        clock.Join(thread.Known);
        thread.Known.Tick(thread.Index);
    }

    /// <summary>Notes an access; true when nothing orders it with an earlier one that conflicts.</summary>
    public bool Access(LogicalThread thread, Location location, TraceEvent access)
    {
        if (!location.IsKnown)
            return false;
        var site = access.Site;
        if (!_accesses.TryGetValue(location, out var earlier))
            _accesses[location] = earlier = new Accesses();
        var isRace = earlier.Write is { } write && IsUnordered(thread, location, write, access);
        if (site.Writes)
        {
            foreach (var read in earlier.Reads.Values)
                isRace |= IsUnordered(thread, location, read, access);
            earlier.Reads.Clear();
            earlier.Write = new Accessed(thread.Index, thread.Known[thread.Index], access);
        }
        else
        {
            earlier.Reads[thread.Index] = new Accessed(thread.Index, thread.Known[thread.Index], access);
        }

        return isRace;
    }

    private bool IsUnordered(LogicalThread thread, Location location, Accessed earlier, TraceEvent access)
    {
        if (earlier.Thread == thread.Index || thread.Known[earlier.Thread] >= earlier.Time)
            return false;
        if (earlier.Access.Site.IsVolatile && access.Site.IsVolatile)
            return false;
        // Written before the object was published, and whoever reads it got it by that.
        if (earlier.Access.Site.Writes && location.Owner is { } owner
            && _published.TryGetValue(owner, out var published) && published[earlier.Thread] >= earlier.Time)
            return false;
        _found.Add(new Race(earlier.Access, access));
        return true;
    }

    private sealed class Accesses
    {
        public Accessed? Write { get; set; }

        public Dictionary<int, Accessed> Reads { get; } = [];
    }

    private sealed record Accessed(int Thread, int Time, TraceEvent Access);
}

/// <summary>Two accesses of one place that nothing orders, one of them a write.</summary>
internal sealed record Race(TraceEvent Earlier, TraceEvent Later);
