using System.Diagnostics;
using System.Security.Cryptography;

namespace Katas.Simulation.Tests.Escapes.Programs;

/// <summary>What no tripwire sees: real time, real chance and the real machine; the line is marked with "out".</summary>
internal static class RealPrograms
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10);

    public sealed class Delay : INode
    {
        public Task RunAsync(INodeContext node) => Task.Delay(Short); // out
    }

    public sealed class Sleep : INode
    {
        public Task RunAsync(INodeContext node)
        {
            Thread.Sleep(Short); // out
            return Task.CompletedTask;
        }
    }

    public sealed class SourceWithTimeout : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            using var source = new CancellationTokenSource(Short); // out
            await node.Network.ReceiveAsync(source.Token);
        }
    }

    public sealed class CancelAfter : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            using var source = CancellationTokenSource.CreateLinkedTokenSource(node.Stopping);
            source.CancelAfter(Short); // out
            await node.Network.ReceiveAsync(source.Token);
        }
    }

    public sealed class WaitAsync : INode
    {
        public Task RunAsync(INodeContext node) => new TaskCompletionSource().Task.WaitAsync(Short); // out
    }

    public sealed class RealPeriodicTimer : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            using var timer = new PeriodicTimer(Short); // out
            await timer.WaitForNextTickAsync();
        }
    }

    public sealed class ThreadingTimer : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            await using var timer = new Timer(_ => node.Observe("fired", 1), null, 1, 1); // out
            await node.Network.ReceiveAsync();
        }
    }

    public sealed class SemaphoreWithTimeout : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            using var gate = new SemaphoreSlim(0);
            await gate.WaitAsync(Short); // out
        }
    }

    public sealed class Watch : INode
    {
        public Task RunAsync(INodeContext node)
        {
            node.Observe("ticks", Stopwatch.GetTimestamp()); // out
            return Task.CompletedTask;
        }
    }

    public sealed class Now : INode
    {
        public Task RunAsync(INodeContext node)
        {
            node.Observe("now", DateTime.UtcNow); // out
            return Task.CompletedTask;
        }
    }

    public sealed class Ticks : INode
    {
        public Task RunAsync(INodeContext node)
        {
            node.Observe("ticks", Environment.TickCount64); // out
            return Task.CompletedTask;
        }
    }

    public sealed class SystemProvider : INode
    {
        public Task RunAsync(INodeContext node) => Task.Delay(Short, TimeProvider.System); // out
    }

    public sealed class SharedRandom : INode
    {
        public Task RunAsync(INodeContext node) => Task.Delay(Random.Shared.Next(10) * Short, node.Time); // out
    }

    public sealed class UnseededRandom : INode
    {
        public Task RunAsync(INodeContext node)
        {
            node.Observe("random", new Random().Next()); // out
            return Task.CompletedTask;
        }
    }

    public sealed class NewGuid : INode
    {
        private readonly Func<Guid> _next = Guid.NewGuid; // out

        public Task RunAsync(INodeContext node)
        {
            node.Observe("id", _next());
            return Task.CompletedTask;
        }
    }

    public sealed class Cryptography : INode
    {
        public Task RunAsync(INodeContext node)
        {
            node.Observe("random", RandomNumberGenerator.GetInt32(10)); // out
            return Task.CompletedTask;
        }
    }

    public sealed class Files : INode
    {
        public async Task RunAsync(INodeContext node) => await File.ReadAllBytesAsync("nothing"); // out
    }

    public sealed class MachineName : INode
    {
        public Task RunAsync(INodeContext node)
        {
            node.Observe("name", Environment.MachineName); // out
            return Task.CompletedTask;
        }
    }

    public sealed class InAnotherClass : INode
    {
        public Task RunAsync(INodeContext node)
        {
            node.Observe("now", Elsewhere.Next());
            return Task.CompletedTask;
        }
    }

    private static class Elsewhere
    {
        public static long Next() => DateTimeOffset.Now.Ticks + 0; // elsewhere
    }
}
