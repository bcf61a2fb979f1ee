using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Tracing;

namespace Katas.Simulation.Tests;

/// <summary>The engine on the smallest cluster that does something.</summary>
public sealed class FirstRunTests
{
    [Test]
    public void Messages_go_to_and_fro_in_virtual_time()
    {
        var scenario = new Scenario()
            .Nodes(2, _ => new Echo())
            .Client("c", async client =>
            {
                for (var i = 0; i < 5; i++)
                {
                    client.Network.Send(new NodeId("n1"), new Ping(i));
                    var answer = await client.Network.ReceiveAsync();
                    client.Observe("answer", ((Ping)answer.Message).Number);
                    await client.Delay(TimeSpan.FromSeconds(1));
                }
            });
        var run = Simulator.Run(scenario, new RunPlan(1));
        Assert.That(run.Failure, Is.Null);
        Assert.That(run.Trace.Events.Count(step => step.Kind == TraceKind.Observe), Is.EqualTo(5));
        Assert.That(run.Length, Is.EqualTo(TimeSpan.FromSeconds(5)));
        Assert.That(Simulator.Run(scenario, new RunPlan(1)).Trace.Hash, Is.EqualTo(run.Trace.Hash));
    }

    private sealed record Ping(int Number);

    private sealed class Echo : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            while (!node.Stopping.IsCancellationRequested)
            {
                var (from, message) = await node.Network.ReceiveAsync(node.Stopping);
                node.Network.Send(from, message);
            }
        }
    }
}
