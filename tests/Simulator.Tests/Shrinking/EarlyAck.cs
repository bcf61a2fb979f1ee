using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;

namespace Katas.Simulation.Tests.Shrinking;

/// <summary>
/// A register with a primary and a backup, which acknowledges a write before the backup has it. Two faults have to meet: one
/// keeps a write from the backup, the other keeps the primary from answering; then a client reads an old value there.
/// </summary>
internal sealed class EarlyAck(bool isMended) : INode
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly NodeId Primary = new("n1"), Backup = new("n2");
    private object? _value;

    /// <summary>Three clients write and read, while all goes wrong that can.</summary>
    public static Scenario Scenario(bool isMended = false) => new Scenario()
        .Nodes(2, _ => new EarlyAck(isMended))
        .Clients(3, 15, (random, _) => random.Next(2) == 0 ? RegisterModel.Read : RegisterModel.Write(random.Next(1_000_000)), Do)
        .Faults(plan => plan
            .Messages(drop: 0.1, delay: 0.05, duplicate: 0.1)
            .Every(Ms(400)).Crash(Ms(300), FaultClass.TornWrites)
            .Every(Ms(300)).Pause(Ms(250)).Clog(Ms(200)).Partition(Ms(200), losesInFlight: true)
            .ClockDrift(500).AllAtOnce()
            .ThenHeal(Ms(4000)))
        .Linearizable(new RegisterModel())
        .For(Ms(6000));

    public async Task RunAsync(INodeContext node)
    {
        if (await node.Storage.ReadAsync("began") is not null) return; // who has forgotten everything keeps out of it
        await node.Storage.ReplaceAsync("began", new byte[1]);
        while (!node.Stopping.IsCancellationRequested)
        {
            var (from, message) = await node.Network.ReceiveAsync(node.Stopping);
            switch (message)
            {
                case Copy copy:
                    _value = copy.Value;
                    if (isMended) node.Network.Send(from, new Copied());
                    break;
                case Request { Call.Name: "read", Number: var number }:
                    node.Network.Send(from, new Answer(number, _value));
                    break;
                case Request write:
                    _value = write.Call.Argument;
                    node.Network.Send(Backup, new Copy(_value));
                    if (isMended) while ((await node.Network.ReceiveAsync(node.Stopping)).Message is not Copied) { }
                    node.Network.Send(from, new Answer(write.Number, null));
                    break;
            }
        }
    }

    private static async Task Do(SimulatedClient client, Call call)
    {
        await client.Delay(TimeSpan.FromMilliseconds(client.Random.Next(80)));
        try
        {
            await client.CallAsync(call, async () => await Ask(client, Primary, call)
                ?? (call.Name == "read" ? await Ask(client, Backup, call) : null) ?? throw new TimeoutException(),
                answer => answer.Value);
        }
        catch (TimeoutException)
        {
            // It may have happened or not.
        }
    }

    private static async Task<Answer?> Ask(SimulatedClient client, NodeId node, Call call)
    {
        var request = new Request(client.Random.Next(), call);
        client.Network.Send(node, request);
        while (await client.Network.ReceiveAsync(Patience) is { } received)
            if (received.Message is Answer answer && answer.Number == request.Number) return answer;
        return null;
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private sealed record Copy(object? Value);

    private sealed record Copied;

    private sealed record Request(int Number, Call Call);

    private sealed record Answer(int Number, object? Value);
}
