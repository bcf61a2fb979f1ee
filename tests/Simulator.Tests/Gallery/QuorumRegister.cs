using System.Text;
using Katas.Engine.Linearizability.Models;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using static Katas.Simulation.Tests.Gallery.Specimen;

namespace Katas.Simulation.Tests.Gallery;

/// <summary>
/// A register on a majority of three replicas: Attiya, Bar-Noy and Dolev, "Sharing memory robustly in message-passing systems",
/// JACM 1995, with several writers.
/// </summary>
internal static class QuorumRegister
{
    private const string NoWriteBack = "a read does not write back";
    private const string HalfIsEnough = "one answer of three is enough";
    private const string OwnCounter = "a writer counts alone";
    private const string OldAnswersCount = "answers to an older question count";
    private const string NotFlushed = "confirmed before it is on the disk";

    public static Specimen Specimen { get; } = new(
        "quorum register", [NoWriteBack, HalfIsEnough, OwnCounter, OldAnswersCount, NotFlushed], Build);

    private static Scenario Build(string bug) => new Scenario()
        .Nodes(3, _ => new Replica(bug))
        .Worker("a", client => new Coordinator(client, bug).RunAsync(writes: true))
        .Worker("b", client => new Coordinator(client, bug).RunAsync(writes: true))
        .Worker("c", client => new Coordinator(client, bug).RunAsync(writes: false))
        .Worker("d", client => new Coordinator(client, bug).RunAsync(writes: false))
        .Network(Ms(1), Ms(30))
        .Faults(p => p
            .Messages(drop: 0.1, duplicate: 0.1, delay: 0.2)
            .Every(Ms(50)).Crash(Ms(40), FaultClass.LostWrites, Replicas)
            .Every(Ms(50)).SlowDisk(Ms(100), Ms(20), Replicas)
            .Every(Ms(300)).Partition(Ms(200))
            .Every(Ms(300)).Pause(Ms(100))
            .ThenHeal(Ms(600)))
        .Linearizable(new RegisterModel())
        .For(Ms(1200));

    private static NodeId? Replicas(FaultMoment moment) =>
        moment.Any(node => node.Id.Name.StartsWith('n'));

    private sealed record Ask(int Question);

    private sealed record Answer(int Question, int Count, string Writer, string? Value);

    private sealed record Keep(int Question, int Count, string Writer, string? Value);

    private sealed record Kept(int Question);

    private sealed class Replica(string bug) : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            var (count, writer, value) = Read(await node.Storage.ReadAsync("register"));
            while (true)
            {
                var (from, message) = await node.Network.ReceiveAsync();
                if (message is Ask ask) node.Network.Send(from, new Answer(ask.Question, count, writer, value));
                if (message is not Keep keep) continue;
                if (bug == NotFlushed) node.Network.Send(from, new Kept(keep.Question));
                if (keep.Count > count || (keep.Count == count && string.CompareOrdinal(keep.Writer, writer) > 0))
                {
                    await node.Storage.ReplaceAsync(
                        "register", Encoding.UTF8.GetBytes($"{keep.Count} {keep.Writer} {keep.Value}"));
                    (count, writer, value) = (keep.Count, keep.Writer, keep.Value);
                }

                if (bug != NotFlushed) node.Network.Send(from, new Kept(keep.Question));
            }
        }

        private static (int, string, string?) Read(byte[]? content)
        {
            if (content is null) return (0, "", null);
            var parts = Encoding.UTF8.GetString(content).Split(' ');
            return (int.Parse(parts[0], null), parts[1], parts[2].Length == 0 ? null : parts[2]);
        }
    }

    private sealed class Coordinator(SimulatedClient client, string bug)
    {
        private int _question = client.Number * 1000;
        private int _written;

        public async Task RunAsync(bool writes)
        {
            for (var i = 0; i < 6; i++)
            {
                var value = $"{client.Id}{client.Number}.{i}";
                if (writes) await client.CallAsync(RegisterModel.Write(value), () => WriteAsync(value));
                else await client.CallAsync(RegisterModel.Read, ReadAsync);
                await client.Delay(Ms(client.Random.Next(40)));
            }
        }

        private async Task<object?> WriteAsync(string value)
        {
            var count = ++_written;
            if (bug != OwnCounter) count = (await AskAsync(question => new Ask(question))).Max(answer => answer.Count) + 1;
            await AskAsync(question => new Keep(question, count, $"{client.Id}{client.Number}", value));
            return null;
        }

        private async Task<string?> ReadAsync()
        {
            var answers = await AskAsync(question => new Ask(question));
            var latest = answers.OrderBy(answer => answer.Count).ThenBy(answer => answer.Writer, StringComparer.Ordinal).Last();
            if (bug != NoWriteBack && latest.Count > 0)
                await AskAsync(question => new Keep(question, latest.Count, latest.Writer, latest.Value));
            return latest.Value;
        }

        private async Task<List<Answer>> AskAsync(Func<int, object> ask)
        {
            var question = ++_question;
            var wanted = bug == HalfIsEnough ? 1 : (client.Node.Peers.Count / 2) + 1;
            SortedDictionary<NodeId, Answer> answers = [];
            while (answers.Count < wanted)
            {
                foreach (var replica in client.Node.Peers) client.Network.Send(replica, ask(question));
                while (answers.Count < wanted && await client.Network.ReceiveAsync(Ms(100)) is { } envelope)
                {
                    var answer = envelope.Message as Answer ?? new Answer(((Kept)envelope.Message).Question, 0, "", null);
                    if (answer.Question == question || bug == OldAnswersCount) answers[envelope.From] = answer;
                }
            }

            return [.. answers.Values];
        }
    }
}
