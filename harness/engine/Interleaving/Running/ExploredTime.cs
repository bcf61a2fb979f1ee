using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Time;

namespace Katas.Engine.Interleaving.Running;

/// <summary>What a spec's own clock does to a schedule.</summary>
/// <remarks>Whether a subject read the clock before or after it was moved is an order of two steps like any other.</remarks>
internal static class ExploredTime
{
    /// <summary>The clock is about to be read.</summary>
    public static void Look(VirtualTime time) => LogicalThread.Current?.Look(new Location(time, null), -1);

    /// <summary>The clock, or one of its timers, is about to be changed.</summary>
    public static void Change(object changed)
    {
        if (LogicalThread.Current is { } thread)
            thread.Change(new Location(changed, null), Site.None, "changes");
    }

    /// <summary>Lets all that is ready run.</summary>
    /// <param name="isAdvancing">
    /// Whether time passes: then an operation does not wait, because the others may be anywhere meanwhile.
    /// </param>
    public static void Rest(bool isAdvancing)
    {
        if (LogicalThread.Current is not { } thread)
            PoolRest.Wait();
        else if (thread.IsStage || !isAdvancing)
            thread.Run.Settle(thread);
    }
}
