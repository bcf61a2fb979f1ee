using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Katas.Engine.Interleaving.Running;

/// <summary>Finds the place that a managed reference points to.</summary>
/// <remarks>
/// Code that takes the address of a field announces it here. The offset within the owner is kept, not the address,
/// because the garbage collector moves objects. A static field does not move while its assembly is loaded.
/// </remarks>
internal sealed class AddressBook
{
    private static readonly Place Constant = new(default, "", IsReadOnly: true);

    private readonly List<Entry> _entries = [];
    private readonly HashSet<Location> _known = [];
    private readonly Dictionary<nint, nint> _constants = [];
    private readonly List<Region> _regions = [];
    private readonly HashSet<object> _owners = new(ReferenceEqualityComparer.Instance);

    public void Add<T>(ref T address, Place place)
    {
        if (!_known.Add(place.Location))
            return;
        ref var start = ref Start(place.Location.Owner);
        var offset = Unsafe.ByteOffset(ref start, ref Unsafe.As<T, byte>(ref address));
        _entries.Add(new Entry(place, offset, Unsafe.SizeOf<T>()));
    }

    /// <summary>From now on the elements of the array are found, and the letters of the string.</summary>
    /// <param name="memory">An array or a string; anything else is left out.</param>
    /// <param name="keeper">The collection whose memory it is: its elements are no places of their own.</param>
    public void AddElements(object? memory, object? keeper = null)
    {
        if (memory is not Array and not string || !_owners.Add(memory))
            return;
        var placeClass = (keeper ?? memory).GetType().Name;
        _regions.Add(memory is Array array
            ? new Region(array, keeper, placeClass, ElementSize(array))
            : new Region(memory, null, placeClass, sizeof(char)));
    }

    /// <summary>Nobody changes what lies there; it does not move.</summary>
    public void AddConstant(ref byte start, nint size) => _constants[Number(ref start)] = size;

    /// <summary>The place that contains the byte at <paramref name="address"/>, also inside a struct.</summary>
    public Place? Find(ref byte address)
    {
        foreach (var entry in _entries)
        {
            var inside = Unsafe.ByteOffset(ref Start(entry.Place.Location.Owner), ref address) - entry.Offset;
            if (inside >= 0 && inside < entry.Size)
                return entry.Place;
        }

        for (var i = _regions.Count - 1; i >= 0; i--)
        {
            if (_regions[i].Find(ref address) is { } place)
                return place;
        }

        var number = Number(ref address);
        return _constants.Any(c => number >= c.Key && number < c.Key + c.Value) ? Constant : null;
    }

    /// <summary>The address as a number; for one that points into a thread's stack it stays valid.</summary>
    public static nint Number(ref byte address) => Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref address);

    private static ref byte Start(object? owner)
    {
        if (owner is null)
            return ref Unsafe.NullRef<byte>();
        return ref Unsafe.As<FirstByte>(owner).Value;
    }

    private static int ElementSize(Array array) => array.GetType().GetElementType() is { IsValueType: true } element
        ? RuntimeHelpers.SizeOf(element.TypeHandle)
        : nint.Size;

    /// <summary>The elements of an array, or the letters of a string, which nobody changes.</summary>
    private sealed record Region(object Memory, object? Keeper, string Class, int ElementSize)
    {
        public Place? Find(ref byte address)
        {
            ref var start = ref Memory is Array array
                ? ref MemoryMarshal.GetArrayDataReference(array)
                : ref Unsafe.As<char, byte>(ref Unsafe.AsRef(in ((string)Memory).GetPinnableReference()));
            var length = Memory is Array { LongLength: var elements } ? elements : ((string)Memory).Length;
            var inside = Unsafe.ByteOffset(ref start, ref address);
            if (inside < 0 || inside >= (nint)length * ElementSize)
                return null;
            var location = Keeper is not null || Memory is Array { Rank: > 1 }
                ? new Location(Keeper ?? Memory, null)
                : new Location(Memory, null, inside / ElementSize);
            return new Place(location, Class, IsReadOnly: Memory is string);
        }
    }

    private sealed record Entry(Place Place, nint Offset, nint Size);

    // The runtime's own way to reach an object's first field: the class is never created, only its layout is used.
#pragma warning disable CA1812, CS0649 // not instantiated, not assigned
    private sealed class FirstByte
    {
        public byte Value;
    }
#pragma warning restore CA1812, CS0649
}

/// <summary>A location with what is known about it from the code.</summary>
/// <param name="Location">The place.</param>
/// <param name="Class">Its class, see <see cref="Rewriting.Site"/>.</param>
/// <param name="IsReadOnly">Whether it is assigned in constructors only.</param>
internal sealed record Place(Location Location, string Class, bool IsReadOnly);
