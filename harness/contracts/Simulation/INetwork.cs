namespace Katas.Simulation;

/// <summary>Carries messages between machines. It promises nothing: a message may be lost, late, doubled or overtaken.</summary>
public interface INetwork
{
    /// <summary>Sends a message and does not wait. Nobody tells whether it arrives.</summary>
    /// <param name="to">Another machine, a client, or the sender itself.</param>
    /// <param name="message">
    /// An immutable record. The receiver gets this very object, so nobody may change it, or what it holds, after this call.
    /// </param>
    /// <exception cref="ArgumentException">There is no machine of that name.</exception>
    void Send(NodeId to, object message);

    /// <summary>The next message that has arrived, in the order of arrival, waiting for one if need be.</summary>
    /// <param name="cancellationToken">Ends the wait; no message is lost by it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// Messages that arrive while nobody receives are kept until a crash. Several receivers are served in turn.
    /// </remarks>
    ValueTask<Envelope> ReceiveAsync(CancellationToken cancellationToken = default);

    /// <summary>As <see cref="ReceiveAsync(CancellationToken)"/>, for at most some time on the machine's own clock.</summary>
    /// <param name="timeout">Zero takes only what is there; <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</param>
    /// <param name="cancellationToken">Ends the wait; no message is lost by it.</param>
    /// <returns>The message; <see langword="null"/> when the time is over.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative, and not infinite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<Envelope?> ReceiveAsync(TimeSpan timeout, CancellationToken cancellationToken = default);
}

/// <summary>A message as it arrives.</summary>
/// <param name="From">Who sent it.</param>
/// <param name="Message">The object that was sent.</param>
public sealed record Envelope(NodeId From, object Message);
