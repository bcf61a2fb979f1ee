using System.Text;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;
using static Katas.Simulation.Tests.Gallery.Specimen;

namespace Katas.Simulation.Tests.Gallery;

/// <summary>What one node was told, all get to know, although messages are lost and nodes crash.</summary>
internal static class Broadcast
{
    private const string NoRepeating = "nothing is sent again";
    private const string NoMemory = "a rumour heard twice is told twice";
    private const string AcknowledgedTooEarly = "acknowledged before it is on the disk";

    public static Specimen Specimen { get; } =
        new("broadcast", [NoRepeating, NoMemory, AcknowledgedTooEarly], Build);

    private static Scenario Build(string bug) => new Scenario()
        .Nodes(3, _ => new Gossip(bug))
        .Clients(1, 10, (_, _) => "", AskAsync)
        .Faults(p => p
            .Messages(drop: 0.2, duplicate: 0.2, delay: 0.2)
            .Every(Ms(80)).Crash(Ms(60), FaultClass.LostWrites)
            .Every(Ms(80)).SlowDisk(Ms(150), Ms(20))
            .Every(Ms(500)).Partition(Ms(300))
            .ThenHeal(Ms(1500)))
        .Always("nobody is told a thing twice", view =>
            view.Latest is { Name: "knows" } told && Rumours(told).Distinct().Count() < Rumours(told).Length
                ? $"{told.Node} knows {told.Value}." : null)
        .EventuallyAfterHeal("all know what was confirmed", Ms(2000), view =>
        {
            var confirmed = view.All("confirmed").Select(o => (string)o.Value!).ToList();
            return view.Nodes.All(node =>
                (node.Last<string>("knows") ?? "").Split(',') is var known && confirmed.All(known.Contains));
        })
        .Sometimes("something is confirmed", view => view.All("confirmed").Count > 0)
        .For(Ms(2000));

    private static string[] Rumours(Observation told) => ((string)told.Value!).Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static async Task AskAsync(SimulatedClient client, string _)
    {
        var rumour = $"r{client.Time.GetTimestamp() % 100_000}";
        for (var attempt = 0; ; attempt++)
        {
            client.Network.Send(new NodeId($"n{(attempt % 3) + 1}"), new Rumour(rumour));
            for (var answer = await client.Network.ReceiveAsync(Ms(60)); answer is not null;
                answer = await client.Network.ReceiveAsync(Ms(60)))
            {
                if (answer.Message is not Heard heard || heard.Text != rumour) continue;
                client.Observe("confirmed", rumour);
                await client.Delay(Ms(client.Random.Next(150)));
                return;
            }
        }
    }

    private sealed record Rumour(string Text);

    private sealed record Heard(string Text);

    private sealed class Gossip(string bug) : INode
    {
        private readonly List<string> _known = [];
        private readonly SortedDictionary<string, SortedSet<NodeId>> _missing = new(StringComparer.Ordinal);

        public async Task RunAsync(INodeContext node)
        {
            var kept = await node.Storage.ReadAsync("known");
            foreach (var rumour in Encoding.UTF8.GetString(kept ?? []).Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                _known.Add(rumour);
                _missing[rumour] = [.. node.Peers];
            }

            node.Observe("knows", string.Join(',', _known));
            if (bug != NoRepeating) _ = RepeatAsync(node);
            while (true)
            {
                var (from, message) = await node.Network.ReceiveAsync();
                if (message is Heard heard) _missing.GetValueOrDefault(heard.Text)?.Remove(from);
                if (message is Rumour rumour) await HearAsync(node, from, rumour);
            }
        }

        private async Task HearAsync(INodeContext node, NodeId from, Rumour rumour)
        {
            if (bug == AcknowledgedTooEarly) node.Network.Send(from, new Heard(rumour.Text));
            if (!_known.Contains(rumour.Text) || bug == NoMemory)
            {
                _known.Add(rumour.Text);
                await node.Storage.ReplaceAsync("known", Encoding.UTF8.GetBytes(string.Join(',', _known)));
                node.Observe("knows", string.Join(',', _known));
                _missing[rumour.Text] = [.. node.Peers.Where(peer => peer != from)];
                Tell(node, rumour.Text);
            }

            if (bug != AcknowledgedTooEarly) node.Network.Send(from, new Heard(rumour.Text));
        }

        private async Task RepeatAsync(INodeContext node)
        {
            while (true)
            {
                await Task.Delay(Ms(50), node.Time);
                foreach (var rumour in _missing.Keys.ToList()) Tell(node, rumour);
            }
        }

        private void Tell(INodeContext node, string rumour)
        {
            foreach (var peer in _missing[rumour]) node.Network.Send(peer, new Rumour(rumour));
        }
    }
}
