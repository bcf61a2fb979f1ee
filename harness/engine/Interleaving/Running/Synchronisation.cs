using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Running;

/// <summary>The steps around a real synchronisation object: arrive, block until it is free, took, released.</summary>
/// <remarks>
/// A hook arrives, tries the real object without waiting, blocks while that fails, and says that it took the object:
/// the real object decides, only the blocking is replaced. A thread switches before it takes. It need not switch
/// before it releases, because nobody can tell early from late, unless some thread looks at the object without waiting
/// for it: <c>if (!Monitor.TryEnter(gate)) return;</c> takes another way while the gate is still held.
/// </remarks>
internal static class Synchronisation
{
    private const string Observed = "looked at: ";

    /// <summary>The thread is about to take the object.</summary>
    /// <param name="thread">Who.</param>
    /// <param name="location">The object.</param>
    /// <param name="siteIndex">The call site.</param>
    /// <param name="milliseconds">-1 to wait for ever, 0 to look once.</param>
    public static Wait Arrive(this LogicalThread thread, Location location, int siteIndex, double milliseconds = -1)
    {
        var run = thread.Run;
        // A limit changes nothing about when the object can be taken. Only a try that does not wait can come before a release.
        var kind = milliseconds == 0 ? StepKind.Update : StepKind.Acquire;
        var wait = new Wait(location, ClassOf(location), run.Sites[siteIndex], milliseconds) { Kind = kind };
        thread.LastSite = wait.Site;
        if (!run.Step(thread))
            return wait;
        run.Capture(wait);
        if (milliseconds >= 0)
            run.Contended.Find(Observed + wait.Class);
        if (milliseconds == 0 || !run.Holders.IsExhausted(location, thread.Index))
            SwitchBefore(thread, wait);
        if (run.Touches.Note(location, thread.Index, writes: true))
            run.Contended.Find(wait.Class);
        return wait;
    }

    /// <summary>
    /// The thread is about to change an object that others may look at, such as by <c>Set</c>, or to look at it.
    /// </summary>
    public static Wait ArriveToChange(this LogicalThread thread, Location location, int siteIndex, bool isLooking = false)
    {
        var run = thread.Run;
        var kind = isLooking ? StepKind.Look : StepKind.Update;
        var wait = new Wait(location, ClassOf(location), run.Sites[siteIndex]) { Kind = kind };
        thread.LastSite = wait.Site;
        if (!run.Step(thread))
            return wait;
        if (isLooking)
            run.Contended.Find(Observed + wait.Class);
        if (run.Contended.Contains(wait.Class))
            run.Switch(thread);
        if (run.Touches.Note(location, thread.Index, writes: !isLooking))
            run.Contended.Find(wait.Class);
        return wait;
    }

    /// <summary>Waits for a change of the object; false when the wait timed out.</summary>
    public static bool Block(this LogicalThread thread, Wait wait, string verb = "waits for")
    {
        thread.SayThatItWaits(wait, verb);
        return thread.Run.Block(thread, wait);
    }

    public static void SayThatItWaits(this LogicalThread thread, Wait wait, string verb = "waits for")
    {
        if (!wait.IsReported && !wait.Site.IsNone)
            thread.Run.Record(thread, new TraceEvent(thread.Index, wait.Site, verb, wait.Location));
        wait.IsReported = true;
    }

    /// <summary>The object was taken.</summary>
    /// <param name="thread">Who took it.</param>
    /// <param name="wait">What <see cref="Arrive"/> returned.</param>
    /// <param name="verb">The step's name in the trace.</param>
    /// <param name="isExhausted">Whether nobody else can take the object now.</param>
    /// <param name="isHeld">Whether the thread holds it from now on, as it does a lock but not an event.</param>
    public static void Took(
        this LogicalThread thread, Wait wait, string verb, bool isExhausted = true, bool isHeld = true)
    {
        if (thread.Run.IsAborting)
            return;
        thread.Spinning.Forget();
        thread.Run.Made(thread, wait.Location, wait.IsShared ? StepKind.Share : wait.Kind);
        thread.Run.Races.Acquire(thread, wait.Location);
        if (!wait.IsShared)
            thread.Run.Races.Acquire(thread, Readers(wait));
        if (wait.Kind == StepKind.Update && !wait.IsShared)
            thread.Run.Races.Release(thread, wait.Location);
        if (isHeld)
            thread.Run.Holders.Add(wait.Location, thread.Index, wait.Site, isExhausted);
        thread.Run.Took(thread, wait, isExhausted);
        Note(thread, wait, verb);
    }

