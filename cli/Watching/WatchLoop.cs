using System.Threading.Channels;
using Katas.Engine.Grading;

namespace Katas.Cli.Watching;

/// <summary>Grades at the start and after every save: one save, one verdict, of the newest text.</summary>
/// <param name="notices">When something changed; see <see cref="FolderWatch.Notices"/>.</param>
/// <param name="look">Reads the sources; <see langword="null"/> while one of them is locked.</param>
/// <param name="grade">Grades what the files hold now.</param>
/// <param name="show">Takes each verdict, and the time since its save, of which the first has none.</param>
/// <param name="time">The clock.</param>
internal sealed class WatchLoop(
    ChannelReader<long> notices,
    Func<Sources?> look,
    Func<CancellationToken, Task<GradeReport>> grade,
    Action<GradeReport, TimeSpan?> show,
    TimeProvider time)
{
    /// <summary>A save is over when nothing has happened for this long.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(30);

    /// <summary>How long an empty or missing file may be one that is being saved.</summary>
    public static readonly TimeSpan HalfSaved = TimeSpan.FromMilliseconds(400);

    /// <summary>
    /// How long a grading of an older text may take to end by itself, which keeps its host warm; then it is cancelled.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>A program that writes without a pause must not put the verdict off for ever.</summary>
    private const int MostPauses = 20;

    private long? _savedAt;
    private GradeReport? _last;

    /// <summary>Runs until the notices end or <paramref name="quit"/>.</summary>
    /// <returns>The last verdict; <see langword="null"/> when there was none.</returns>
    public async Task<GradeReport?> RunAsync(CancellationToken quit)
    {
        try
        {
            string? graded = null;
            do
            {
                var sources = await SettleAsync(quit).ConfigureAwait(false);
                while (sources.Hash != graded)
                {
                    graded = sources.Hash;
                    sources = await GradeAsync(sources, quit).ConfigureAwait(false);
                }

                _savedAt = null;
            }
            while (await notices.WaitToReadAsync(quit).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (quit.IsCancellationRequested)
        {
            // The last verdict stands.
        }

        return _last;
    }

    /// <summary>Grades and shows, unless a newer text comes up meanwhile.</summary>
    /// <returns>The newest sources that were seen: the same ones when they have been graded.</returns>
    private async Task<Sources> GradeAsync(Sources sources, CancellationToken quit)
    {
        using var overtaken = CancellationTokenSource.CreateLinkedTokenSource(quit);
        using var finished = CancellationTokenSource.CreateLinkedTokenSource(quit);
        var savedAt = _savedAt;
        _savedAt = null;
        var grading = grade(overtaken.Token);
        var newer = NewerAsync(sources, finished.Token);
        await Task.WhenAny(grading, newer).ConfigureAwait(false);
        if (!newer.IsCompletedSuccessfully) await finished.CancelAsync().ConfigureAwait(false);
        if (await newer.ConfigureAwait(false) is { } newest)
        {
            await EndAsync(grading, overtaken, quit).ConfigureAwait(false);
            return newest;
        }

        _last = await grading.ConfigureAwait(false);
        show(_last, savedAt is { } from ? time.GetElapsedTime(from) : null);
        return sources;
    }

    /// <summary>Waits for sources that differ; <see langword="null"/>: there will be none in time.</summary>
    private async Task<Sources?> NewerAsync(Sources than, CancellationToken finished)
    {
        try
        {
            while (await notices.WaitToReadAsync(finished).ConfigureAwait(false))
            {
                var now = await SettleAsync(finished).ConfigureAwait(false);
                if (now.Hash != than.Hash) return now;
            }
        }
        catch (OperationCanceledException)
        {
            // Graded first: a change that was noticed already is still dated in _savedAt.
            _unread |= _savedAt is not null;
        }

        return null;
    }

    private bool _unread;
}
