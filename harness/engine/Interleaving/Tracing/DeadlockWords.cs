using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Says of threads that all wait who waits for what, who holds it, and which signal came too early.</summary>
internal static class DeadlockWords
{
    private static readonly string[] Signals = ["pulse", "set", "signal"];

    /// <summary>The circle, if there is one, then a sentence for each thread that waits.</summary>
    public static IReadOnlyList<string> Sentences(ScheduleRun run, Wait last)
    {
        var waiting = Waiting(run);
        if (waiting.Count == 0)
            return [Sentence(run, run.Running, last, new ObjectNames(run.Subject))];
        var names = new ObjectNames(run.Subject);
        var sentences = waiting.Select(thread => Sentence(run, thread, thread.WaitingFor!, names));
        return Circle(run, waiting) is { } circle ? [circle, .. sentences] : [.. sentences];
    }

    /// <summary>The same with each thread's own stack of calls.</summary>
    public static IReadOnlyList<BlockedThread> Blocked(ScheduleRun run)
    {
        var names = new ObjectNames(run.Subject);
        return
        [
            .. Waiting(run).Select(thread => new BlockedThread(
                Words.Name(thread), Sentence(run, thread, thread.WaitingFor!, names), thread.WaitingFor!.Stack)),
        ];
    }

    private static List<LogicalThread> Waiting(ScheduleRun run) =>
        [.. run.Threads.Where(t => t is { Progress: Progress.Blocked, WaitingFor: { } wait } && !wait.Site.IsNone)];

    private static string Sentence(ScheduleRun run, LogicalThread thread, Wait wait, ObjectNames names)
    {
        var what = wait.Location.Part == Wait.Pulse ? "a pulse of " : "";
        var place = PlaceText.Of(wait.Location, names);
        return $"{Words.Name(thread)} waits for {what}{place}{Words.At(wait.Site)}{Why(run, thread, wait)}.";
    }

    private static string Why(ScheduleRun run, LogicalThread thread, Wait wait)
    {
        var holders = run.Holders.Of(wait.Location).Select(holder => Holds(run, thread, holder)).Distinct().ToList();
        if (holders.Count > 0)
            return "; " + string.Join(", ", holders);
        if (MissedSignal(run, thread, wait) is { } signal)
        {
            var giver = Words.Name(run.Threads[signal.Thread]);
            return $"; {giver} gave the signal{Words.At(signal.Site)} before that, when nobody waited for it";
        }

        return "; nobody is left who could end the wait";
    }

    private static string Holds(ScheduleRun run, LogicalThread waiting, Holders.Holder holder)
    {
        var thread = run.Threads[holder.Thread];
        var who = thread == waiting ? "it" : Words.Name(thread);
        var since = $"{who} took it{Words.At(holder.Site)}";
        return thread.Progress == Progress.Finished ? $"{since} and ended without giving it back" : $"{since} and holds it";
    }

    /// <summary>The latest signal that another thread gave before this one waited, when no later one could reach it.</summary>
    private static TraceEvent? MissedSignal(ScheduleRun run, LogicalThread thread, Wait wait)
    {
        var began = run.Trace.FindLastIndex(e => e.Thread == thread.Index && e.Site == wait.Site);
        var last = run.Trace.FindLastIndex(e => e.Thread != thread.Index && IsSignal(e, wait));
        return last >= 0 && last < began ? run.Trace[last] : null;
    }

    private static bool IsSignal(TraceEvent step, Wait wait) =>
        ReferenceEquals(step.Location.Owner, wait.Location.Owner) && wait.Location.Owner is not null
        && Array.Exists(Signals, signal => step.Verb.Split('.')[^1].StartsWith(signal, StringComparison.OrdinalIgnoreCase));

    /// <summary>Follows who waits for whom until somebody comes twice.</summary>
    private static string? Circle(ScheduleRun run, List<LogicalThread> waiting)
    {
        foreach (var first in waiting)
        {
            var path = new List<LogicalThread> { first };
            while (Next(run, path[^1], waiting) is { } next)
            {
                if (next == first)
                    return Circle([.. path.Select(Words.Name)]);
                if (path.Contains(next))
                    break;
                path.Add(next);
            }
        }

        return null;
    }

    private static string Circle(string[] names) => names.Length == 1
        ? $"{names[0]} waits for itself."
        : $"{string.Join(" -> ", names)} -> {names[0]}: each waits for what the next one holds.";

    private static LogicalThread? Next(ScheduleRun run, LogicalThread thread, List<LogicalThread> waiting) =>
        run.Holders.Of(thread.WaitingFor!.Location).Select(holder => run.Threads[holder.Thread])
            .FirstOrDefault(waiting.Contains);
}
