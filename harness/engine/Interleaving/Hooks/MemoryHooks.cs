using System.Runtime.CompilerServices;
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
        thread.Run.UsedStatics = true;
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
        if (LogicalThread.Current is { } thread && receiver is not null)
            thread.Access(site, new Location(receiver, null), receiver.GetType().Name);
    }

    /// <summary>Before a step of a <c>foreach</c>, whose enumerator hides the collection it walks.</summary>
    public static void Enumerate(int site)
    {
        if (LogicalThread.Current is not { } thread)
            return;
        var collection = thread.Run.Sites[site].Class;
        thread.Access(site, new Location(null, collection), collection);
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
        thread.Run.UsedStatics = true;
        thread.Run.Addresses.Add(
            ref address, new Place(new Location(null, field.Class), field.Class, field.IsReadOnly));
    }

    public static void ElementAddress<T>(ref T address, object array, nint index, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return;
        var place = new Place(new Location(array, null, index), array.GetType().Name, IsReadOnly: false);
        thread.Run.Addresses.Add(ref address, place);
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
