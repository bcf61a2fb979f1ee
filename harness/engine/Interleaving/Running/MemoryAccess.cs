using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Running;

/// <summary>What happens when a thread of a schedule is about to access shared memory.</summary>
internal static class MemoryAccess
{
    public static void Access(this LogicalThread thread, int siteIndex, Location location, string placeClass)
    {
        var run = thread.Run;
        thread.Pending = null;
        if (!run.Step(thread))
            return;
        var site = run.Sites[siteIndex];
        if (run.Contended.Contains(placeClass))
        {
            if (site.MayOnlyLook && thread.Spinning.Reads(siteIndex, location))
                run.Yield(thread, site, isRepeated: true);
            else
                run.Switch(thread);
        }

        if (!site.MayOnlyLook)
            thread.Spinning.Forget();
        if (run.Touches.Note(location, thread.Index, site.Writes))
            run.Contended.Find(placeClass);
        thread.Pending = new TraceEvent(thread.Index, site, Verb(site), location);
        run.Trace.Add(thread.Pending);
    }

    /// <summary>An access through a reference, which may point into the stack, an object or a static.</summary>
    public static void AccessThrough(this LogicalThread thread, ref byte address, int siteIndex)
    {
        thread.Pending = null;
        if (thread.IsOnStack(ref address))
            return;
        if (thread.Run.Addresses.Find(ref address) is not { } place)
        {
            AccessUnknown(thread, siteIndex);
            return;
        }

        if (!place.IsReadOnly)
            Access(thread, siteIndex, place.Location, place.Class);
    }

    /// <summary>
    /// An access of a place that cannot be identified, such as an element of a span. It may be any place at all, so
    /// every class counts as contended from now on.
    /// </summary>
    private static void AccessUnknown(LogicalThread thread, int siteIndex)
    {
        var run = thread.Run;
        if (!run.Step(thread))
            return;
        run.Contended.Find(Searching.ContendedClasses.Everything);
        run.Switch(thread);
        thread.Spinning.Forget();
        var site = run.Sites[siteIndex];
        thread.Pending = new TraceEvent(thread.Index, site, Verb(site), default);
        run.Trace.Add(thread.Pending);
    }

    private static string Verb(Site site) => site.Kind switch
    {
        SiteKind.Read => "read",
        SiteKind.Write => "write",
        _ => site.Name,
    };
}
