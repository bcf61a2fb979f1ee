using Katas.Engine.Simulation;
using Katas.Simulation;

namespace Katas.Bench;

/// <summary>Two nodes that keep the same list; the first answers before the second has it.</summary>
internal static class EarlyAnswer
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    public static Scenario Scenario() => new Scenario()
        .Nodes(2, _ => new Keeper())
        .Clients(2, 10, (random, _) => random.Next(1000), async (client, number) =>
        {
            client.Network.Send(new NodeId("n1"), new Keep(number));
            if (await client.Network.ReceiveAsync(Moment) is not null) client.Observe("confirmed", number);
            await client.Delay(Moment);
        })
        .Faults(p => p.Messages(drop: 0.1, delay: 0.1).Every(Moment * 3).Pause(Moment).Every(Moment * 5).Partition(Moment)
            .AllAtOnce().ThenHeal(Moment * 20))
        .EventuallyAfterHeal("both nodes have what was confirmed", Moment * 5, view =>
        {
            var kept = view.All("kept").Where(o => o.Node == new NodeId("n2")).Select(o => o.Value).ToHashSet();
            return view.All("confirmed").All(o => kept.Contains(o.Value));
        });

    private sealed record Keep(int Number);

    private sealed record Done(int Number);

    private sealed class Keeper : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            while (true)
            {
                var (from, message) = await node.Network.ReceiveAsync();
                var keep = (Keep)message;
                node.Observe("kept", keep.Number);
                if (node.Peers.Contains(from)) continue;
                node.Network.Send(from, new Done(keep.Number));
                node.Network.Send(node.Peers[0], keep);
            }
        }
    }
}
