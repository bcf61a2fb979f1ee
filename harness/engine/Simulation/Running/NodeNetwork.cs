using Katas.Simulation;

namespace Katas.Engine.Simulation.Running;

/// <summary>The network, as one start of a machine's program sees it.</summary>
internal sealed class NodeNetwork(Incarnation incarnation) : INetwork
{
    public void Send(NodeId to, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (Admits(nameof(Send)) && incarnation.IsAlive) incarnation.World.Links.Send(incarnation.Machine, to, message);
    }

    public ValueTask<Envelope> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        if (!Admits(nameof(ReceiveAsync))) return new(new TaskCompletionSource<Envelope>().Task);
        // The envelope is never null: without a time limit only a message or the token ends the wait.
        var received = incarnation.Mailbox.Take(Timeout.InfiniteTimeSpan, cancellationToken);
        return System.Runtime.CompilerServices.Unsafe.As<ValueTask<Envelope?>, ValueTask<Envelope>>(ref received);
    }

    public ValueTask<Envelope?> ReceiveAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        return Admits(nameof(ReceiveAsync))
            ? incarnation.Mailbox.Take(timeout, cancellationToken)
            : new(new TaskCompletionSource<Envelope?>().Task);
    }

    // Who is elsewhere is not answered: an exception there could end the process.
    private bool Admits(string member) => incarnation.World.Stage.Admits(incarnation, member);
}
