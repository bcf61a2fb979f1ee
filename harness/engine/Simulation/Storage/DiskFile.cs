using Katas.Engine.Simulation.Faults;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Storage;

/// <summary>A file by identity, whatever its name: what the disk holds, and what the cache before it holds.</summary>
internal sealed class DiskFile
{
    private readonly GrowingBytes _cache = new();
    private readonly GrowingBytes _disk = new();

    /// <summary>The pages that differ from the disk, each with the number of its last change.</summary>
    private readonly SortedDictionary<int, long> _pending = [];

    /// <summary>Where the file was cut; by the number of the change.</summary>
    private readonly List<(long Change, int Length)> _cuts = [];
    private long _changes;

    /// <summary>How long it is for those who read it.</summary>
    public int Length => _cache.Length;

    public byte[] Read() => _cache.Copy(0, _cache.Length);

    public void Write(int offset, ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty) return;
        Touch(offset, offset + content.Length);
        _cache.Write(offset, content);
    }

    public void SetLength(int length)
    {
        if (length > Length) Touch(Length, length);
        else if (length < Length) _cuts.Add((++_changes, length));
        _cache.SetLength(length);
    }

    /// <summary>What a flush that is called now will bring to the disk.</summary>
    public DiskFlush BeginFlush() => new(
        _changes, Length,
        [
            .. _pending.Keys.Where(page => Start(page) < Length)
                .Select(page => (page, _cache.Copy(Start(page), IStorage.PageSize))),
        ]);

    /// <summary>The disk has it now. What was written since the call stays pending.</summary>
    public void EndFlush(DiskFlush flush)
    {
        foreach (var (change, length) in _cuts.Where(cut => cut.Change <= flush.Change)) Cut(length);
        _disk.SetLength(flush.Length);
        foreach (var (page, content) in flush.Pages)
        {
            _disk.Write(Start(page), content.AsSpan(0, Math.Min(content.Length, flush.Length - Start(page))));
            if (_pending.TryGetValue(page, out var last) && last <= flush.Change) _pending.Remove(page);
        }

        _cuts.RemoveAll(cut => cut.Change <= flush.Change);
    }

    /// <summary>The cache is gone: the file is what the disk holds, and of what was pending some.</summary>
    /// <param name="loss">Whether pages may be torn.</param>
    /// <param name="fate">What decides on a page; and, as page -1, on a cut.</param>
    public DiskLoss Crash(FaultClass loss, Func<int, ulong> fate)
    {
        var isCutUndone = _cuts.Count > 0 && fate(-1) % 2 == 0;
        if (_cuts.Count > 0 && !isCutUndone) Cut(_cuts.Min(cut => cut.Length));
        var (lost, torn) = (0, 0);
        foreach (var page in _pending.Keys.Where(page => Start(page) < Length))
        {
            var draw = fate(page);
            if (loss == FaultClass.TornWrites && draw % 2 == 0)
            {
                if (Tear(page, draw >> 1)) torn++;
            }
            else if ((draw >> 1) % 2 == 0)
            {
                Keep(page);
            }
            else
            {
                lost++;
            }
        }

        _pending.Clear();
        _cuts.Clear();
        _cache.SetLength(0);
        _cache.Write(0, _disk.Span);
        return new DiskLoss(lost, torn, isCutUndone);
    }

    private static int Start(int page) => page * IStorage.PageSize;

    private void Touch(int from, int to)
    {
        _changes++;
        for (var page = from / IStorage.PageSize; page <= (to - 1) / IStorage.PageSize; page++) _pending[page] = _changes;
    }

    private void Cut(int length) => _disk.SetLength(Math.Min(_disk.Length, length));

    private void Keep(int page) => _disk.Write(Start(page), _cache.Copy(Start(page), Width(page)));

    /// <summary>How far a page reaches, in the cache or on the disk.</summary>
    private int Width(int page) => Math.Min(IStorage.PageSize, Math.Max(Length, _disk.Length) - Start(page));

    /// <summary>Part of the page is new and the rest is old, up to a cut or from it on; false when it is too small.</summary>
    private bool Tear(int page, ulong draw)
    {
        var width = Width(page);
        if (width < 2) return false;
        var (isFront, isShort) = (draw % 2 == 0, (draw >> 1) % 2 == 0);
        var cut = 1 + (int)((draw >> 2) % (ulong)(width - 1));
        var (ours, old) = (_cache.Copy(Start(page), width), _disk.Copy(Start(page), width));
        var front = (isFront ? ours : old).AsSpan(0, cut);
        // Beyond the old end the disk has nothing: the file ends where the writing did, or goes on with zeroes.
        if (isFront && isShort && _disk.Length <= Start(page) + cut)
        {
            _disk.Write(Start(page), front);
            return true;
        }

        _disk.Write(Start(page), [.. front, .. (isFront ? old : ours).AsSpan(cut)]);
        return true;
    }
}

/// <summary>What a flush brings to the disk: the file as it was when the flush was called.</summary>
/// <param name="Change">The last change that it covers.</param>
/// <param name="Length">How long the file was.</param>
/// <param name="Pages">The pages that were pending.</param>
internal sealed record DiskFlush(long Change, int Length, IReadOnlyList<(int Page, byte[] Content)> Pages);

/// <summary>What a crash did to a file.</summary>
/// <param name="Lost">How many pages are as if they had not been written.</param>
/// <param name="Torn">How many are half written.</param>
/// <param name="IsCutUndone">Whether the file has the length from before it was cut.</param>
internal readonly record struct DiskLoss(int Lost, int Torn, bool IsCutUndone);
