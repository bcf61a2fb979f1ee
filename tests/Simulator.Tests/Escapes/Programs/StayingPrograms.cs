using System.Threading.Channels;

namespace Katas.Simulation.Tests.Escapes.Programs;

/// <summary>The constructs that stay inside the simulator: each program observes "done" when it is through.</summary>
internal static class StayingPrograms
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10);

    public static IReadOnlyDictionary<string, Func<INodeContext, Task>> All { get; } =
        new SortedDictionary<string, Func<INodeContext, Task>>(StringComparer.Ordinal)
    {
        ["await a message"] = async node =>
        {
            node.Network.Send(node.Id, 1);
            await node.Network.ReceiveAsync();
            Done(node);
        },
        ["Task.Yield"] = async node =>
        {
            await Task.Yield();
            Done(node);
        },
        ["Task.Delay with a provider"] = async node =>
        {
            await Task.Delay(Short, node.Time);
            Done(node);
        },
        ["CancellationTokenSource with a provider"] = async node =>
        {
            using var source = new CancellationTokenSource(Short, node.Time);
            await Cancelled(Task.Delay(Timeout.InfiniteTimeSpan, node.Time, source.Token));
            Done(node);
        },
        ["CancelAfter on a source with a provider"] = async node =>
        {
            using var source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, node.Time);
            source.CancelAfter(Short);
            await Cancelled(Task.Delay(Timeout.InfiniteTimeSpan, node.Time, source.Token));
            Done(node);
        },
        ["a linked CancellationTokenSource"] = async node =>
        {
            using var source = CancellationTokenSource.CreateLinkedTokenSource(node.Stopping);
            var waits = Cancelled(node.Network.ReceiveAsync(source.Token).AsTask());
            source.Cancel();
            await waits;
            Done(node);
        },
        ["CancellationToken.Register"] = async node =>
        {
            using var source = new CancellationTokenSource(Short, node.Time);
            var told = new TaskCompletionSource();
            using var registration = source.Token.Register(() => told.SetResult());
            await told.Task;
            Done(node);
        },
        ["PeriodicTimer with a provider"] = async node =>
        {
            using var timer = new PeriodicTimer(Short, node.Time);
            for (var i = 0; i < 3; i++) await timer.WaitForNextTickAsync();
            Done(node);
        },
        ["a timer of the node"] = async node =>
        {
            var told = new TaskCompletionSource();
            await using var timer = node.Time.CreateTimer(_ => told.SetResult(), null, Short, Timeout.InfiniteTimeSpan);
            await told.Task;
            Done(node);
        },
        ["WaitAsync with a provider"] = async node =>
        {
            await TimedOut(new TaskCompletionSource().Task.WaitAsync(Short, node.Time));
            Done(node);
        },
        ["Task.WaitAsync with a token"] = async node =>
        {
            using var source = new CancellationTokenSource(Short, node.Time);
            await Cancelled(new TaskCompletionSource().Task.WaitAsync(source.Token));
            Done(node);
        },
        ["Task.WhenAll"] = async node =>
        {
            await Task.WhenAll(Task.Delay(Short, node.Time), Task.Delay(Short, node.Time));
            Done(node);
        },
        ["Task.WhenAny"] = async node =>
        {
            await await Task.WhenAny(Task.Delay(Short, node.Time), Task.Delay(2 * Short, node.Time));
            Done(node);
        },
        ["a bounded channel"] = async node =>
        {
            var channel = Channel.CreateBounded<int>(1);
            var writing = Write(channel.Writer, node);
            for (var i = 0; i < 3; i++) await channel.Reader.ReadAsync();
            await writing;
            Done(node);
        },
        ["an unbounded channel"] = async node =>
        {
            var channel = Channel.CreateUnbounded<int>();
            var writing = Write(channel.Writer, node);
            while (await channel.Reader.WaitToReadAsync()) channel.Reader.TryRead(out _);
            await writing;
            Done(node);
        },
        ["SemaphoreSlim.WaitAsync()"] = async node =>
        {
            using var gate = new SemaphoreSlim(0);
            var waits = gate.WaitAsync();
            await Task.Delay(Short, node.Time);
            gate.Release();
            await waits;
            Done(node);
        },
        ["an async stream"] = async node =>
        {
            await foreach (var _ in Count(node)) await Task.Yield();
            Done(node);
        },
    };

    public static void Done(INodeContext node) => node.Observe("done", 1);

    private static async Task Cancelled(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            return;
        }

        throw new InvalidOperationException("It was not cancelled.");
    }

    private static async Task TimedOut(Task task)
    {
        try
        {
            await task;
        }
        catch (TimeoutException)
        {
        }
    }

    private static async Task Write(ChannelWriter<int> writer, INodeContext node)
    {
        for (var i = 0; i < 3; i++)
        {
            await writer.WriteAsync(i);
            await Task.Delay(Short, node.Time);
        }

        writer.Complete();
    }

    private static async IAsyncEnumerable<int> Count(INodeContext node)
    {
        for (var i = 0; i < 3; i++)
        {
            await Task.Delay(Short, node.Time);
            yield return i;
        }
    }
}
