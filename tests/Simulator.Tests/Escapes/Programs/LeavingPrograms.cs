using System.Threading.Channels;

namespace Katas.Simulation.Tests.Escapes.Programs;

/// <summary>The constructs that leave the simulator; the line that does is marked with "out".</summary>
internal static class LeavingPrograms
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10);

    public sealed class ConfigureAwaitFalse : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            await Task.Delay(Short, node.Time).ConfigureAwait(false); // out
            node.Observe("done", 1);
        }
    }

    public sealed class ConfigureAwaitOptionsNone : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            await Task.Delay(Short, node.Time).ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // out
            node.Network.Send(node.Id, 1);
        }
    }

    public sealed class TaskRun : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            await Task.Run(() => 1); // out
            node.Observe("done", 1);
        }
    }

    public sealed class TaskRunNotAwaited : INode
    {
        public Task RunAsync(INodeContext node)
        {
            _ = Task.Run(() => node.Observe("done", 1)); // out
            return Task.CompletedTask;
        }
    }

    public sealed class TaskRunAlone : INode
    {
        private int _count;

        public Task RunAsync(INodeContext node)
        {
            _ = Task.Run(() => _count++); // out
            return Task.CompletedTask;
        }
    }

    public sealed class ParallelForEachAsync : INode
    {
        public Task RunAsync(INodeContext node) =>
            Parallel.ForEachAsync([1, 2, 3], (i, _) => // out
            {
                node.Network.Send(node.Id, i);
                return ValueTask.CompletedTask;
            });
    }

    public sealed class NewThread : INode
    {
        public Task RunAsync(INodeContext node)
        {
            var thread = new Thread(() => node.Network.Send(node.Id, 1)) { IsBackground = true }; // out
            thread.Start();
            return Task.CompletedTask;
        }
    }

    public sealed class QueueUserWorkItem : INode
    {
        public Task RunAsync(INodeContext node)
        {
            ThreadPool.QueueUserWorkItem(_ => node.Network.Send(node.Id, 1)); // out
            return Task.CompletedTask;
        }
    }

    public sealed class UnsafeQueueUserWorkItem : INode
    {
        public Task RunAsync(INodeContext node)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => node.Network.Send(node.Id, 1), null); // out
            return Task.CompletedTask;
        }
    }

    public sealed class ReadAllAsync : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            var channel = Channel.CreateUnbounded<int>();
            _ = Write(channel.Writer, node);
            await foreach (var i in channel.Reader.ReadAllAsync()) node.Observe("read", i); // out
        }

        private static async Task Write(ChannelWriter<int> writer, INodeContext node)
        {
            await Task.Delay(Short, node.Time);
            writer.TryWrite(1);
            writer.Complete();
        }
    }

    public sealed class WhenEach : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            Task[] tasks = [Task.Delay(Short, node.Time), Task.Delay(2 * Short, node.Time)];
            await foreach (var _ in Task.WhenEach(tasks)) node.Observe("one", 1); // out
        }
    }

    public sealed class SemaphoreWithToken : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            using var gate = new SemaphoreSlim(0);
            _ = Release(gate, node);
            await gate.WaitAsync(node.Stopping); // out
            node.Observe("done", 1);
        }

        private static async Task Release(SemaphoreSlim gate, INodeContext node)
        {
            await Task.Delay(Short, node.Time);
            gate.Release();
        }
    }

    public sealed class CancelAsync : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            using var source = new CancellationTokenSource();
            using var registration = source.Token.Register(() => node.Observe("cancelled", 1));
            await source.CancelAsync(); // out
        }
    }

    public sealed class AnotherScheduler : INode
    {
        public Task RunAsync(INodeContext node) => Task.Factory.StartNew( // out
            () => node.Observe("done", 1), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default);
    }
}
