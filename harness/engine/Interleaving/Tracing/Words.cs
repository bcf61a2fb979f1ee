using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>The sentences that a result gives as its reason.</summary>
internal static class Words
{
    public const string NotRepeatable =
        "The same choices led to different steps: the subject does not behave the same each time.";

    public const string OneSchedule = "One schedule was replayed; the others were not run.";

    public const string OtherSteps = "Each of its decisions can still be made, but they lead to other steps now.";

    public static string Differs(int number, int count, string chosen, IReadOnlyList<string> candidates) =>
        $"Its decision {number} of {count} let {chosen} go on, which cannot go on there now: only "
        + $"{string.Join(" or ", candidates)} can.";

    public static string Shorter(int made, int count) =>
        $"It has {count} decisions, and now everything has ended after {made}.";

    public static string StepLimit(LogicalThread thread, int maxSteps) =>
        $"A schedule made {maxSteps} steps without an end: {Name(thread)} runs a loop that never ends without the "
        + "other thread, or the threads keep each other from ending.";

    public static string TooManyThreads(int most) =>
        $"A schedule had more than {most - 1} threads, tasks and timers at a time, the most that can be explored.";

    public static string Unhandled(LogicalThread thread, Exception failure) =>
        $"{Name(thread)} ({thread.Name}{Started(thread)}) threw {failure.GetType().Name} (\"{failure.Message}\"). "
        + "Nothing above it catches, and nobody is told.";

    public static string TwoInside(ScheduleRun run, Race race) =>
        $"{Place(run, race.Earlier)} is used by two threads at once, and nothing orders {Did(run, race.Earlier)} and "
        + $"{Did(run, race.Later)}. It is not made for that.";

    public static string Torn(ScheduleRun run, Race race) =>
        $"{Place(run, race.Earlier)} is larger than what the processor reads at once, and nothing orders "
        + $"{Did(run, race.Earlier)} and {Did(run, race.Later)}: a thread can see half of the old value and half of the new.";

    public static string Published(ScheduleRun run, Publication seen) =>
        $"{Name(run.Threads[seen.DataAccess.Thread])} uses {Place(run, seen.DataWrite)}{At(seen.DataAccess.Site)} because "
        + $"{Place(run, seen.FlagRead)}{At(seen.FlagRead.Site)} said that it was there. Both are plain, so another processor may "
        + $"show {Place(run, seen.FlagWrite)} before {Place(run, seen.DataWrite)}, which was written first"
        + $"{At(seen.DataWrite.Site)}.";

    public static string PlainSpin(ScheduleRun run, TraceEvent spin) =>
        $"{Name(run.Threads[spin.Thread])} waits in a loop{At(spin.Site)} until {Place(run, spin)} changes, which is plain: the "
        + "compiler may read it once, before the loop, and then the loop never ends.";

    public static string Livelock(ScheduleRun run, IReadOnlyList<TraceEvent> turn)
    {
        var threads = turn.Select(e => e.Thread).Distinct().Order().Select(t => Name(run.Threads[t])).ToList();
        var lines = string.Join(", ", turn.Select(e => At(e.Site)).Where(at => at.Length > 0).Distinct().Take(4));
        return threads.Count == 1
            ? $"{threads[0]} runs in a loop for ever,{lines}: nobody is left to change what it waits for."
            : $"{string.Join(" and ", threads)} give way to each other for ever: the same {turn.Count} steps repeat,{lines}.";
    }

    public static string Swallowed(StartedTask lost) =>
        $"{lost.Name}{At(lost.Site)}: the task failed with {lost.Task.Exception!.InnerException!.GetType().Name}, and nobody "
        + "awaited it or asked for its exception.";

    public static string LongSchedule(int maxSteps) =>
        $"Threads took turns in a schedule of more than {maxSteps / 2} steps: schedules were left out.";

    public static string Spin(LogicalThread thread, Site site) =>
        $"{Name(thread)} spins{At(site)}: schedules in which it spins longer were left out.";

    public static string Sleeps(LogicalThread thread, Site site) =>
        $"{Name(thread)} sleeps in a loop{At(site)}: schedules in which it wakes early more often were left out.";

    public static string SearchLimit(int schedules) =>
        $"The search ended after {schedules} schedules; there are more.";

    public static string Sampled(int schedules) =>
        $"The search ended after {schedules} schedules, the last of them drawn at random; there are more.";

    public static string Uncontrolled(Site site) =>
        $"{site.Name}{At(site)} is outside the explorer's control: what it starts or waits for has its own times.";

    public static string UncontrolledWait(ScheduleRun run, Wait last, Site site) =>
        string.Join('\n', DeadlockWords.Sentences(run, last).Append(Uncontrolled(site)));

    public static string Stall(ScheduleRun? run, TimeSpan limit)
    {
        var seconds = limit.TotalSeconds;
        if (run is null)
            return $"Nothing happened for {seconds} s of real time.";
        var call = run.Running.LastUncontrolled is { } site
            ? $" The last call outside the explorer's control was {site.Name}{At(site)}."
            : " It made no call outside the explorer's control: it may compute without an end.";
        return $"{Name(run.Running)} made no step for {seconds} s of real time.{call}";
    }

    private static string Started(LogicalThread thread) =>
        thread.StartedBy is { } starter
            ? $", started by {Name(starter)}{At(thread.StartedAt ?? Site.None)}"
            : "";

    private static string Place(ScheduleRun run, TraceEvent access) =>
        PlaceText.Of(access.Location, new ObjectNames(run.Subject));

    private static string Did(ScheduleRun run, TraceEvent access) =>
        $"{Name(run.Threads[access.Thread])}'s {access.Verb}{At(access.Site)}";

    public static string At(Site site) =>
        site.File is null ? "" : $" at {Path.GetFileName(site.File)}:{site.Line}";

    /// <summary>T1 and so on as in the table's heading; the stage has its own words.</summary>
    public static string Name(LogicalThread thread) =>
        thread.IsStage ? thread.Name : $"T{Columns.Of(thread) + 1}";
}
