using Katas.Engine.Simulation.Running;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Storage;

/// <summary>A disk, as one start of a machine's program sees it.</summary>
internal sealed class NodeStorage(Incarnation incarnation) : IStorage
{
    private SortedDictionary<string, byte[]> Files => incarnation.Machine.Disk.Files;

    public ValueTask<IReadOnlyList<string>> ListAsync() => new([.. Files.Keys]);

    public ValueTask<byte[]?> ReadAsync(string file) => new(Files.GetValueOrDefault(file)?.ToArray());

    public ValueTask WriteAsync(string file, long offset, ReadOnlyMemory<byte> content)
    {
        var old = Files.GetValueOrDefault(file, []);
        var all = new byte[Math.Max(old.Length, offset + content.Length)];
        old.CopyTo(all, 0);
        content.CopyTo(all.AsMemory((int)offset));
        Files[file] = all;
        return default;
    }

    public ValueTask AppendAsync(string file, ReadOnlyMemory<byte> content) =>
        WriteAsync(file, Files.GetValueOrDefault(file, []).Length, content);

    public ValueTask SetLengthAsync(string file, long length)
    {
        var all = Files[file];
        Array.Resize(ref all, (int)length);
        Files[file] = all;
        return default;
    }

    public ValueTask FlushAsync(string file) => default;

    public ValueTask RenameAsync(string from, string to)
    {
        Files[to] = Files[from];
        Files.Remove(from);
        return default;
    }

    public ValueTask DeleteAsync(string file)
    {
        Files.Remove(file);
        return default;
    }

    public ValueTask FlushDirectoryAsync() => default;
}
