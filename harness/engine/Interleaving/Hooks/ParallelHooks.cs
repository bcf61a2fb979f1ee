using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><c>Parallel.For</c>, <c>ForEach</c> and <c>Invoke</c>, with a few workers.</summary>
/// <remarks>
/// Each worker takes the next index when it is free. Loops with a state or local values are the framework's own.
/// </remarks>
internal static class ParallelHooks
{
    [Replaces(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int> body, int site) =>
        For(fromInclusive, toExclusive, new ParallelOptions(), body, site);

    [Replaces(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(
        int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Action<int> body, int site)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        return LogicalThread.Current is { } thread
            ? Loop.Run(thread, toExclusive - (long)fromInclusive, parallelOptions, i => body((int)(fromInclusive + i)), site)
            : Parallel.For(fromInclusive, toExclusive, parallelOptions, body);
    }

    [Replaces(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(long fromInclusive, long toExclusive, Action<long> body, int site) =>
        For(fromInclusive, toExclusive, new ParallelOptions(), body, site);

    [Replaces(typeof(Parallel), nameof(Parallel.For))]
    public static ParallelLoopResult For(
        long fromInclusive, long toExclusive, ParallelOptions parallelOptions, Action<long> body, int site)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        return LogicalThread.Current is { } thread
            ? Loop.Run(thread, toExclusive - fromInclusive, parallelOptions, i => body(fromInclusive + i), site)
            : Parallel.For(fromInclusive, toExclusive, parallelOptions, body);
    }

    [Replaces(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, Action<TSource> body, int site) =>
        ForEach(source, new ParallelOptions(), body, site);

    [Replaces(typeof(Parallel), nameof(Parallel.ForEach))]
    public static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource> body, int site)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        if (LogicalThread.Current is not { } thread)
            return Parallel.ForEach(source, parallelOptions, body);
        TSource[] items = [.. source];
        return Loop.Run(thread, items.Length, parallelOptions, i => body(items[i]), site);
    }

    [Replaces(typeof(Parallel), nameof(Parallel.Invoke))]
    public static void Invoke(Action[] actions, int site) => Invoke(new ParallelOptions(), actions, site);

    [Replaces(typeof(Parallel), nameof(Parallel.Invoke))]
    public static void Invoke(ParallelOptions parallelOptions, Action[] actions, int site)
    {
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        if (LogicalThread.Current is { } thread)
            Loop.Run(thread, actions.Length, parallelOptions, i => actions[i](), site, mostWorkers: actions.Length);
        else
            Parallel.Invoke(parallelOptions, actions);
    }

    /// <summary>One parallel loop.</summary>
    private sealed class Loop(long count, CancellationToken cancellation, Action<long> body)
    {
        private const int FewWorkers = 3;

        private readonly List<Exception> _failures = [];
        private long _next;

        public static ParallelLoopResult Run(
            LogicalThread thread, long count, ParallelOptions options, Action<long> body, int site,
            int mostWorkers = FewWorkers)
        {
            thread.LookAtCancellation(options.CancellationToken);
            options.CancellationToken.ThrowIfCancellationRequested();
            var degree = options.MaxDegreeOfParallelism == -1 ? int.MaxValue : options.MaxDegreeOfParallelism;
            var workers = (int)Math.Min(Math.Min(count, degree), mostWorkers);
            var loop = new Loop(count, options.CancellationToken, body);
            TaskHooks.Starts(site);
            Task[] others =
            [
                .. Enumerable.Range(1, Math.Max(0, workers - 1)).Select(_ => Task.Factory.StartNew(
                    () => loop.Work(site), CancellationToken.None, TaskCreationOptions.None, thread.Run.Scheduler)),
            ];
            loop.Work(site);
            foreach (var other in others)
                LogicalThread.Current!.Join(other, site, "wait for");
            if (loop._failures.Count > 0)
                throw new AggregateException(loop._failures);
            options.CancellationToken.ThrowIfCancellationRequested();
            return Parallel.For(0, 0, _ => { });
        }

        private void Work(int site)
        {
            var thread = LogicalThread.Current!;
            var place = new Location(this, null);
            while (true)
            {
                thread.Change(place, thread.Run.Sites[site], "takes from");
                thread.LookAtCancellation(cancellation);
                if (_next >= count || _failures.Count > 0 || cancellation.IsCancellationRequested)
                    return;
                try
                {
                    body(_next++);
                }
                catch (Exception thrown) when (thrown is not ScheduleAbortedException)
                {
                    _failures.Add(thrown);
                }
            }
        }
    }
}
