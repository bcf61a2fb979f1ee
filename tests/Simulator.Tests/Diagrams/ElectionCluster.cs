using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;

namespace Katas.Simulation.Tests.Diagrams;

/// <summary>Machines that elect a leader, and one way to vote twice: a vote that is written down and not flushed.</summary>
internal static class ElectionCluster
{
    public static SimulatedRun AVoterForgets() => Run(
        3, seed: 9,
        [
            new CrashFault(new NodeId("n2"), Ms(240), Ms(20), FaultClass.LostWrites),
            .. Enumerable.Range(1, 3).Select(number =>
                new MessageFault(new NodeId("n1"), new NodeId("n3"), number, FaultClass.Drop, TimeSpan.Zero)),
        ]);

    public static SimulatedRun OfFiveAfterAPartition() => Run(
        5, seed: 1,
        new PartitionFault(
            FaultClass.Partition, Ms(700), Ms(900),
            new NodeGroups([new NodeId("n1"), new NodeId("n2")], [new NodeId("n3"), new NodeId("n4"), new NodeId("n5")]), false));

    public static SimulatedRun Run(int nodes, int seed, params Fault[] faults) => Simulator.Run(
        new Scenario()
            .Nodes(nodes, _ => new Candidate())
            .Always("one leader in each term", TwoLeaders)
            .Always("one leader at a time", nodes == 5 ? TwoAtATime : _ => null)
            .Faults(plan => plan.ThenHeal(Ms(2900)))
            .For(Ms(3000)),
        new RunPlan(seed) { Faults = faults });

    private static string? TwoLeaders(ClusterView view)
    {
        if (view.Latest is not { Name: "leader" } latest) return null;
        var first = view.All("leader").First(each => Equals(each.Value, latest.Value));
        return first.Node == latest.Node ? null : $"{latest.Node} leads in term {latest.Value}, and {first.Node} led in it too.";
    }

    private static string? TwoAtATime(ClusterView view) =>
        view.Nodes.Where(node => node.IsUp && node.Last<int>("leader") > 0).Select(node => node.Id).ToList()
            is [var one, var other, ..]
            ? $"{one} and {other} lead."
            : null;

    private static TimeSpan Ms(int time) => TimeSpan.FromMilliseconds(time);

    private sealed record RequestVote(int Term, NodeId Candidate);

    private sealed record Vote(int Term, bool Granted);

    private sealed record Heartbeat(int Term);

    private sealed class Candidate : INode
    {
        private int _term;
        private int _votedIn;
        private int _votes;
        private bool _leads;

        public async Task RunAsync(INodeContext node)
        {
            while (true)
            {
                var wait = Ms(_leads ? 50 : 150 + node.Random.Next(150));
                if (await node.Network.ReceiveAsync(wait) is { } envelope) await Handle(node, envelope);
                else if (_leads) Send(node, new Heartbeat(_term));
                else await Stand(node);
            }
        }

        private static void Send(INodeContext node, object message)
        {
            foreach (var peer in node.Peers) node.Network.Send(peer, message);
        }

        private async Task Stand(INodeContext node)
        {
            (_votedIn, _votes) = (++_term, 1);
            await node.Storage.WriteAsync("vote", 0, new[] { (byte)_term });
            Send(node, new RequestVote(_term, node.Id));
        }

        private async Task Handle(INodeContext node, Envelope envelope)
        {
            switch (envelope.Message)
            {
                case RequestVote request when request.Term > _votedIn:
                    (_term, _votedIn) = (request.Term, request.Term);
                    if (_leads) node.Observe("leader", 0);
                    _leads = false;
                    await node.Storage.WriteAsync("vote", 0, new[] { (byte)_term });
                    node.Network.Send(envelope.From, new Vote(_term, true));
                    break;
                case Vote { Granted: true } vote when vote.Term == _term && !_leads:
                    if (++_votes <= (node.Peers.Count + 1) / 2) break;
                    _leads = true;
                    node.Observe("leader", _term);
                    Send(node, new Heartbeat(_term));
                    break;
                case Heartbeat heartbeat when heartbeat.Term > _term:
                    _term = heartbeat.Term;
                    if (_leads) node.Observe("leader", 0);
                    _leads = false;
                    break;
            }
        }
    }
}
