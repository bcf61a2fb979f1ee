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
        thread.LastSite = site;
        if (run.Contended.Contains(placeClass))
        {
            if (site.MayOnlyLook && thread.Spinning.Reads(siteIndex, location))
            {
                if (!site.IsVolatile && run.Trace is [.., var before] && before.Site == site && before.Location.Equals(location))
                    run.PlainSpins.Add(before);
                run.Yield(thread, site, isRepeated: true);
            }
            else
                run.Switch(thread);
            run.Made(thread, location, site.Writes ? StepKind.Write : StepKind.Read);
        }

        if (!site.MayOnlyLook)
            thread.Spinning.Forget();
        var access = new TraceEvent(thread.Index, site, Verb(site), location);
        if (Meets(thread, location, access))
            run.Contended.Find(placeClass);
        thread.Pending = access;
        run.Record(thread, access);
    }

    /// <summary>Whether another thread's access may come just before or just after, so that the order must be tried.</summary>
    private static bool Meets(LogicalThread thread, Location location, TraceEvent access)
    {
        var (run, site) = (thread.Run, access.Site);
        var isContended = run.Touches.Note(location, thread.Index, site.Writes);
        if (!site.IsVolatile)
            return run.Races.Access(thread, location, access);
        var isRace = run.Races.Access(thread, location, access);
        if (site.MayOnlyLook || site.Kind == SiteKind.Atomic || site.Kind == SiteKind.Call)
            run.Races.Acquire(thread, location);
        if (site.Writes)
            run.Races.Release(thread, location);
        return isRace || isContended;
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
        run.Made(thread, default, site.Writes ? StepKind.Write : StepKind.Read);
        thread.Pending = new TraceEvent(thread.Index, site, Verb(site), default);
        run.Record(thread, thread.Pending);
    }

    private static string Verb(Site site) => site.Kind switch
    {
        SiteKind.Read => "read",
        SiteKind.Write => "write",
        _ => site.Name,
    };
}
