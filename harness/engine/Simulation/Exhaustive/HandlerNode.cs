using System.Buffers.Binary;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Exhaustive;

/// <summary>Runs a handler as the program of a machine in the ordinary simulator, with a clock, a network and a disk.</summary>
/// <remarks>
/// <para><c>new Scenario().Nodes(3, HandlerNode.Program(id => new Voter()))</c></para>
/// <para>What a step saves is on the disk before anything of the step is sent. The disk holds the number of the value, and the
/// test's process the value itself: so its faults count as for every program, and no value has to be written as bytes.</para>
/// </remarks>
public sealed class HandlerNode : INode
{
    private const string File = "saved";
    private readonly IMessageHandler _handler;
    private readonly List<object> _shelf;
    private readonly Dictionary<string, (long Set, TimeSpan After)> _timers = [];

    private HandlerNode(IMessageHandler handler, List<object> shelf) => (_handler, _shelf) = (handler, shelf);

    /// <summary>What makes the program of each machine of a cluster.</summary>
    /// <param name="create">Makes a handler; called at each start.</param>
    /// <remarks>For one scenario, whose runs are made one after another.</remarks>
    public static Func<NodeId, INode> Program(Func<NodeId, IMessageHandler> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Dictionary<NodeId, List<object>> shelves = [];
        return id =>
        {
            if (!shelves.TryGetValue(id, out var shelf)) shelves.Add(id, shelf = []);
            return new HandlerNode(create(id), shelf);
        };
    }

    /// <inheritdoc/>
    public async Task RunAsync(INodeContext node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var state = await DoAsync(node, _handler.Start(node.Id, [.. node.Peers], await LoadAsync(node.Storage)));
        while (true)
        {
            var (timer, wait) = Next(node.Time);
            if (timer is not null && wait == TimeSpan.Zero)
            {
                _timers.Remove(timer);
                state = await DoAsync(node, _handler.Timeout(state, timer));
            }
            else if (await node.Network.ReceiveAsync(wait, node.Stopping) is var (from, message))
            {
                state = await DoAsync(node, _handler.Receive(state, from, message));
            }
        }
    }

    /// <summary>The timer that fires first and how long that is; of several the first by name.</summary>
    private (string? Timer, TimeSpan Wait) Next(TimeProvider time)
    {
        var (timer, wait) = ((string?)null, Timeout.InfiniteTimeSpan);
        foreach (var (name, (set, after)) in _timers.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var left = after - time.GetElapsedTime(set);
            if (left < TimeSpan.Zero) left = TimeSpan.Zero;
            if (timer is null || left < wait) (timer, wait) = (name, left);
        }

        return (timer, wait);
    }

    private async Task<object> DoAsync(INodeContext node, Step step)
    {
        if (step.Effects.OfType<SaveEffect>().LastOrDefault() is { } save) await SaveAsync(node.Storage, save.Value);
        foreach (var effect in step.Effects)
        {
            switch (effect)
            {
                case SendEffect send:
                    node.Network.Send(send.To, send.Message);
                    break;
                case SetTimerEffect set:
                    _timers[set.Name] = (node.Time.GetTimestamp(), set.After);
                    break;
                case StopTimerEffect stop:
                    _timers.Remove(stop.Name);
                    break;
                case ObserveEffect seen:
                    node.Observe(seen.Name, seen.Value);
                    break;
            }
        }

        return step.State;
    }

    /// <summary>A disk without the file is that of a run that begins, or that saved nothing yet: numbers begin again.</summary>
    private async Task<object?> LoadAsync(IStorage storage)
    {
        if (await storage.ReadAsync(File) is { } number) return _shelf[BinaryPrimitives.ReadInt32LittleEndian(number)];
        _shelf.Clear();
        return null;
    }

    private async Task SaveAsync(IStorage storage, object value)
    {
        var number = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(number, _shelf.Count);
        _shelf.Add(value);
        await storage.ReplaceAsync(File, number);
    }
}
