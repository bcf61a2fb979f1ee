namespace Katas.Simulation.Tests.Escapes.Programs;

/// <summary>Nodes that carry something from run to run.</summary>
internal static class ForgetfulPrograms
{
    public sealed class Counts : INode
    {
        private static int _count;

        public Task RunAsync(INodeContext node)
        {
            node.Observe("before", 0);
            node.Observe("count", ++_count); // out
            return Task.CompletedTask;
        }
    }

    public sealed class Collects : INode
    {
        private static readonly HashSet<string> Seen = [];

        public Task RunAsync(INodeContext node)
        {
            if (Seen.Add("started")) node.Network.Send(node.Id, "first"); // out
            return Task.CompletedTask;
        }
    }

    public sealed class FailsOnceOnly : INode
    {
        private static bool _hasFailed;

        public static void Forget() => _hasFailed = false;

        public Task RunAsync(INodeContext node)
        {
            if (_hasFailed) return Task.CompletedTask;
            _hasFailed = true; // out
            throw new InvalidOperationException("once");
        }
    }
}
