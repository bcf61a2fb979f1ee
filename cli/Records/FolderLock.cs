namespace Katas.Cli.Records;

/// <summary>Lets one process at a time change what is in a folder; the system frees it when a process dies.</summary>
internal static class FolderLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private const int Attempts = 100;

    /// <summary>Waits for up to two seconds.</summary>
    /// <exception cref="IOException">Another process has held it all the time.</exception>
    public static IDisposable Take(string folder)
    {
        var file = Path.Combine(folder, "lock");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < Attempts)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
