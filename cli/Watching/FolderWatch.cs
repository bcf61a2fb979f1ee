using System.Threading.Channels;

namespace Katas.Cli.Watching;

/// <summary>Tells that something happened in a folder. It tells too often rather than too rarely.</summary>
/// <remarks>
/// Between two reads any number of changes become one notice. A slow poll stands behind the system's notices: a mounted
/// or shared folder gives none, and a folder that is replaced as a whole takes its watch away with it.
/// </remarks>
internal sealed class FolderWatch : IDisposable
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(2);

    private readonly Channel<long> _notices = Channel.CreateBounded<long>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly TimeProvider _time;
    private readonly ITimer _poll;
    private readonly FileSystemWatcher? _watcher;

    /// <param name="folder">The folder, with those below it.</param>
    /// <param name="time">Dates the notices.</param>
    public FolderWatch(string folder, TimeProvider time)
    {
        _time = time;
        _watcher = TryWatch(folder);
        _poll = time.CreateTimer(_ => Tell(), null, PollEvery, PollEvery);
    }

    /// <summary>The notices: each is the time of the first change since the last one was read.</summary>
    public ChannelReader<long> Notices => _notices.Reader;

    /// <summary>No more notices: the watch ends when what is running has ended.</summary>
    public void Finish() => _notices.Writer.TryComplete();

    /// <inheritdoc/>
    public void Dispose()
    {
        _poll.Dispose();
        _watcher?.Dispose();
    }

    private FileSystemWatcher? TryWatch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => Tell();
            watcher.Created += (_, _) => Tell();
            watcher.Deleted += (_, _) => Tell();
            watcher.Renamed += (_, _) => Tell();
            watcher.Error += (_, _) => Tell();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException)
        {
            // The system's watches are used up (Linux allows 128 a person by default): the poll remains.
            return null;
        }
    }

    private void Tell() => _notices.Writer.TryWrite(_time.GetTimestamp());
}