    /// <summary>The object is about to be released.</summary>
    /// <param name="thread">Who releases.</param>
    /// <param name="location">The object.</param>
    /// <param name="siteIndex">The call site.</param>
    /// <param name="isAlwaysPoint">Whether it matters to others that do not wait: one release too many may throw.</param>
    public static Wait Leave(this LogicalThread thread, Location location, int siteIndex, bool isAlwaysPoint = false)
    {
        var run = thread.Run;
        var kind = isAlwaysPoint ? StepKind.Update : StepKind.Release;
        var wait = new Wait(location, ClassOf(location), run.Sites[siteIndex]) { Kind = kind };
        thread.LastSite = wait.Site;
        if (!run.Step(thread))
            return wait;
        if (run.Contended.Contains(wait.Class) && (isAlwaysPoint || run.Contended.Contains(Observed + wait.Class)))
            run.Switch(thread);
        if (run.Touches.Note(location, thread.Index, writes: true))
            run.Contended.Find(wait.Class);
        return wait;
    }

    /// <summary>The object was released; those who wait for it may try again.</summary>
    /// <param name="thread">Who releases.</param>
    /// <param name="wait">What <see cref="Leave"/> returned.</param>
    /// <param name="verb">The step's name in the trace.</param>
    /// <param name="isFree">Whether others can take it now.</param>
    /// <param name="leftAt">Where the thread leaves what it knows, if not at the object: a reader tells writers only.</param>
    public static void Released(
        this LogicalThread thread, Wait wait, string verb, bool isFree = true, Location? leftAt = null)
    {
        if (thread.Run.IsAborting)
            return;
        thread.Spinning.Forget();
        thread.Run.Made(thread, wait.Location, wait.IsShared ? StepKind.Share : wait.Kind);
        if (wait.Kind == StepKind.Update)
            thread.Run.Races.Acquire(thread, wait.Location);
        thread.Run.Races.Release(thread, leftAt ?? (wait.IsShared ? Readers(wait) : wait.Location));
        thread.Run.Holders.Remove(wait.Location, thread.Index);
        if (isFree)
            thread.Run.Release(wait.Location);
        Note(thread, wait, verb);
        thread.Run.Notice(thread, isInline: false);
    }

    /// <summary>The thread looked at the object, or failed to take it.</summary>
    public static void Looked(this LogicalThread thread, Wait wait, string verb)
    {
        if (thread.Run.IsAborting)
            return;
        thread.Run.Made(thread, wait.Location, StepKind.Look);
        thread.Run.Races.Acquire(thread, wait.Location);
        Note(thread, wait, verb);
    }

    /// <summary>Adds a row to the table, and nothing else.</summary>
    public static void Note(this LogicalThread thread, Wait wait, string verb)
    {
        if (!thread.Run.IsAborting)
            thread.Run.Record(thread, new TraceEvent(thread.Index, wait.Site, verb, wait.Location));
    }

    /// <summary>Where readers leave what they know: for the next writer, not for each other.</summary>
    private static Location Readers(Wait wait) => new(wait.Location.Owner, "readers");

    private static void SwitchBefore(LogicalThread thread, Wait wait)
    {
        if (!thread.Run.Contended.Contains(wait.Class))
            return;
        thread.Approaching = wait.Milliseconds == 0 ? null : wait;
        thread.Run.Switch(thread);
        thread.Approaching = null;
    }

    /// <summary>The class of places that an object is in; replays name it.</summary>
    public static string ClassOf(Location location) => location.Owner switch
    {
        null => "?",
        Task => "Task",
        { } owner when owner.GetType() is { IsGenericType: true } type => $"{type.Namespace}.{type.Name}",
        { } owner => owner.GetType().FullName!,
    };
}
