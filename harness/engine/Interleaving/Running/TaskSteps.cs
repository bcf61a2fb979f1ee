using Katas.Engine.Interleaving.Hooks;
using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Running;

/// <summary>Steps at tasks, and at whatever else changes once or for good.</summary>
internal static class TaskSteps
{
    public static Location Place(Task task) => new(task, null);

    /// <summary>A step that changes the object, before the change is made.</summary>
    public static void Change(this LogicalThread thread, Location location, Site site, string verb)
    {
        if (Arrive(thread, location, StepKind.Update))
            thread.Released(new Wait(location, Synchronisation.ClassOf(location), site) { Kind = StepKind.Update }, verb);
    }

    /// <summary>A step that looks at the object. A loop that only looks lets others run.</summary>
    public static void Look(this LogicalThread thread, Location location, int siteIndex, string? verb = null)
    {
        var run = thread.Run;
        if (!Arrive(thread, location, StepKind.Look))
            return;
        if (siteIndex >= 0 && thread.Spinning.Reads(siteIndex, location))
            run.Yield(thread, run.Sites[siteIndex], isRepeated: true);
        thread.Mark(location, StepKind.Look);
        if (verb is not null && siteIndex >= 0)
            run.Record(thread, new TraceEvent(thread.Index, run.Sites[siteIndex], verb, location));
    }

    /// <summary>Waits for the task. That it has completed stays true, so that there is nothing to decide before.</summary>
    public static void Join(this LogicalThread thread, Task task, int siteIndex, string verb)
    {
        var run = thread.Run;
        var place = Place(task);
        var wait = new Wait(place, Synchronisation.ClassOf(place), run.Sites[siteIndex])
        {
            Kind = StepKind.Join, IsReady = () => task.IsCompleted,
        };
        if (!run.Step(thread) && task.IsCompleted)
            return;
        while (!task.IsCompleted)
            thread.Block(wait);
        run.NoteProgress();
        thread.WaitingFor = null;
        thread.Mark(place, StepKind.Join);
        thread.Note(wait, verb);
    }

    /// <summary>Waits until the task has completed, the token is cancelled, or the time is over.</summary>
    public static void WaitFor(
        this LogicalThread thread, Task task, int siteIndex, double milliseconds, CancellationToken cancellation)
    {
        var run = thread.Run;
        var place = Place(task);
        var wait = new Wait(place, Synchronisation.ClassOf(place), run.Sites[siteIndex], milliseconds)
        {
            IsReady = () => task.IsCompleted || cancellation.IsCancellationRequested,
        };
        Arrive(thread, place, StepKind.Look);
        while (!wait.IsReady() && milliseconds != 0 && thread.Block(wait))
        {
        }

        run.NoteProgress();
        thread.WaitingFor = null;
        thread.Mark(place, StepKind.Look);
        thread.Note(wait, task.IsCompleted ? "wait for" : "cannot wait for");
    }

    /// <summary>Completes a task: those who await it there go on at once, on this thread.</summary>
    public static T Complete<T>(this LogicalThread thread, Task task, int siteIndex, string verb, Func<T> complete)
    {
        thread.Change(Place(task), thread.Run.Sites[siteIndex], verb);
        var result = complete();
        thread.Run.Notice(thread);
        return result;
    }

    /// <summary>Makes a step without letting another thread come before it.</summary>
    public static void Mark(this LogicalThread thread, Location location, StepKind kind)
    {
        var run = thread.Run;
        if (run.IsAborting)
            return;
        run.Made(thread, location, kind);
        run.Races.Acquire(thread, location);
        if (kind.Changes())
            run.Races.Release(thread, location);
        if (run.Touches.Note(location, thread.Index, kind.Changes()))
            run.Contended.Find(Synchronisation.ClassOf(location));
    }

    /// <summary>What happens next depends on whether the token is cancelled.</summary>
    public static void LookAtCancellation(this LogicalThread thread, CancellationToken token)
    {
        if (TaskFields.Source(ref token) is { } source)
            thread.Look(Taking.Place(source), -1);
    }

    private static bool Arrive(LogicalThread thread, Location location, StepKind kind)
    {
        var run = thread.Run;
        if (!run.Step(thread))
            return false;
        var placeClass = Synchronisation.ClassOf(location);
        if (run.Contended.Contains(placeClass))
            run.Switch(thread);
        if (run.Touches.Note(location, thread.Index, kind.Changes()))
            run.Contended.Find(placeClass);
        return true;
    }
}
