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

    public static Wait Arrive(
        this LogicalThread thread, Location location, int siteIndex, bool canTimeOut = false, bool isLooking = false)
    {
        var run = thread.Run;
        var wait = new Wait(location, ClassOf(location), run.Sites[siteIndex], canTimeOut);
        if (!run.Step(thread))
            return wait;
        if (isLooking || canTimeOut)
            run.Contended.Find(Observed + wait.Class);
        if (run.Contended.Contains(wait.Class))
            run.Switch(thread);
        if (run.Touches.Note(location, thread.Index, writes: true))
            run.Contended.Find(wait.Class);
        return wait;
    }

    /// <summary>Waits for a change of the object; false when the wait timed out.</summary>
    public static bool Block(this LogicalThread thread, Wait wait, string verb = "waits for")
    {
        if (!wait.IsReported && !thread.IsStage)
            thread.Run.Trace.Add(new TraceEvent(thread.Index, wait.Site, verb, wait.Location));
        wait.IsReported = true;
        return thread.Run.Block(thread, wait);
    }

    /// <summary>The object was taken.</summary>
    /// <param name="thread">Who took it.</param>
    /// <param name="wait">What <see cref="Arrive"/> returned.</param>
    /// <param name="verb">The step's name in the trace.</param>
    /// <param name="isExhausted">Whether nobody else can take the object now.</param>
    public static void Took(this LogicalThread thread, Wait wait, string verb, bool isExhausted = true)
    {
        if (thread.Run.IsAborting)
            return;
        thread.Spinning.Forget();
        thread.HasActed = true;
        thread.Run.Holders.Add(wait.Location, thread.Index, wait.Site);
        thread.Run.Took(thread, wait, isExhausted);
        Record(thread, wait, verb);
    }

    

    /// <summary>The object is about to be released.</summary>
    public static Wait Leave(this LogicalThread thread, Location location, int siteIndex, bool isAlwaysPoint = false)
    {
        var run = thread.Run;
        var wait = new Wait(location, ClassOf(location), run.Sites[siteIndex], CanTimeOut: false);
        if (!run.Step(thread))
            return wait;
        if (run.Contended.Contains(wait.Class) && (isAlwaysPoint || run.Contended.Contains(Observed + wait.Class)))
            run.Switch(thread);
        if (run.Touches.Note(location, thread.Index, writes: true))
            run.Contended.Find(wait.Class);
        return wait;
    }

    /// <summary>The object was released; those who wait for it may try again.</summary>
    public static void Released(this LogicalThread thread, Wait wait, string verb, bool isFree = true)
    {
        if (thread.Run.IsAborting)
            return;
        thread.Spinning.Forget();
        thread.HasActed = true;
        thread.Run.Holders.Remove(wait.Location, thread.Index);
        if (isFree)
            thread.Run.Release(wait.Location);
        Record(thread, wait, verb);
    }

    public static void Record(this LogicalThread thread, Wait wait, string verb)
    {
        if (!thread.IsStage && !thread.Run.IsAborting)
            thread.Run.Trace.Add(new TraceEvent(thread.Index, wait.Site, verb, wait.Location));
    }

    private static string ClassOf(Location location) => location.Owner?.GetType().FullName ?? "?";
}
