using System.Runtime.CompilerServices;

namespace Katas.Engine.Interleaving.Running;

/// <summary>Finds the place that a managed reference points to.</summary>
/// <remarks>
/// Code that takes the address of a field announces it here. The offset within the owner is kept, not the address,
/// because the garbage collector moves objects. A static field does not move while its assembly is loaded.
/// </remarks>
internal sealed class AddressBook
{
    private readonly List<Entry> _entries = [];
    private readonly HashSet<Location> _known = [];

    public void Add<T>(ref T address, Place place)
    {
        if (!_known.Add(place.Location))
            return;
        ref var start = ref Start(place.Location.Owner);
        var offset = Unsafe.ByteOffset(ref start, ref Unsafe.As<T, byte>(ref address));
        _entries.Add(new Entry(place, offset, Unsafe.SizeOf<T>()));
    }

    /// <summary>The place that contains the byte at <paramref name="address"/>, also inside a struct.</summary>
    public Place? Find(ref byte address)
    {
        foreach (var entry in _entries)
        {
            var inside = Unsafe.ByteOffset(ref Start(entry.Place.Location.Owner), ref address) - entry.Offset;
            if (inside >= 0 && inside < entry.Size)
                return entry.Place;
        }

        return null;
    }

    /// <summary>The address as a number; for one that points into a thread's stack it stays valid.</summary>
    public static nint Number(ref byte address) => Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref address);

    private static ref byte Start(object? owner)
    {
        if (owner is null)
            return ref Unsafe.NullRef<byte>();
        return ref Unsafe.As<FirstByte>(owner).Value;
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
