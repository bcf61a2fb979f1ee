using Katas.Engine.Simulation;
using static Katas.Simulation.Tests.Gallery.Specimen;

namespace Katas.Simulation.Tests.Gallery;

/// <summary>
/// One writer at a time, by a lease of 100 ms whose token the store checks: Gray and Cheriton, "Leases", SOSP 1989.
/// </summary>
internal static class FencedLease
{
    private const string NoFence = "the store takes any token";
    private const string TrustedTooLong = "the lease is counted from the answer, and the store takes any token";
    private const string SameToken = "a lease that ended is granted again with its token";
    private const string GrantedTwice = "the lease is granted again to who asks";

    private static readonly TimeSpan Term = Ms(100);

    public static Specimen Specimen { get; } = new("lease", [NoFence, TrustedTooLong, SameToken, GrantedTwice], Build);

    private static Scenario Build(string bug) => new Scenario()
        .Service("locks", _ => new Granter(bug))
        .Service("store", _ => new Store(bug))
        .Worker("a", client => WriteAsync(client, bug))
        .Worker("b", client => WriteAsync(client, bug))
        .Faults(p => p
            .Messages(drop: 0.1, delay: 0.2, late: Ms(150))
            .Every(Ms(200)).Pause(Ms(150))
            .Every(Ms(500)).Crash(Ms(80))
            .ThenHeal(Ms(1000)))
        .Always("writers do not mix", view =>
        {
            if (view.Latest is not { Name: "wrote" } latest) return null;
            var writes = view.All("wrote");
            return writes.Count > 1 && writes.Any(w => !Equals(w, latest) && Token(w.Value) > Token(latest.Value))
                || writes.Any(w => Token(w.Value) == Token(latest.Value) && !Equals(w.Value, latest.Value))
                ? $"The store took {latest.Value} after {writes[^2].Value}." : null;
        })
        .EventuallyAfterHeal("both write", Ms(1500), view => Done(view, "a") && Done(view, "b"))
        .Sometimes("both write while things go wrong", view => !view.HasHealed && Done(view, "a") && Done(view, "b"))
        .For(Ms(2500));

    private static int Token(object? write) => (((int, NodeId))write!).Item1;

    private static bool Done(ClusterView view, string node) =>
        view.All("wrote").Any(o => (((int, NodeId))o.Value!).Item2 == new NodeId(node));

    private sealed record Ask(int Number);

    private sealed record Grant(int Number, int Token);

    private sealed record Write(int Token);

    private static async Task WriteAsync(SimulatedClient client, string bug)
    {
        for (var number = 1; ; number++)
        {
            var asked = client.Time.GetTimestamp();
            client.Network.Send(new NodeId("locks"), new Ask(number));
            var answer = await client.Network.ReceiveAsync(Ms(50));
            if (answer?.Message is not Grant grant || grant.Number != number) continue;
            if (bug == TrustedTooLong) asked = client.Time.GetTimestamp();
            for (var i = 0; i < 3 && client.Time.GetElapsedTime(asked) < Term - Ms(20); i++)
            {
                client.Network.Send(new NodeId("store"), new Write(grant.Token));
                await client.Delay(Ms(20));
            }

            await client.Delay(Term + Ms(client.Random.Next(100)));
        }
    }

    private sealed class Granter(string bug) : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            var (token, holder, until) = (0, default(NodeId), TimeSpan.Zero);
            while (true)
            {
                var (from, message) = await node.Network.ReceiveAsync();
                var now = node.Time.GetElapsedTime(0);
                if (now < until && from != holder && bug != GrantedTwice) continue;
                if (now >= until && bug != SameToken || token == 0) token++;
                (holder, until) = (from, now + Term);
                node.Network.Send(from, new Grant(((Ask)message).Number, token));
            }
        }
    }

    private sealed class Store(string bug) : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            var highest = 0;
            while (true)
            {
                var (from, message) = await node.Network.ReceiveAsync();
                var token = ((Write)message).Token;
                if (token < highest && bug is not (NoFence or TrustedTooLong)) continue;
                highest = Math.Max(highest, token);
                node.Observe("wrote", (token, from));
            }
        }
    }
}
