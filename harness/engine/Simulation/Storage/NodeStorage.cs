using Katas.Engine.Simulation.Running;
using Katas.Engine.Simulation.Tracing;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Storage;

/// <summary>A disk, as one start of a machine's program sees it.</summary>
/// <remarks>
/// An operation changes the cache when it is called, and what it reads is what was there then; so those on one file act in the
/// order of their calls. Its end comes a little later; only then a flush has done anything.
/// </remarks>
internal sealed class NodeStorage(Incarnation incarnation) : IStorage
{
    private const long MostBytes = 1 << 28;
    private static readonly TimeSpan Short = TimeSpan.FromMicroseconds(50);
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(1);

    /// <summary>By the name of a file, when its last operation ends. The empty name is the folder.</summary>
    private readonly Dictionary<string, long> _ends = [];

    private Disk Disk => incarnation.Machine.Disk;

    public ValueTask<IReadOnlyList<string>> ListAsync()
    {
        incarnation.World.Stage.Check(incarnation, nameof(ListAsync));
        return new(Later(Disk.Names, Short, null, ""));
    }

    public ValueTask<byte[]?> ReadAsync(string file)
    {
        Check(file, nameof(ReadAsync));
        return new(Later(Disk.Find(file)?.Read(), Short, null, file));
    }

    public ValueTask WriteAsync(string file, long offset, ReadOnlyMemory<byte> content)
    {
        Check(file, nameof(WriteAsync));
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return Write(file, offset, content.Span);
    }

    public ValueTask AppendAsync(string file, ReadOnlyMemory<byte> content)
    {
        Check(file, nameof(AppendAsync));
        return Write(file, Disk.Find(file)?.Length ?? 0, content.Span);
    }

    public ValueTask SetLengthAsync(string file, long length)
    {
        Check(file, nameof(SetLengthAsync));
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (Disk.Find(file) is not { } found) return Missing(file);
        if (length > MostBytes) return Full(file);
        found.SetLength((int)length);
        Record(new DiskStep(DiskVerb.SetLength, file, length));
        return Later(Short, null, file);
    }

    public ValueTask FlushAsync(string file)
    {
        Check(file, nameof(FlushAsync));
        if (Disk.Find(file) is not { } found) return Missing(file);
        var flush = found.BeginFlush();
        return Later(Long, () =>
        {
            found.EndFlush(flush);
            Record(new DiskStep(DiskVerb.Flush, file));
        }, file);
    }

    public ValueTask RenameAsync(string from, string to)
    {
        Check(from, nameof(RenameAsync));
        ArgumentException.ThrowIfNullOrEmpty(to);
        if (Disk.Find(from) is not { } found) return Missing(from);
        Disk.Rename(found, from, to);
        Record(new DiskStep(DiskVerb.Rename, $"{from} -> {to}"));
        return Later(Short, null, from, to);
    }

    public ValueTask DeleteAsync(string file)
    {
        Check(file, nameof(DeleteAsync));
        if (Disk.Find(file) is not null)
        {
            Disk.Delete(file);
            Record(new DiskStep(DiskVerb.Delete, file));
        }

        return Later(Short, null, file);
    }

    public ValueTask FlushDirectoryAsync()
    {
        incarnation.World.Stage.Check(incarnation, nameof(FlushDirectoryAsync));
        var last = Disk.LastChange;
        return Later(Long, () =>
        {
            Disk.EndFlush(last);
            Record(new DiskStep(DiskVerb.FlushDirectory, ""));
        }, "");
    }

    private static ValueTask Missing(string file) =>
        ValueTask.FromException(new FileNotFoundException($"There is no file {file}.", file));

    private static ValueTask Full(string file) =>
        ValueTask.FromException(new IOException($"The disk is full: {file} would be longer than {MostBytes} bytes."));

    private void Check(string file, string member)
    {
        incarnation.World.Stage.Check(incarnation, member);
        ArgumentException.ThrowIfNullOrEmpty(file);
    }

    private ValueTask Write(string file, long offset, ReadOnlySpan<byte> content)
    {
        if (offset > MostBytes - content.Length) return Full(file);
        Disk.FindOrCreate(file).Write((int)offset, content);
        var sum = StructuralHash.Mix(StructuralHash.OfBytes(content), (ulong)offset);
        Record(new DiskStep(DiskVerb.Write, file, content.Length), sum);
        return Later(Short, null, file);
    }

    private void Record(DiskStep step, ulong sum = 0) => incarnation.World.Record(
        TraceKind.Disk, incarnation.Machine, data: step, sum: StructuralHash.Mix(sum, StructuralHash.Of(step)));

    private ValueTask Later(TimeSpan usual, Action? effect, params ReadOnlySpan<string> files) =>
        new(Later(true, usual, effect, files));

    /// <summary>Ends after the usual time, and after all that was called before on the same files.</summary>
    private Task<T> Later<T>(T result, TimeSpan usual, Action? effect, params ReadOnlySpan<string> files)
    {
        var end = incarnation.World.Now + (usual + Disk.Latency).Ticks;
        foreach (var file in files) end = Math.Max(end, _ends.GetValueOrDefault(file) + 1);
        foreach (var file in files) _ends[file] = end;
        var done = new Done<T>(incarnation, result, effect);
        incarnation.World.Add(end, incarnation.Machine, done);
        return done.Task;
    }

    /// <summary>The end of an operation. A program that crashed gets nothing of it, and its flush does nothing.</summary>
    private sealed class Done<T>(Incarnation incarnation, T result, Action? effect) : ISimEvent
    {
        private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Task => _source.Task;

        public bool IsVoid => !incarnation.IsAlive;

        public void Happen()
        {
            effect?.Invoke();
            _source.SetResult(result);
        }
    }
}
