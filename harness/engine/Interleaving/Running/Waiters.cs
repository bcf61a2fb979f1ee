namespace Katas.Engine.Interleaving.Running;

/// <summary>Who waits for which synchronisation object, and who may try again.</summary>
internal static class Waiters
{
    /// <summary>A thread got what it wanted: when nothing is left of it, whoever comes too late waits on.</summary>
    public static void Took(this ScheduleRun run, LogicalThread current, Wait wait, bool isExhausted)
    {
        run.NoteProgress();
        current.WaitingFor = null;
        if (!isExhausted)
            return;
        foreach (var other in run.Threads)
        {
            if (other == current || other is not { Progress: Progress.Ready, HasTimedOut: false })
                continue;
            if (other.Approaching?.Location.Equals(wait.Location) == true)
                run.BeginWait(other, other.Approaching);
            else if (other.WaitingFor is { Others.Count: 0 } waiting && waiting.Location.Equals(wait.Location))
                other.Progress = Progress.Blocked;
        }
    }

    /// <summary>Lets those who wait for the object try again.</summary>
    public static void Release(this ScheduleRun run, Location location)
    {
        foreach (var thread in run.Threads)
        {
            if (thread is { Progress: Progress.Blocked, WaitingFor: { IsReady: null } wait }
                && (wait.Location.Equals(location) || wait.Others.Contains(location)))
                thread.Progress = Progress.Ready;
        }
    }

    /// <summary>Wakes the thread that has waited longest for the gate's pulse, or all of them.</summary>
    public static void Pulse(this ScheduleRun run, Location pulses, bool isForAll)
    {
        var waiting = run.Threads.Where(t => t.WaitingFor?.Location.Equals(pulses) == true && !t.IsPulsed)
            .OrderBy(t => t.WaitingSince).ToList();
        foreach (var thread in isForAll ? waiting : waiting.Take(1))
            (thread.IsPulsed, thread.Progress) = (true, Progress.Ready);
    }
}
