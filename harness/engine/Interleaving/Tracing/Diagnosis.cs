using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Running;
using Katas.Engine.Interleaving.Searching;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Tells from a failing schedule what kind of mistake it shows.</summary>
/// <remarks>
/// The rules go from the special to the general: a value that was lost because a task was not awaited is also a wrong result.
/// </remarks>
internal static class Diagnosis
{
    private static readonly string[] ClosingWords =
        ["dispos", "stop", "shut", "clos", "complet", "cancel", "drain", "finish", "ended", "running"];

    /// <summary>The kind of mistake.</summary>
    /// <param name="run">The failing schedule.</param>
    /// <param name="early">Places from which, in this schedule or an earlier one, a half-built object was got.</param>
    public static Finding Of(ScheduleRun run, IReadOnlyDictionary<string, Finding> early) => run.Verdict switch
    {
        null => Finding.None,
        { Finding: not Finding.None } verdict => verdict.Finding,
        { Outcome: ExplorationOutcome.Deadlock } => OfDeadlock(run),
        { Outcome: ExplorationOutcome.LostFailure } => Finding.SwallowedException,
        { Outcome: ExplorationOutcome.Livelock } => Finding.Livelock,
        { Failure: { } thrown } => OfException(thrown) ?? OfSteps(run, early),
        _ => OfSteps(run, early),
    };

    private static Finding OfDeadlock(ScheduleRun run)
    {
        var waiting = run.Threads
            .Where(t => t is { Progress: Progress.Blocked, WaitingFor: { } wait } && !wait.Site.IsNone).ToList();
        var holders = waiting.SelectMany(t => run.Holders.Of(t.WaitingFor!.Location)).ToList();
        if (waiting.Exists(t => t.WaitingFor!.Location.Owner is SemaphoreSlim or Semaphore)
            && holders.Exists(h => run.Threads[h.Thread].Progress == Progress.Finished))
            return Finding.SemaphoreMisuse;
        if (holders.Count > 0)
            return Finding.LockOrder;
        return IsClosing(run) ? Finding.ShutdownRace : Finding.LostWakeUp;
    }

    private static Finding? OfException(Exception thrown) => thrown switch
    {
        SemaphoreFullException => Finding.SemaphoreMisuse,
        ObjectDisposedException => Finding.ShutdownRace,
        System.Threading.Channels.ChannelClosedException => Finding.ShutdownRace,
        // Given back by a thread that does not hold it; a mutex says so by an ApplicationException.
        SynchronizationLockException or ApplicationException => Finding.SemaphoreMisuse,
        InvalidOperationException when IsAboutClosing(thrown.Message) => Finding.ShutdownRace,
        InvalidOperationException when thrown.Message.StartsWith("Collection was modified", StringComparison.Ordinal) =>
            Finding.DataRace,
        AggregateException { InnerExceptions: [var only] } => OfException(only),
        _ => null,
    };

    private static Finding OfSteps(ScheduleRun run, IReadOnlyDictionary<string, Finding> early)
    {
        if (run.Races.Publications is [var publication, ..])
            return Judgements.FindingOf(run, publication);
        var read = run.Trace.Find(e => e.Site.Kind == SiteKind.Read && early.ContainsKey(e.Location.Part ?? ""));
        if (read is not null)
            return early[read.Location.Part!];
        if (Judgements.InsideOneObject(run) is not null || Judgements.Torn(run) is not null)
            return Finding.DataRace;
        if (run.Holders.HasMisreleased || run.Holders.AnyLeftTaken(run))
            return Finding.SemaphoreMisuse;
        if (StaleSteps.Find(run) is { } stale)
            return Kind(run, stale);
        if (HasWorkUnderWay(run))
            return Finding.TaskNotAwaited;
        return IsClosing(run) ? Finding.ShutdownRace : Finding.WrongResult;
    }

    private static Finding Kind(ScheduleRun run, StaleStep stale)
    {
        if (IsAboutClosing(stale.Read.Location.Part ?? ""))
            return Finding.ShutdownRace;
        if (HasWorkUnderWay(run) && !stale.IsLostUpdate)
            return Finding.TaskNotAwaited;
        return stale.IsAcrossAwait ? Finding.AsyncRace : stale.IsLostUpdate ? Finding.LostUpdate : Finding.CheckThenAct;
    }

    /// <summary>Whether something that the operations started had more to do when they had returned.</summary>
    /// <remarks>A worker that the subject started when it was made serves all operations, and ends with none.</remarks>
    private static bool HasWorkUnderWay(ScheduleRun run) =>
        run.Threads.Skip(run.Operations + 1).Any(t => IsStartedByOperation(t)
            && (t.Progress == Progress.Ready || t is { Progress: Progress.Blocked, WaitingFor.IsTimer: true }));

    private static bool IsStartedByOperation(LogicalThread thread)
    {
        var first = thread;
        while (first.StartedBy is { IsStage: false } starter) first = starter;
        return first.StartedBy is null;
    }

    private static bool IsClosing(ScheduleRun run) => run.Trace.Exists(e =>
        IsAboutClosing(e.Verb) || (e.Site.Writes && IsAboutClosing(e.Location.Part ?? ""))
        || (e.Site.Kind == SiteKind.Synchronisation && !IsScope(e.Site) && IsAboutClosing(Member(e.Site.Name))));

    /// <summary>The end of a <c>lock</c> statement on a <see cref="Lock"/> disposes a scope.</summary>
    private static bool IsScope(Site site) => site.Name.StartsWith("Scope", StringComparison.Ordinal);

    /// <summary>Without its type: what a <see cref="TaskCompletionSource"/> does is no closing.</summary>
    private static string Member(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static bool IsAboutClosing(string text) =>
        ClosingWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
