namespace Katas.Simulation.Tests.Support;

/// <summary>A machine whose program is written where the test is.</summary>
internal sealed class Acting(Func<INodeContext, Task> program) : INode
{
    public Task RunAsync(INodeContext node) => program(node);

    /// <summary>A program that sleeps until the run is over.</summary>
    public static async Task Idle(INodeContext node)
    {
        while (true) await node.Network.ReceiveAsync(node.Stopping);
    }
}
