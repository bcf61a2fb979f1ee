namespace Katas.Simulation.Tests.Escapes.Programs;

/// <summary>A node that does one thing.</summary>
internal sealed class Program(Func<INodeContext, Task> body) : INode
{
    public Task RunAsync(INodeContext node) => body(node);
}
