using System.Numerics;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>An asynchronous parallel loop.</summary>
internal static class ParallelFlow
{
    private const int FewWorkers = 2;

    public static Task Run<T>(
        LogicalThread thread, IAsyncEnumerable<T> source, ParallelOptions options,
        Func<T, CancellationToken, ValueTask> body, int site)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(body);
        thread.LookAtCancellation(options.CancellationToken);
        if (options.CancellationToken.IsCancellationRequested)
            return Task.FromCanceled(options.CancellationToken);
        var workers = options.MaxDegreeOfParallelism == -1
            ? FewWorkers : Math.Min(FewWorkers, options.MaxDegreeOfParallelism);
        return All(new Shared<T>(source, options.CancellationToken), body, workers, site);
    }

    public static IAsyncEnumerable<T> Items<T>(IEnumerable<T> source) => new Ready<T>(source);

    public static IAsyncEnumerable<T> Numbers<T>(T from, T to) where T : IBinaryInteger<T>
    {
        return new Ready<T>(Numbers());

        IEnumerable<T> Numbers()
        {
            for (var number = from; number < to; number++)
                yield return number;
        }
    }

    private static async Task All<T>(
        Shared<T> shared, Func<T, CancellationToken, ValueTask> body, int workers, int site)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(shared.Cancellation);
        Task[] all =
        [
            .. Enumerable.Range(0, workers).Select(_ => TaskRunHooks.Run(() => Work(shared, body, stop, site), site)),
        ];
        try
        {
            await Combining.All(LogicalThread.Current!, all);
        }
        finally
        {
            await shared.Items.DisposeAsync();
            shared.Dispose();
        }
    }

    private static async Task Work<T>(
        Shared<T> shared, Func<T, CancellationToken, ValueTask> body, CancellationTokenSource stop, int site)
    {
        try
        {
            while (await shared.TakeAsync(site) is (true, var item))
            {
                stop.Token.ThrowIfCancellationRequested();
                await Awaitable(body(item, stop.Token), site);
            }
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    /// <summary>What the body waits for is told to the schedule, which the await of a value task here would not be.</summary>
    private static Task Awaitable(ValueTask value, int site) => ValueTaskHooks.AsTask(ref value, site);

    /// <summary>What the workers share: one takes the next item at a time.</summary>
    private sealed class Shared<T>(IAsyncEnumerable<T> source, CancellationToken cancellation) : IDisposable
    {
        private readonly SemaphoreSlim _one = new(1);
        private readonly IEnumerator<T>? _known = (source as Ready<T>)?.Items.GetEnumerator();

        public CancellationToken Cancellation => cancellation;

        public void Dispose() => _one.Dispose();

        public IAsyncEnumerator<T> Items { get; } = source.GetAsyncEnumerator(cancellation);

        public async Task<(bool, T)> TakeAsync(int site)
        {
            if (_known is not null)
            {
                var thread = LogicalThread.Current!;
                thread.Change(new Location(this, null), thread.Run.Sites[site], "takes from");
                return _known.MoveNext() ? (true, _known.Current) : (false, default!);
            }

            await SemaphoreAsyncHooks.WaitAsync(_one, site);
            try
            {
                return await Items.MoveNextAsync() ? (true, Items.Current) : (false, default!);
            }
            finally
            {
                SemaphoreHooks.Release(_one, site);
            }
        }
    }

    /// <summary>Items that are there without waiting.</summary>
    private sealed class Ready<T>(IEnumerable<T> items) : IAsyncEnumerable<T>, IAsyncEnumerator<T>
    {
        public IEnumerable<T> Items => items;

        public T Current => throw new NotSupportedException();

        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync() => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
