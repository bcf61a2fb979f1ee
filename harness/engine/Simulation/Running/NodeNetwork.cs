using Katas.Simulation;

namespace Katas.Engine.Simulation.Running;

/// <summary>The network, as one start of a machine's program sees it.</summary>
internal sealed class NodeNetwork(Incarnation incarnation) : INetwork
{
    public void Send(NodeId to, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        incarnation.World.Stage.Check(incarnation, nameof(Send));
        if (incarnation.IsAlive) incarnation.World.Links.Send(incarnation.Machine, to, message);
    }

    public ValueTask<Envelope> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        incarnation.World.Stage.Check(incarnation, nameof(ReceiveAsync));
        // The envelope is never null: without a time limit only a message or the token ends the wait.
        var received = incarnation.Mailbox.Take(Timeout.InfiniteTimeSpan, cancellationToken);
        return System.Runtime.CompilerServices.Unsafe.As<ValueTask<Envelope?>, ValueTask<Envelope>>(ref received);
    }

    public ValueTask<Envelope?> ReceiveAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        incarnation.World.Stage.Check(incarnation, nameof(ReceiveAsync));
        return incarnation.Mailbox.Take(timeout, cancellationToken);
    }
}
