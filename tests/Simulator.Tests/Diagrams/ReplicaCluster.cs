using Katas.Engine.Linearizability.Models;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;

namespace Katas.Simulation.Tests.Diagrams;

/// <summary>A primary that answers before its copies are written, and clients that read from any copy.</summary>
internal static class ReplicaCluster
{
    public static Scenario Scenario { get; } = new Scenario()
        .Nodes(3, _ => new Copy())
        .Client("writer", async client =>
        {
            await client.Delay(Ms(5));
            await client.CallAsync(RegisterModel.Write(1), () => Ask(client, "n1", new Put("x", 1)), _ => null);
            await client.CallAsync(RegisterModel.Write(2), () => Ask(client, "n1", new Put("x", 2)), _ => null);
        })
        .Client("reader", async client =>
        {
            await client.Delay(Ms(60));
            await client.CallAsync(RegisterModel.Read, () => Ask(client, "n3", new Get("x")),
                value => value == 0 ? null : (long)value);
        })
        .Linearizable(new RegisterModel())
        .Faults(plan => plan.ThenHeal(Ms(200)))
        .For(Ms(300));

    public static SimulatedRun AMessageIsDropped() => Simulator.Run(Scenario, new RunPlan(1)
    {
        Faults = [new MessageFault(new NodeId("n1"), new NodeId("n3"), 2, FaultClass.Drop, TimeSpan.Zero)],
    });

    public static SimulatedRun AMessageIsLate() => Simulator.Run(Scenario, new RunPlan(1)
    {
        Faults = [new MessageFault(new NodeId("n1"), new NodeId("n3"), 1, FaultClass.Delay, Ms(30))],
    });

    public static SimulatedRun ItThrows() => Simulator.Run(
        new Scenario().Nodes(2, _ => new Copy()).Client("c", async client =>
        {
            client.Network.Send(new NodeId("n1"), new Get(new string('k', 200)));
            await client.Delay(Ms(1));
        }).For(Ms(100)), new RunPlan(1));

    private static TimeSpan Ms(int time) => TimeSpan.FromMilliseconds(time);

    private static async Task<int> Ask(SimulatedClient client, string node, object request)
    {
        client.Network.Send(new NodeId(node), request);
        return ((Answer)(await client.Network.ReceiveAsync()).Message).Value;
    }

    private sealed record Put(string Key, int Value);

    private sealed record Get(string Key);

    private sealed record Replicate(string Key, int Value);

    private sealed record Answer(int Value);

    private sealed class Copy : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            var value = 0;
            while (true)
            {
                var (from, message) = await node.Network.ReceiveAsync();
                switch (message)
                {
                    case Put put:
                        node.Observe(put.Key, value = put.Value);
                        foreach (var peer in node.Peers) node.Network.Send(peer, new Replicate(put.Key, put.Value));
                        node.Network.Send(from, new Answer(value));
                        break;
                    case Replicate copy:
                        node.Observe(copy.Key, value = copy.Value);
                        break;
                    case Get { Key.Length: < 100 }:
                        node.Network.Send(from, new Answer(value));
                        break;
                    default:
                        throw new InvalidOperationException("No such key.");
                }
            }
        }
    }
}
