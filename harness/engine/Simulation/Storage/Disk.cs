using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Simulation.Storage;

/// <summary>The disk of a machine, which outlives its program: a folder, and the cache before it.</summary>
/// <remarks>
/// The model is that of FoundationDB's simulated files (Zhou and others, "FoundationDB: A Distributed Unbundled Transactional
/// Key Value Store", SIGMOD 2021). Changes of the folder are kept in their order, as a journal does: a crash never shows the
/// second without the first.
/// </remarks>
internal sealed class Disk
{
    private readonly SortedDictionary<string, DiskFile> _folder = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DiskFile> _onDisk = new(StringComparer.Ordinal);
    private readonly List<FolderChange> _pending = [];
    private long _flushed;

    /// <summary>What each operation takes more than usual.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The names of the files, in ordinal order.</summary>
    public IReadOnlyList<string> Names => [.. _folder.Keys];

    /// <summary>The last change of the folder: what a flush that is called now covers.</summary>
    public long LastChange => _flushed + _pending.Count;

    /// <summary>The file of that name; null when there is none.</summary>
    public DiskFile? Find(string name) => _folder.GetValueOrDefault(name);

    public DiskFile FindOrCreate(string name)
    {
        if (Find(name) is { } there) return there;
        var file = new DiskFile();
        Change(new FolderChange($"create {name}", [(name, file)]));
        return file;
    }

    public void Rename(DiskFile file, string from, string to)
    {
        if (from != to) Change(new FolderChange($"rename {from} -> {to}", [(from, null), (to, file)]));
    }

    public void Delete(string name) => Change(new FolderChange($"delete {name}", [(name, null)]));

    /// <summary>All changes up to one are on the disk now.</summary>
    public void EndFlush(long last)
    {
        if (last > _flushed) Settle((int)(last - _flushed));
    }

    /// <summary>The machine crashes.</summary>
    /// <param name="loss">
    /// <see cref="FaultClass.Crash"/>: only the program does, and what it had written is still pending, and there.
    /// </param>
    /// <param name="fate">What decides, by the name of a file and a page; the empty name is the folder.</param>
    /// <returns>What was lost.</returns>
    public IReadOnlyList<DiskStep> Crash(FaultClass loss, Func<string, int, ulong> fate)
    {
        if (loss == FaultClass.Crash) return [];
        List<DiskStep> lost = [];
        var kept = (int)(fate("", 0) % (ulong)(_pending.Count + 1));
        lost.AddRange(_pending.Skip(kept).Select(change => new DiskStep(DiskVerb.Undo, change.What)));
        Settle(kept);
        _flushed = LastChange;
        _pending.Clear();
        _folder.Clear();
        foreach (var (name, file) in _onDisk)
        {
            _folder.Add(name, file);
            var harm = file.Crash(loss, page => fate(name, page));
            if (harm.IsCutUndone) lost.Add(new DiskStep(DiskVerb.Undo, $"cut {name}"));
            if (harm.Lost > 0) lost.Add(new DiskStep(DiskVerb.LosePages, name, harm.Lost));
            if (harm.Torn > 0) lost.Add(new DiskStep(DiskVerb.TearPages, name, harm.Torn));
        }

        return lost;
    }

    private void Change(FolderChange change)
    {
        _pending.Add(change);
        change.Apply(_folder);
    }

    private void Settle(int count)
    {
        foreach (var change in _pending.Take(count)) change.Apply(_onDisk);
        _pending.RemoveRange(0, count);
        _flushed += count;
    }

    /// <summary>A change of names, in one step.</summary>
    /// <param name="What">In words.</param>
    /// <param name="Names">Each name with its file from then on; null: the name is free.</param>
    private sealed record FolderChange(string What, IReadOnlyList<(string Name, DiskFile? File)> Names)
    {
        public void Apply(SortedDictionary<string, DiskFile> folder)
        {
            foreach (var (name, file) in Names)
            {
                if (file is null) folder.Remove(name);
                else folder[name] = file;
            }
        }
    }
}
