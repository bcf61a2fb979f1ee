namespace Katas.Scale;

/// <summary>A message in the hands of a consumer.</summary>
/// <param name="Id">The message's number: the first that the queue accepts is 1, the next is 2, and none is skipped.</param>
/// <param name="Body">What was sent.</param>
/// <param name="Attempt">How often the message has been delivered, this time included; 1 at first.</param>
/// <param name="Receipt">Stands for this delivery, and for no other of this queue.</param>
public sealed record Delivery(long Id, string Body, int Attempt, long Receipt);

/// <summary>A bounded queue of messages between producers and competing consumers.</summary>
/// <remarks>
/// <para>A message belongs to the queue until it is acknowledged. It is <em>visible</em>, or <em>in flight</em>: delivered
/// to one consumer, who has the visibility timeout to acknowledge it. When that is over the message is visible again, at
/// its old place. A receiver gets the visible message that was accepted first.</para>
/// <para>Elapsed time is what the timestamps or the timers of the <see cref="TimeProvider"/> say.</para>
/// <para>Every member may be called from any number of threads at the same time, also by code that runs because a task
/// of this queue has ended.</para>
/// </remarks>
public interface IMessageQueue
{
    /// <summary>Puts a message into the queue if there is room. Never blocks.</summary>
    /// <returns>Whether the queue accepted it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">The queue is being drained.</exception>
    bool TrySend(string body);

    /// <summary>Puts a message into the queue, waiting for room if need be: back-pressure.</summary>
    /// <param name="body">The message.</param>
    /// <param name="cancellationToken">Ends the wait; the message is not in the queue then.</param>
    /// <returns>A task that completes when the queue has accepted the message.</returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="body"/> is <see langword="null"/>; at the call or through the task.
    /// </exception>
    /// <exception cref="OperationCanceledException">Through the task: the token was cancelled.</exception>
    /// <exception cref="InvalidOperationException">Through the task: the queue is being drained.</exception>
    Task SendAsync(string body, CancellationToken cancellationToken = default);

    /// <summary>Takes the first visible message. Never blocks.</summary>
    /// <returns>The delivery; <see langword="null"/> when no message is visible.</returns>
    Delivery? TryReceive();

    /// <summary>Takes the first visible message, waiting for one if need be.</summary>
    /// <param name="cancellationToken">Ends the wait; no message is lost by it.</param>
    /// <exception cref="OperationCanceledException">Through the task: the token was cancelled.</exception>
    /// <exception cref="InvalidOperationException">Through the task: the queue is drained; no message will ever come.</exception>
    Task<Delivery> ReceiveAsync(CancellationToken cancellationToken = default);

    /// <summary>The consumer is done: the message leaves the queue for good.</summary>
    /// <returns>
    /// Whether it did. <see langword="false"/>, and nothing happens, unless the receipt is that of a delivery still in flight.
    /// </returns>
    bool Acknowledge(long receipt);

    /// <summary>The consumer gives up: the message is visible again at once, at its old place.</summary>
    /// <returns>As for <see cref="Acknowledge"/>.</returns>
    bool Release(long receipt);

    /// <summary>
    /// Takes no more messages, and ends when the queue is empty. What is in the queue is received, redelivered and
    /// acknowledged as before.
    /// </summary>
    /// <returns>A task that completes when every accepted message is acknowledged.</returns>
    Task DrainAsync();
}

/// <summary>How the spec makes a queue: your class needs a public constructor of this shape.</summary>
/// <param name="capacity">How many messages may be in the queue, visible and in flight together; at least 1.</param>
/// <param name="visibilityTimeout">How long a consumer has to acknowledge a delivery; positive.</param>
/// <param name="time">Where all time comes from.</param>
/// <exception cref="ArgumentOutOfRangeException">The capacity is below 1, or the timeout is not positive.</exception>
/// <exception cref="ArgumentNullException"><paramref name="time"/> is <see langword="null"/>.</exception>
public delegate IMessageQueue NewMessageQueue(int capacity, TimeSpan visibilityTimeout, TimeProvider time);
