using System.Text;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using static Katas.Simulation.Tests.Gallery.Specimen;

namespace Katas.Simulation.Tests.Gallery;

/// <summary>All commit or all abort: Gray, "Notes on data base operating systems", 1978. The first node decides.</summary>
internal static class TwoPhaseCommit
{
    private const string DecidedBeforeDurable = "the decision is sent before it is on the disk";
    private const string PromiseNotKept = "a yes is not on the disk";
    private const string VotesAreCounted = "votes are counted, not voters";
    private const string ImpatientParticipant = "who said yes aborts when nobody answers";

    public static Specimen Specimen { get; } = new(
        "two-phase commit", [DecidedBeforeDurable, PromiseNotKept, VotesAreCounted, ImpatientParticipant], Build);

    private static Scenario Build(string bug) => new Scenario()
        .Nodes(1, _ => new Coordinator(bug))
        .Nodes(2, _ => new Participant(bug))
        .Network(Ms(1), Ms(40))
        .Faults(p => p
            .Messages(drop: 0.15, duplicate: 0.2, delay: 0.2)
            .Every(Ms(60)).Crash(Ms(40), FaultClass.LostWrites)
            .Every(Ms(80)).SlowDisk(Ms(80), Ms(20))
            .Every(Ms(400)).Partition(Ms(200))
            .ThenHeal(Ms(600)))
        .Always("all decide alike", view =>
        {
            if (view.Latest is not { Name: "decided" } latest) return null;
            var other = view.All("decided").FirstOrDefault(o => !Equals(o.Value, latest.Value));
            return other is null ? null : $"{latest.Node} decided to {latest.Value}, and {other.Node} to {other.Value}.";
        })
        .Always("nobody commits what somebody refused", view =>
            view.Latest is { Name: "decided", Value: "commit" } && view.All("voted").Any(o => Equals(o.Value, "no"))
                ? "A participant had voted no." : null)
        .EventuallyAfterHeal("all decide", Ms(1500), view => view.Nodes.All(node => node.Has("decided")))
        .Sometimes("a transaction commits", view => view.All("decided").Any(o => Equals(o.Value, "commit")))
        .Sometimes("a transaction aborts", view => view.All("decided").Any(o => Equals(o.Value, "abort")))
        .For(Ms(2000));

    private sealed record Prepare;

    private sealed record Vote(bool Yes);

    private sealed record Decision(string What);

    private static async Task KeepAsync(INodeContext node, string word) =>
        await node.Storage.ReplaceAsync("state", Encoding.UTF8.GetBytes(word));

    private static async Task<string> KeptAsync(INodeContext node) =>
        Encoding.UTF8.GetString(await node.Storage.ReadAsync("state") ?? []);

    private sealed class Coordinator(string bug) : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            var decision = await KeptAsync(node);
            // Whoever crashed while it asked does not know who had said yes: nobody was told to commit, so it aborts.
            if (decision == "asking") decision = await DecideAsync(node, "abort");
            if (decision.Length == 0) decision = await AskAsync(node);
            node.Observe("decided", decision);
            while (true)
            {
                foreach (var peer in node.Peers) node.Network.Send(peer, new Decision(decision));
                await node.Network.ReceiveAsync(Ms(50));
            }
        }

        private async Task<string> AskAsync(INodeContext node)
        {
            // Not at once: what goes wrong begins a little later.
            await Task.Delay(Ms(50 + node.Random.Next(300)), node.Time);
            await KeepAsync(node, "asking");
            SortedSet<NodeId> yes = [];
            var votes = 0;
            for (var round = 0; round < 5; round++)
            {
                foreach (var peer in node.Peers) node.Network.Send(peer, new Prepare());
                while (await node.Network.ReceiveAsync(Ms(50)) is { } envelope)
                {
                    if (envelope.Message is not Vote vote) continue;
                    if (!vote.Yes) return await DecideAsync(node, "abort");
                    yes.Add(envelope.From);
                    votes++;
                    var counted = bug == VotesAreCounted ? votes : yes.Count;
                    if (counted == node.Peers.Count) return await DecideAsync(node, "commit");
                }
            }

            return await DecideAsync(node, "abort");
        }

        private async Task<string> DecideAsync(INodeContext node, string decision)
        {
            if (bug == DecidedBeforeDurable)
                foreach (var peer in node.Peers) node.Network.Send(peer, new Decision(decision));
            await KeepAsync(node, decision);
            return decision;
        }
    }

    private sealed class Participant(string bug) : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            var state = await KeptAsync(node);
            if (state is "commit" or "abort") node.Observe("decided", state);
            while (true)
            {
                var envelope = await node.Network.ReceiveAsync(Ms(100));
                if (envelope is null && state == "yes" && bug == ImpatientParticipant) state = await EndAsync(node, "abort");
                if (envelope?.Message is Decision decision && state is not ("commit" or "abort"))
                    state = await EndAsync(node, decision.What);
                if (envelope?.Message is not Prepare) continue;
                if (state.Length == 0)
                {
                    state = node.Random.Next(4) > 0 ? "yes" : "no";
                    if (bug != PromiseNotKept || state == "no") await KeepAsync(node, state);
                    node.Observe("voted", state); // only now is it a vote: a crash before this takes it back
                }

                if (state is "yes" or "no") node.Network.Send(envelope.From, new Vote(state == "yes"));
            }
        }

        private static async Task<string> EndAsync(INodeContext node, string decision)
        {
            await KeepAsync(node, decision);
            node.Observe("decided", decision);
            return decision;
        }
    }
}
