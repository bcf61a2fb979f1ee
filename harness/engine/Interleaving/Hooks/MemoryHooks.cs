using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Called by rewritten code before and after it accesses memory that another thread may reach.</summary>
/// <remarks>On a thread that runs no operation of a schedule, every hook does nothing.</remarks>
internal static class MemoryHooks
{
    public static void Field(object? owner, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return;
        var placeClass = thread.Run.Sites[site].Class;
        thread.Access(site, new Location(owner, placeClass), placeClass);
    }

    public static void Static(int site)
    {
        if (LogicalThread.Current is not { } thread)
            return;
        var field = thread.Run.Sites[site];
        thread.Run.UsedStatics |= !field.IsReset;
        thread.Run.Races.Acquire(thread, Initialiser(field.Class[..field.Class.LastIndexOf('.')]));
        thread.Pending = null;
        if (!field.IsReadOnly)
            thread.Access(site, new Location(null, field.Class), field.Class);
    }

    public static void Element(object? array, nint index, int site)
    {
        if (LogicalThread.Current is { } thread && array is not null)
            thread.Access(site, new Location(array, null, index), array.GetType().Name);
    }

    public static void Through(ref byte address, int site) =>
        LogicalThread.Current?.AccessThrough(ref address, site);

    /// <summary>Before a call that reads or changes a framework object, such as a list.</summary>
    public static void Receiver(object? receiver, int site)
    {
        if (LogicalThread.Current is not { } thread || receiver is null)
            return;
        var collection = Collections.Behind(receiver);
        thread.Access(site, new Location(collection, null), collection.GetType().Name);
    }

    /// <summary>Before a step of a <c>foreach</c>, whose enumerator hides the collection it walks.</summary>
    public static void Enumerate<T>(ref T enumerator, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return;
        if (Collections.Walked(ref enumerator) is { } collection)
            Receiver(collection, site);
        else
            thread.Access(site, new Location(null, thread.Run.Sites[site].Class), thread.Run.Sites[site].Class);
    }

    /// <summary>The value that the access just announced reads or writes.</summary>
    public static void Value<T>(T value)
    {
        if (LogicalThread.Current is not { Pending: { } pending } thread)
            return;
        pending.SetValue(value);
        pending.CanTear = Unsafe.SizeOf<T>() > nint.Size;
        thread.Pending = null;
        if (!typeof(T).IsValueType && pending.Site.Writes && value is not null)
            thread.Run.Races.Publish(thread, pending.Location.Owner, value);
    }

    /// <summary>A readonly field is assigned: whoever gets its owner gets the value, as it is now.</summary>
    public static void Publish<T>(object owner, T value)
    {
        if (!typeof(T).IsValueType && value is not null && LogicalThread.Current is { Run.IsAborting: false } thread)
            thread.Run.Races.Publish(thread, owner, value);
    }

    /// <summary>Before a framework method that works on a place of which it is told the address.</summary>
    public static void ThroughValue<T>(ref T address, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return;
        thread.AccessThrough(ref Unsafe.As<T, byte>(ref address), site);
        thread.Pending?.SetValue(address);
    }

    /// <summary>After that method: whether it changed anything decides whether a loop around it spins.</summary>
    public static void ValueAfter<T>(ref T address)
    {
        if (LogicalThread.Current is not { Pending: { } pending } thread)
            return;
        thread.Pending = null;
        object? after = address;
        var isSame = pending.Value is ValueType before
            ? before.GetType().IsPrimitive && before.Equals(after)
            : ReferenceEquals(pending.Value, after);
        if (!isSame)
            thread.Spinning.Forget();
        if (!typeof(T).IsValueType && after is not null && pending.Site.Writes)
            thread.Run.Races.Publish(thread, pending.Location.Owner, after);
        pending.SetValue(after);
    }

    public static void FieldAddress<T>(ref T address, object owner, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return;
        var field = thread.Run.Sites[site];
        thread.Run.Addresses.Add(
            ref address, new Place(new Location(owner, field.Class), field.Class, field.IsReadOnly));
    }

    public static void StaticAddress<T>(ref T address, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return;
        var field = thread.Run.Sites[site];
        thread.Run.UsedStatics |= !field.IsReset;
        thread.Run.Addresses.Add(
            ref address, new Place(new Location(null, field.Class), field.Class, field.IsReadOnly));
    }

    /// <summary>Before the address of an element is taken, or a span is made of an array, a list or a string.</summary>
    public static void Elements(object? owner)
    {
        if (LogicalThread.Current is not { } thread)
            return;
        if (owner is ICollection and not Array)
            thread.Run.Addresses.AddElements(Collections.ItemsOf(owner), owner);
        else
            thread.Run.Addresses.AddElements(owner);
    }

    /// <summary>Data that nobody changes.</summary>
    public static void Constant<T>(ReadOnlySpan<T> data)
    {
        ref var start = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(data));
        if (LogicalThread.Current is { } thread && !data.IsEmpty && !thread.IsOnStack(ref start))
            thread.Run.Addresses.AddConstant(ref start, (nint)data.Length * Unsafe.SizeOf<T>());
    }

    /// <summary>At the beginning of each handler of exceptions: what ends a schedule passes.</summary>
    public static void Caught(object exception)
    {
        if (exception is ScheduleAbortedException || LogicalThread.Current is { Run.IsAborting: true })
            throw new ScheduleAbortedException();
    }

    /// <summary>Whether a type is to be initialised: once outside of schedules, and again in each schedule.</summary>
    /// <param name="schedule">The schedule in which it was initialised last; it is the present one from now on.</param>
    public static bool IsStale(ref int schedule)
    {
        var current = LogicalThread.Current?.Run.Number ?? schedule;
        if (schedule != 0 && schedule == current)
            return false;
        schedule = current == 0 ? ScheduleRun.None : current;
        return true;
    }

    /// <summary>A type whose static constructor has failed stays unusable.</summary>
    public static void ThrowFault(Exception? fault)
    {
        if (fault?.InnerException is ScheduleAbortedException)
            throw new ScheduleAbortedException();
        if (fault is not null)
            throw fault;
    }

    /// <summary>From here to <see cref="LeaveAtomic"/> the thread is not interrupted.</summary>
    public static void EnterAtomic()
    {
        if (LogicalThread.Current is { } thread)
            thread.AtomicDepth++;
    }

    /// <summary>What a static constructor did comes before whatever others do with the type.</summary>
    public static void LeaveAtomic(int site)
    {
        if (LogicalThread.Current is not { } thread)
            return;
        thread.AtomicDepth--;
        thread.Run.Races.Release(thread, Initialiser(thread.Run.Sites[site].Class));
    }

    private static Location Initialiser(string type) => new(null, type);

    public static void Uncontrolled(int site)
    {
        if (LogicalThread.Current is not { } thread)
            return;
        thread.LastUncontrolled = thread.Run.Sites[site];
        thread.Run.NoteUncontrolled(thread.LastUncontrolled);
    }
}
