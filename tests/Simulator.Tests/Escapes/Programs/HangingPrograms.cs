namespace Katas.Simulation.Tests.Escapes.Programs;

/// <summary>Nodes that keep the one thread; the line where they do is marked with "out".</summary>
internal static class HangingPrograms
{
    private static int _round;

    /// <summary>Lets the loops end that have begun, however late they notice: no later test shares its core with them.</summary>
    public static void Release() => Interlocked.Increment(ref _round);

    private static Func<bool> IsOver()
    {
        var begun = Volatile.Read(ref _round);
        return () => Volatile.Read(ref _round) != begun;
    }

    public sealed class Spins : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            var isOver = IsOver();
            await Task.Delay(TimeSpan.FromMilliseconds(5), node.Time);
            while (!isOver()) // out
            {
            }
        }
    }

    public sealed class SpinsForGood : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            var isOver = IsOver();
            await Task.Yield();
            while (true) // out
            {
                if (isOver()) throw new InvalidOperationException("It was let go.");
            }
        }
    }

    public sealed class AwaitsWhatIsDone : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            var isOver = IsOver();
            while (!isOver()) await Task.Delay(TimeSpan.Zero, node.Time);
        }
    }

    public sealed class Sleeps : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            await Task.Yield();
            Thread.Sleep(Timeout.Infinite); // out
        }
    }

    public sealed class LocksAgainstItsThread : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            var isOver = IsOver();
            var gate = new object();
            var isHeld = false;
            var holder = new Thread(() =>
            {
                lock (gate)
                {
                    Volatile.Write(ref isHeld, true);
                    while (!isOver()) Thread.Yield();
                }
            })
            {
                IsBackground = true,
            };
            holder.UnsafeStart();
            while (!Volatile.Read(ref isHeld)) Thread.Yield();
            await Task.Yield();
            lock (gate) node.Observe("locked", 1); // out
        }
    }

    public sealed class Result : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            await Task.Yield();
            node.Observe("result", Later(node).Result); // out
        }

        private static async Task<int> Later(INodeContext node)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), node.Time);
            return 1;
        }
    }

    public sealed class TaskWait : INode
    {
        public Task RunAsync(INodeContext node)
        {
            node.Network.ReceiveAsync().AsTask().Wait(); // out
            return Task.CompletedTask;
        }
    }

    public sealed class MonitorWait : INode
    {
        public Task RunAsync(INodeContext node)
        {
            var gate = new object();
            lock (gate) Monitor.Wait(gate); // out
            return Task.CompletedTask;
        }
    }

    public sealed class SemaphoreWait : INode
    {
        public Task RunAsync(INodeContext node)
        {
            using var gate = new SemaphoreSlim(0);
            gate.Wait(); // out
            return Task.CompletedTask;
        }
    }

    public sealed class EventWait : INode
    {
        public Task RunAsync(INodeContext node)
        {
            using var told = new ManualResetEventSlim();
            told.Wait(); // out
            return Task.CompletedTask;
        }
    }

    public sealed class SwallowsTheWait : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            await Task.Yield();
            try
            {
                new TaskCompletionSource().Task.Wait(); // out
            }
            catch (InvalidOperationException)
            {
            }
        }
    }
}
