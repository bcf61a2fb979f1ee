using Katas.Engine.Interleaving;

namespace Katas.Engine.Reporting;

/// <summary>Names the calls of a subject that only ran on real threads, and what could be explored instead.</summary>
internal static class UncontrolledText
{
    private const int MostNamed = 3;

    /// <summary>By the call's name, or the name of its class.</summary>
    private static readonly Dictionary<string, string> Instead = new()
    {
        ["ThreadPool"] = "Task.Run",
        ["new Timer"] = "TimeProvider.CreateTimer",
        ["PeriodicTimer"] = "TimeProvider.CreateTimer",
        ["TimeProvider.System"] = "the TimeProvider that the constructor gets",
        ["CancellationTokenSource.CancelAfter"] = "a source made with the TimeProvider",
        ["Task.Delay"] = "Task.Delay with the TimeProvider",
        ["Thread.Sleep"] = "a wait that somebody ends",
        ["ReaderWriterLock"] = "ReaderWriterLockSlim",
        ["Monitor.Wait"] = "a call of it, not a delegate to it",
        ["Monitor.Enter"] = "a call of it, not a delegate to it",
        ["Monitor.Exit"] = "a call of it, not a delegate to it",
        ["ParallelEnumerable.AsParallel"] = "tasks",
    };

    /// <summary><c>Stress only: Thread.Sleep at Gate.cs:12 is not controlled; use … instead.</c></summary>
    public static string StressOnly(ExplorationResult result)
    {
        var named = result.UncontrolledReached.Take(MostNamed).Select(Name);
        var more = result.UncontrolledReached.Count - MostNamed;
        return $"Stress only: {string.Join(" ", named)}{(more > 0 ? $" And {more} more." : "")}";
    }

    private static string Name(UncontrolledCall call)
    {
        var place = call.File is null ? "" : $" at {Path.GetFileName(call.File)}:{call.Line}";
        var type = call.Method.Split('.')[0];
        var instead = Instead.GetValueOrDefault(call.Method) ?? Instead.GetValueOrDefault(type);
        return $"{call.Method}{place} is not controlled{(instead is null ? "" : $"; use {instead} instead")}.";
    }
}
