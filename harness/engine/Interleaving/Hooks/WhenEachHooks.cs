using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><c>Task.WhenEach</c>.</summary>
internal static class WhenEachHooks
{
    [Replaces(typeof(Task), "WhenEach")]
    public static IAsyncEnumerable<Task> WhenEach(Task[] tasks, int site) => LogicalThread.Current is { } thread
        ? Each(thread, tasks)
        : Task.WhenEach(tasks);

    [Replaces(typeof(Task), "WhenEach")]
    public static IAsyncEnumerable<Task> WhenEach(IEnumerable<Task> tasks, int site) => LogicalThread.Current is { } thread
        ? Each(thread, tasks.ToArray())
        : Task.WhenEach(tasks);

    [Replaces(typeof(Task), "WhenEach")]
    public static IAsyncEnumerable<Task> WhenEach(ReadOnlySpan<Task> tasks, int site) => LogicalThread.Current is { } thread
        ? Each(thread, tasks.ToArray())
        : Task.WhenEach(tasks);

    [Replaces(typeof(Task), "WhenEach")]
    public static IAsyncEnumerable<Task<TResult>> WhenEach<TResult>(
        Task<TResult>[] tasks, int site) => LogicalThread.Current is { } thread
        ? Each(thread, tasks)
        : Task.WhenEach(tasks);

    [Replaces(typeof(Task), "WhenEach")]
    public static IAsyncEnumerable<Task<TResult>> WhenEach<TResult>(
        IEnumerable<Task<TResult>> tasks, int site) => LogicalThread.Current is { } thread
        ? Each(thread, tasks.ToArray())
        : Task.WhenEach(tasks);

    [Replaces(typeof(Task), "WhenEach")]
    public static IAsyncEnumerable<Task<TResult>> WhenEach<TResult>(
        ReadOnlySpan<Task<TResult>> tasks, int site) => LogicalThread.Current is { } thread
        ? Each(thread, tasks.ToArray())
        : Task.WhenEach(tasks);

    private static async IAsyncEnumerable<TTask> Each<TTask>(
        LogicalThread thread, TTask[] tasks, [EnumeratorCancellation] CancellationToken cancellation = default)
        where TTask : Task
    {
        List<TTask> left = [.. tasks.Distinct()];
        while (left.Count > 0)
        {
            var current = LogicalThread.Current ?? thread;
            var done = await Waiting.Async(current, Combining.Any(current, left), Timeout.InfiniteTimeSpan, null, cancellation);
            left.Remove(done);
            yield return done;
        }
    }
}
