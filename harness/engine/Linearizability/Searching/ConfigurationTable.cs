namespace Katas.Engine.Linearizability.Searching;

/// <summary>The configurations that the search has been in: which return is due, which open operations are done, which
/// state.</summary>
/// <remarks>Open addressing with linear probing, in one array; at most three quarters full. Lowe, "Testing for
/// linearizability", Concurrency and Computation 2017, remembers as much and more: a bit for each operation of the history.
/// Only those open at the moment matter, because all that returned before are done and all that are called later are not.
/// </remarks>
internal sealed class ConfigurationTable<TMask> where TMask : struct, IMask<TMask>
{
    private const int LeastSize = 256;

    private Entry[] _entries = new Entry[LeastSize];
    private int _count;

    /// <summary>How many configurations are remembered.</summary>
    public int Count => _count;

    /// <summary>Its memory in bytes.</summary>
    public long Bytes => (long)_entries.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<Entry>();

    /// <summary>Remembers a configuration.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(int due, in TMask done, int state)
    {
        if (_count > _entries.Length / 4 * 3) Grow();
        ref var entry = ref Find(_entries, due + 1, done, state);
        if (entry.Due != 0) return false;
        (entry.Due, entry.Done, entry.State) = (due + 1, done, state);
        _count++;
        return true;
    }

    /// <summary>Forgets everything; keeps a table of moderate size for the next search.</summary>
    public void Clear()
    {
        if (_entries.Length > 1 << 16) _entries = new Entry[LeastSize];
        else Array.Clear(_entries);
        _count = 0;
    }

    private static ref Entry Find(Entry[] entries, int due, in TMask done, int state)
    {
        var hash = done.Hash() ^ ((ulong)(uint)state << 32 | (uint)due) * 0xC2B2AE3D27D4EB4F;
        hash ^= hash >> 29;
        hash *= 0xBF58476D1CE4E5B9;
        var mask = entries.Length - 1;
        var place = (int)(hash >> 32) & mask;
        while (true)
        {
            ref var entry = ref entries[place];
            if (entry.Due == 0 || (entry.Due == due && entry.State == state && entry.Done.Equals(done))) return ref entry;
            place = (place + 1) & mask;
        }
    }

    private void Grow()
    {
        var larger = new Entry[_entries.Length * 2];
        foreach (ref var entry in _entries.AsSpan())
        {
            if (entry.Due != 0) Find(larger, entry.Due, entry.Done, entry.State) = entry;
        }

        _entries = larger;
    }

    /// <summary>Due is one more than the number of the return, so that 0 marks a free place.</summary>
    private struct Entry
    {
        public TMask Done;
        public int Due;
        public int State;
    }
}
