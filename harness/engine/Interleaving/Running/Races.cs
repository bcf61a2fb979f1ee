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
    private readonly Dictionary<object, HashSet<object>> _parts = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, List<Signal>> _signals = [];
    private readonly List<Race> _found = [];
    private readonly List<Publication> _publications = [];
    private readonly Location _fence = new(new object(), "fence");
    private int _number;

    /// <summary>Pairs of accesses that nothing orders, in the order in which they were met.</summary>
    public IReadOnlyList<Race> Found => _found;

    /// <summary>Data that a thread reads because a plain flag said that it was there.</summary>
    public IReadOnlyList<Publication> Publications => _publications;

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

    /// <summary>A full fence: what came before it is seen by whoever passes a fence later.</summary>
    public void Fence(LogicalThread thread)
    {
        Acquire(thread, _fence);
        Release(thread, _fence);
    }

    /// <summary>The thread stores a reference to the object where others may find it.</summary>
    /// <param name="thread">Who stores.</param>
    /// <param name="owner">The object whose field or element it is stored in; null for a static field.</param>
    /// <param name="value">The object. What can be reached from it is published with it.</param>
    public void Publish(LogicalThread thread, object? owner, object value)
    {
        thread.Run.Owners.Of(value);
        if (owner is not null)
        {
            if (!_parts.TryGetValue(owner, out var parts))
                _parts[owner] = parts = [];
            parts.Add(value);
        }

        var reached = new HashSet<object>(ReferenceEqualityComparer.Instance) { value };
        var left = new Queue<object>(reached);
        while (left.TryDequeue(out var next))
        {
            if (!_published.TryGetValue(next, out var clock))
                _published[next] = clock = new VectorClock();
            clock.Join(thread.Known);
            foreach (var part in _parts.GetValueOrDefault(next) ?? [])
            {
                if (reached.Add(part))
                    left.Enqueue(part);
            }
        }

        thread.Known.Tick(thread.Index);
    }

    /// <summary>Notes an access; true when nothing orders it with an earlier one that conflicts.</summary>
    public bool Access(LogicalThread thread, Location location, TraceEvent access)
    {
        if (!location.IsKnown)
            return false;
        if (!_accesses.TryGetValue(location, out var earlier))
            _accesses[location] = earlier = new Accesses();
        var now = new Accessed(
            thread.Index, thread.Known[thread.Index], ++_number, access, thread.Run.Holders.HoldsAny(thread.Index));
        var isRace = earlier.Write is { } write && IsUnordered(thread, location, write, access);
        if (earlier.Write is { } last && last.Thread != thread.Index)
            Follow(thread, last, now, isRace);
        if (access.Site.Writes)
        {
            foreach (var read in earlier.Reads.Values)
                isRace |= IsUnordered(thread, location, read, access);
            earlier.Reads.Clear();
            earlier.Write = now;
        }
        else
        {
            earlier.Reads[thread.Index] = now;
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

    /// <summary>
    /// The thread meets a write that nothing orders. If it had read a flag that the writer set after this write, it goes by
    /// that flag, and on another processor the flag may come first. If it got the object from a place that the writer had
    /// filled before this write, the object was given away half-built.
    /// </summary>
    private void Follow(LogicalThread thread, Accessed write, Accessed now, bool isRace)
    {
        if (!_signals.TryGetValue(thread.Index, out var signals))
            _signals[thread.Index] = signals = [];
        foreach (var signal in isRace ? signals : [])
        {
            if (signal.Write.Thread != write.Thread || signal.Write.Access.Location.Equals(write.Access.Location))
                continue;
            var isEarly = signal.Write.Number < write.Number;
            if (isEarly
                ? !ReferenceEquals(signal.Read.Value, write.Access.Location.Owner)
                : !signal.IsRace || !signal.Read.Site.IsDecision)
                continue;
            _publications.Add(new Publication(
                signal.Write.Access, signal.Read, write.Access, now.Access, signal.Write.IsLocked, isEarly));
        }

        if (!now.Access.Site.Writes)
            signals.Add(new Signal(write, now.Access, isRace));
    }

    private sealed class Accesses
    {
        public Accessed? Write { get; set; }

        public Dictionary<int, Accessed> Reads { get; } = [];
    }

    private sealed record Accessed(int Thread, int Time, int Number, TraceEvent Access, bool IsLocked);

    private sealed record Signal(Accessed Write, TraceEvent Read, bool IsRace);
}

/// <summary>Two accesses of one place that nothing orders, one of them a write.</summary>
internal sealed record Race(TraceEvent Earlier, TraceEvent Later);

/// <summary>
/// A thread used data because of a flag, or a reference, that another thread had stored without synchronisation.
/// </summary>
/// <param name="FlagWrite">The store of the flag or the reference.</param>
/// <param name="FlagRead">Its read.</param>
/// <param name="DataWrite">The write of the data by the thread that stored the flag.</param>
/// <param name="DataAccess">The access of the data by the thread that read the flag.</param>
/// <param name="IsLocked">Whether the flag was stored under a lock.</param>
/// <param name="IsEarly">Whether the data was written after the flag, and not before.</param>
internal sealed record Publication(
    TraceEvent FlagWrite, TraceEvent FlagRead, TraceEvent DataWrite, TraceEvent DataAccess, bool IsLocked, bool IsEarly);
