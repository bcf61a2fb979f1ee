using System.Runtime.InteropServices;

namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>All states that were met, as bytes, each once, in the order in which they were met.</summary>
/// <remarks>
/// The queue of a search breadth first is this same order, so it takes no room. States are compared byte by byte: the 32 bits
/// that are kept of each hash only save comparisons. About 25 bytes for a state, and its own.
/// </remarks>
internal sealed class StateStore
{
    private const int ChunkSize = 1 << 20;
    private readonly List<byte[]> _chunks = [new byte[ChunkSize]];
    private readonly List<long> _places = [];
    private readonly List<int> _parents = [];
    private readonly List<uint> _hashes = [];
    private int[] _slots = new int[1 << 12]; // index + 1; 0 is free
    private int _used;

    /// <summary>The longest state that can be kept.</summary>
    public const int LongestState = ushort.MaxValue;

    public int Count => _places.Count;

    /// <summary>How much memory it holds.</summary>
    public long Size =>
        ((long)_chunks.Count * ChunkSize)
        + ((sizeof(long) + (2L * sizeof(int))) * _places.Capacity) + (sizeof(int) * (long)_slots.Length);

    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var place = _places[index];
            var chunk = _chunks[(int)(place / ChunkSize)].AsSpan((int)(place % ChunkSize));
            return chunk.Slice(sizeof(ushort), MemoryMarshal.Read<ushort>(chunk));
        }
    }

    /// <summary>The state from which it was met first; -1 for the first of all.</summary>
    public int Parent(int index) => _parents[index];

    /// <summary>Adds a state unless it is there.</summary>
    /// <returns>Whether it is new; then its index is the last one.</returns>
    public bool Add(ReadOnlySpan<byte> state, int parent)
    {
        var hash = Hash(state);
        var mask = _slots.Length - 1;
        var slot = (int)hash & mask;
        for (; _slots[slot] is var taken and not 0; slot = (slot + 1) & mask)
        {
            if (_hashes[taken - 1] == hash && this[taken - 1].SequenceEqual(state)) return false;
        }

        Write(state);
        _parents.Add(parent);
        _hashes.Add(hash);
        _slots[slot] = Count;
        if (Count > _slots.Length / 2) Grow();
        return true;
    }

    private void Write(ReadOnlySpan<byte> state)
    {
        if (_used + sizeof(ushort) + state.Length > ChunkSize)
        {
            _chunks.Add(new byte[ChunkSize]);
            _used = 0;
        }

        var chunk = _chunks[^1].AsSpan(_used);
        MemoryMarshal.Write(chunk, (ushort)state.Length);
        state.CopyTo(chunk[sizeof(ushort)..]);
        _places.Add(((_chunks.Count - 1L) * ChunkSize) + _used);
        _used += sizeof(ushort) + state.Length;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var i = 0; i < Count; i++)
        {
            var slot = (int)_hashes[i] & mask;
            while (_slots[slot] != 0) slot = (slot + 1) & mask;
            _slots[slot] = i + 1;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        var hash = (ulong)bytes.Length;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(bytes)) * Factor;
            hash ^= hash >> 32;
        }

        var rest = 0UL;
        foreach (var one in bytes) rest = (rest << 8) | one;
        hash = (hash ^ rest) * Factor;
        hash ^= hash >> 29;
        return (uint)((hash * Factor) >> 32);
    }
}
