using System.Threading.Channels;
using Katas.Engine.Grading;

namespace Katas.Cli.Watching;

/// <summary>Grades at the start and after every save: one save, one verdict, of the newest text.</summary>
/// <remarks>
/// It continues in the context in which it was started: in a test that is one thread, which steps through it.
/// </remarks>
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
                var sources = await SettleAsync(quit);
                while (sources.Hash != graded)
                {
                    graded = sources.Hash;
                    if (await GradeAsync(sources, quit) is not { } newer) continue;
                    // Its verdict was dropped: should the newer text be the old one again, it is graded again.
                    (graded, sources) = (null, newer);
                }

                _savedAt = null;
            }
            while (await notices.WaitToReadAsync(quit));
        }
        catch (OperationCanceledException) when (quit.IsCancellationRequested)
        {
            // The last verdict stands.
        }

        return _last;
    }

    /// <summary>Grades and shows, unless a newer text turns up meanwhile.</summary>
    /// <returns>The newer text, which is still to be graded; <see langword="null"/>: there is none.</returns>
    private async Task<Sources?> GradeAsync(Sources sources, CancellationToken quit)
    {
        var savedAt = _savedAt;
        _savedAt = null;
        using var overtaken = CancellationTokenSource.CreateLinkedTokenSource(quit);
        var grading = grade(overtaken.Token);
        while (await ChangedBeforeAsync(grading, quit))
        {
            var now = await SettleAsync(quit);
            if (now.Hash != sources.Hash)
            {
                await EndAsync(grading, overtaken, quit);
                return await SettleAsync(quit);
            }

            _savedAt = null;
        }

        _last = await grading;
        show(_last, savedAt is { } from ? time.GetElapsedTime(from) : null);
        return null;
    }

    /// <summary>Waits for a notice, and leaves it unread; <see langword="false"/>: the grading ended without one.</summary>
    private async Task<bool> ChangedBeforeAsync(Task grading, CancellationToken quit)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(quit);
        var changed = notices.WaitToReadAsync(waiting.Token).AsTask();
        var first = await Task.WhenAny(grading, changed);
        waiting.Cancel();
        return first == changed && changed.IsCompletedSuccessfully && await changed;
    }

    /// <summary>Ends a grading whose verdict nobody wants any more.</summary>
    private async Task EndAsync(Task grading, CancellationTokenSource overtaken, CancellationToken quit)
    {
        await Task.WhenAny(grading, Task.Delay(Patience, time, quit));
        overtaken.Cancel();
        await grading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Waits until nobody is writing, and reads the sources.</summary>
    private async Task<Sources> SettleAsync(CancellationToken quit)
    {
        var halfSaved = TimeSpan.Zero;
        for (var pause = 1; ; pause++)
        {
            TakeNotice();
            await Task.Delay(Quiet, time, quit);
            if (TakeNotice() && pause < MostPauses) continue;
            if (look() is not { } sources) continue;
            if (!sources.IsHalfSaved || halfSaved >= HalfSaved) return sources;
            halfSaved += Quiet;
        }
    }

    private bool TakeNotice()
    {
        var taken = false;
        for (; notices.TryRead(out var at); taken = true) _savedAt ??= at;
        return taken;
    }
}
