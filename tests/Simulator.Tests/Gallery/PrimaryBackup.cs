using Katas.Engine.Linearizability.Models;
using Katas.Engine.Simulation;
using static Katas.Simulation.Tests.Gallery.Specimen;

namespace Katas.Simulation.Tests.Gallery;

/// <summary>
/// A register in memory on a primary, which asks its backup before each answer. A service that never fails says who is who:
/// Alsberg
/// and Day, "A principle for resilient sharing of distributed resources", ICSE 1976.
/// </summary>
internal static class PrimaryBackup
{
    public const string AnswersFirst = "answered before the backup has it";
    public const string LocalReads = "a read does not ask the backup";
    public const string NoTransfer = "a new backup begins empty";
    public const string RepeatsWrites = "a repeated write is done again";
    private const string PromotedTooEarly = "a backup is promoted before it is up to date";

    public static Specimen Specimen { get; } = new(
        "primary and backup", [AnswersFirst, LocalReads, NoTransfer, RepeatsWrites, PromotedTooEarly], Build);

    private static Scenario Build(string bug) => new Scenario()
        .Nodes(3, _ => new Replica(bug))
        .Service("views", _ => new ViewService(bug == PromotedTooEarly))
        .Client("c1", client => new Caller(client).RunAsync())
        .Client("c2", client => new Caller(client).RunAsync())
        .Client("c3", client => new Caller(client).RunAsync())
        .Network(Ms(1), Ms(20))
        .Faults(p => p
            .Messages(drop: 0.05, duplicate: 0.1, delay: 0.1, late: Ms(300))
            .Every(Ms(300)).Crash(Ms(150))
            .Every(Ms(300)).Isolate(Ms(400))
            .Every(Ms(250)).Pause(Ms(300))
            .ThenHeal(Ms(900)))
        .Linearizable(new RegisterModel())
        .Sometimes("the primary changes", view => view.All("primary").Count > 1)
        .For(Ms(1100));

    /// <summary>A machine through one start of its program: after a crash it is another member, which knows nothing.</summary>
    public sealed record Member(NodeId Node, int Boot);

    public sealed record View(int Number, Member? Primary, Member? Backup);

    public sealed record Ping(int View, int Boot);

    public sealed record Request(int Number, string? Value);

    public sealed record Reply(int Number, string? Value);

    public sealed record Forward(int View, NodeId Client, Request Request);

    public sealed record Forwarded(int View, NodeId Client, int Number);

    public sealed record Transfer(int View, string? Value, IReadOnlyList<(NodeId Client, int Number)> Done);

    public sealed record Transferred(int View);

    /// <summary>Names a primary and a backup, and new ones when they are silent for 150 ms.</summary>
    private sealed class ViewService(bool isHasty) : INode
    {
        private readonly List<(Member Member, TimeSpan At)> _heard = [];
        private View _view = new(0, null, null);
        private bool _isKnown = true;

        public async Task RunAsync(INodeContext node)
        {
            while (true)
            {
                var envelope = await node.Network.ReceiveAsync(Ms(50));
                var now = node.Time.GetElapsedTime(0);
                if (envelope?.Message is Ping ping) Hear(new Member(envelope.From, ping.Boot), ping.View, now);
                _heard.RemoveAll(other => now - other.At > Ms(150));
                if ((_isKnown || isHasty) && Next() is var next && next != _view) Change(node, next);
                if (envelope is not null) node.Network.Send(envelope.From, _view);
            }
        }

        private void Hear(Member member, int view, TimeSpan now)
        {
            _heard.RemoveAll(other => other.Member == member);
            _heard.Add((member, now));
            if (member == _view.Primary && view == _view.Number) _isKnown = true;
        }

        /// <summary>Only a backup that the primary has brought up to date ever becomes primary.</summary>
        private View Next()
        {
            var alive = _heard.Select(other => other.Member).ToList();
            var (primary, backup) = (_view.Primary, _view.Backup);
            if (_view.Number == 0) primary = alive.FirstOrDefault();
            else if (!alive.Contains(primary!) && backup is not null) (primary, backup) = (backup, null);
            if (backup is not null && !alive.Contains(backup)) backup = null;
            backup ??= alive.FirstOrDefault(member => member.Node != primary?.Node);
            return primary == _view.Primary && backup == _view.Backup ? _view : new View(_view.Number + 1, primary, backup);
        }

        private void Change(INodeContext node, View next)
        {
            if (next.Primary != _view.Primary) node.Observe("primary", next.Primary);
            (_view, _isKnown) = (next, false);
        }
    }

    /// <summary>Writes and reads, again and again until it is answered.</summary>
    private sealed class Caller(SimulatedClient client)
    {
        public async Task RunAsync()
        {
            for (var number = 1; number <= 8; number++)
            {
                var value = client.Random.Next(2) == 0 ? $"{client.Id}.{number}" : null;
                var request = new Request(number, value);
                if (value is null) await client.CallAsync(RegisterModel.Read, () => AskAsync(request));
                else await client.CallAsync(RegisterModel.Write(value), () => AskAsync(request), _ => null);
                await client.Delay(Ms(client.Random.Next(100)));
            }
        }

        private async Task<string?> AskAsync(Request request)
        {
            for (var attempt = client.Random.Next(3); ; attempt++)
            {
                client.Network.Send(new NodeId($"n{(attempt % 3) + 1}"), request);
                while (await client.Network.ReceiveAsync(Ms(60)) is { } envelope)
                    if (envelope.Message is Reply reply && reply.Number == request.Number) return reply.Value;
            }
        }
    }
}
