using Katas.Simulation;

namespace Katas.Engine.Simulation.Running;

/// <summary>What has arrived at a machine, and who waits for it.</summary>
internal sealed class Mailbox(Incarnation incarnation)
{
    private readonly Queue<Envelope> _arrived = new();
    private readonly LinkedList<Receive> _waiting = new();

    /// <summary>A message arrives: the first who waits gets it, or it is kept.</summary>
    public void Arrive(Envelope envelope)
    {
        if (_waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            first.Value.Complete(envelope);
        }
        else
        {
            _arrived.Enqueue(envelope);
        }
    }

    public ValueTask<Envelope?> Take(TimeSpan timeout, CancellationToken cancel)
    {
        if (timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "Zero or more, or infinite.");
        if (cancel.IsCancellationRequested) return ValueTask.FromCanceled<Envelope?>(cancel);
        if (_arrived.TryDequeue(out var envelope)) return new(envelope);
        if (timeout == TimeSpan.Zero) return new((Envelope?)null);
        var receive = new Receive();
        var node = _waiting.AddLast(receive);
        receive.GiveUp = () =>
        {
            if (node.List is null) return false;
            _waiting.Remove(node);
            return true;
        };
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            receive.Timer = incarnation.Clock.CreateTimer(
                static state => ((Receive)state!).TimeIsUp(), receive, timeout, Timeout.InfiniteTimeSpan);
        }

        if (cancel.CanBeCanceled)
            receive.Registration = cancel.UnsafeRegister(static (state, token) => ((Receive)state!).Cancelled(token), receive);
        return receive.Task;
    }

    public void Close()
    {
        _arrived.Clear();
        _waiting.Clear();
    }
}
