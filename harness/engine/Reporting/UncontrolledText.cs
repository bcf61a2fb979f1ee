using Katas.Engine.Interleaving;

namespace Katas.Engine.Reporting;

/// <summary>Names the calls of a subject that only ran on real threads, and what could be explored instead.</summary>
internal static class UncontrolledText
{
    private const int MostNamed = 3;
    private const string New = "new ";

    /// <summary>By the call's name, or the name of its class.</summary>
    private static readonly Dictionary<string, string> Instead = new()
    {
        ["ThreadPool"] = "Task.Run",
        ["Timer"] = "TimeProvider.CreateTimer",
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
        var named = result.UncontrolledReached.Take(MostNamed).GroupBy(Advice).Select(Sentence);
        var more = result.UncontrolledReached.Count - MostNamed;
        return $"Stress only: {string.Join(" ", named)}{(more > 0 ? $" And {more} more." : "")}";
    }

    private static string Sentence(IGrouping<string, UncontrolledCall> calls)
    {
        var names = calls.Select(Name).ToList();
        var all = names.Count == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
        var advice = calls.Key.Length == 0 ? "" : $"; use {calls.Key} instead";
        return $"{all} {(names.Count == 1 ? "is" : "are")} not controlled{advice}.";
    }

    private static string Name(UncontrolledCall call) =>
        call.File is null ? call.Method : $"{call.Method} at {Path.GetFileName(call.File)}:{call.Line}";

    private static string Advice(UncontrolledCall call)
    {
        var method = call.Method.StartsWith(New, StringComparison.Ordinal) ? call.Method[New.Length..] : call.Method;
        return Instead.GetValueOrDefault(method) ?? Instead.GetValueOrDefault(method.Split('.')[0]) ?? "";
    }
}
