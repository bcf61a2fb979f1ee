using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>The default scheduler is the schedule's: what is queued there is a thread of it.</summary>
internal static class SchedulerHooks
{
    [Replaces(typeof(TaskScheduler), "get_Default")]
    public static TaskScheduler Default(int site) => LogicalThread.Current?.Run.Scheduler ?? TaskScheduler.Default;
}
