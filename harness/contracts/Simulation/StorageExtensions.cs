namespace Katas.Simulation;

/// <summary>What programs do with a disk again and again.</summary>
public static class StorageExtensions
{
    /// <summary>Replaces a file's content as a whole: after a crash it is the old one or the new one, never a mixture.</summary>
    /// <returns>A task that ends when the new content is on the disk.</returns>
    /// <remarks>
    /// It writes beside the file, flushes, renames and flushes the folder. Leave out one of the two flushes and a crash can show
    /// an empty file, or the old one after this has ended. Not for two calls at a time on one file.
    /// </remarks>
    public static async Task ReplaceAsync(this IStorage storage, string file, ReadOnlyMemory<byte> content)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var beside = file + ".new";
        await storage.DeleteAsync(beside);
        await storage.WriteAsync(beside, 0, content);
        await storage.FlushAsync(beside);
        await storage.RenameAsync(beside, file);
        await storage.FlushDirectoryAsync();
    }
}
