using System.Diagnostics;

namespace Katas.Scale;

/// <summary>A bounded broker under one lock. A delivery expires when somebody looks, not when a timer fires.</summary>
/// <remarks>
/// <para>Each call is one step under the lock: what has expired becomes visible, the call does its own work, and those who
/// wait are served. Their tasks are completed after the lock is left.</para>
/// <para>A receipt stands for one delivery. Whatever ends the delivery (acknowledgement, release, expiry) removes it from
/// the same dictionary, so exactly one of them does. A timer is set only while a receiver waits.</para>
/// </remarks>
public sealed class MessageQueue : IMessageQueue
{
    /// <summary>Below the 49 days that a timer can count; one that fires early is set again.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Message, long> _visible = new();
    private readonly Dictionary<long, Message> _inFlight = [];
    private readonly Queue<(long Receipt, TimeSpan Due)> _deadlines = new();
    private readonly LinkedList<Sender> _senders = new();
    private readonly LinkedList<Receiver> _receivers = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _capacity;
    private readonly TimeSpan _visibilityTimeout;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly ITimer _timer;
    private long _lastId;
    private long _lastReceipt;
    private bool _draining;

    /// <inheritdoc cref="NewMessageQueue"/>
    public MessageQueue(int capacity, TimeSpan visibilityTimeout, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(visibilityTimeout, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(time);
        (_capacity, _visibilityTimeout, _time, _origin) = (capacity, visibilityTimeout, time, time.GetTimestamp());
        _timer = time.CreateTimer(_ => Step(() => true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    private int Unacknowledged => _visible.Count + _inFlight.Count;

    /// <inheritdoc/>
    public bool TrySend(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Step(() =>
        {
            if (_draining) throw Draining();
            if (Unacknowledged == _capacity) return false;
            AcceptUnsynchronized(body);
            return true;
        });
    }

    /// <inheritdoc/>
    public async Task SendAsync(string body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        cancellationToken.ThrowIfCancellationRequested();
        // Behind the others; in the same step it is let in if there is room, and refused if the queue is being drained.
        var place = Step(() => _senders.AddLast(new Sender(body)));
        using var leaving = cancellationToken.UnsafeRegister((_, token) => Leave<Sender, bool>(place, token), null);
        await place.Value.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Delivery? TryReceive() => Step(() => _visible.Count == 0 ? null : DeliverUnsynchronized());

    /// <inheritdoc/>
    public async Task<Delivery> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var place = Step(() => _receivers.AddLast(new Receiver()));
        // Outside the lock: disposing the registration waits for a Leave that is running, and Leave wants the lock.
        using var leaving = cancellationToken.UnsafeRegister((_, token) => Leave<Receiver, Delivery>(place, token), null);
        return await place.Value.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public bool Acknowledge(long receipt) => Step(() => _inFlight.Remove(receipt));

    /// <inheritdoc/>
    public bool Release(long receipt) => Step(() => ReturnUnsynchronized(receipt));

    /// <inheritdoc/>
    public Task DrainAsync()
    {
        Step(() => _draining = true);
        return _drained.Task;
    }

    /// <summary>One step of the queue: nobody sees half of it.</summary>
    private T Step<T>(Func<T> call)
    {
        Action? ended = null;
        try
        {
            lock (_gate)
            {
                ExpireUnsynchronized();
                ended = ServeUnsynchronized(); // before the call: what has come back belongs to those who wait
                var result = call();
                ended += ServeUnsynchronized();
                Debug.Assert(Unacknowledged <= _capacity, "the queue is bounded");
                Debug.Assert(_senders.Count == 0 || Unacknowledged == _capacity, "nobody waits beside room");
                Debug.Assert(_receivers.Count == 0 || _visible.Count == 0, "nobody waits beside a message");
                Debug.Assert(_deadlines.Count >= _inFlight.Count, "every delivery expires");
                return result;
            }
        }
        finally
        {
            // Outside the lock: whatever runs because a task has ended may call the queue. And also where the call
            // refuses: somebody else may have been served before it.
            ended?.Invoke();
        }
    }

    private void AcceptUnsynchronized(string body)
    {
        var message = new Message(++_lastId, body);
        _visible.Enqueue(message, message.Id);
    }

    private Delivery DeliverUnsynchronized()
    {
        var message = _visible.Dequeue();
        var receipt = ++_lastReceipt;
        _inFlight.Add(receipt, message);
        _deadlines.Enqueue((receipt, Now + _visibilityTimeout)); // one timeout for all: they are due in this order
        return new Delivery(message.Id, message.Body, ++message.Attempts, receipt);
    }

    private bool ReturnUnsynchronized(long receipt)
    {
        if (!_inFlight.Remove(receipt, out var message)) return false;
        _visible.Enqueue(message, message.Id); // its number is its place: in front of all that came later
        return true;
    }

    private void ExpireUnsynchronized()
    {
        Debug.Assert(_gate.IsHeldByCurrentThread);
        for (var now = Now; _deadlines.TryPeek(out var next); _deadlines.Dequeue())
        {
            if (!_inFlight.ContainsKey(next.Receipt)) continue; // acknowledged or released in time
            if (next.Due > now) return;
            ReturnUnsynchronized(next.Receipt);
        }
    }

    /// <summary>Gives room to senders and messages to receivers, in the order in which they came.</summary>
    /// <returns>What to do when the lock is left.</returns>
    private Action? ServeUnsynchronized()
    {
        Debug.Assert(_gate.IsHeldByCurrentThread);
        Action? ended = null;
        while (_draining && TakeFirst(_senders) is { } sender)
            ended += () => sender.SetException(Draining());
        while (Unacknowledged < _capacity && TakeFirst(_senders) is { } sender)
        {
            AcceptUnsynchronized(sender.Body);
            ended += () => sender.SetResult(true);
        }

        while (_visible.Count > 0 && TakeFirst(_receivers) is { } receiver)
        {
            var delivery = DeliverUnsynchronized();
            ended += () => receiver.SetResult(delivery);
        }

        if (_draining && Unacknowledged == 0) ended += EndUnsynchronized();
        else if (_receivers.Count > 0 && _deadlines.TryPeek(out var next)) SetTimerUnsynchronized(next.Due);
        return ended;
    }

    private Action? EndUnsynchronized()
    {
        Action? ended = () => _drained.TrySetResult();
        while (TakeFirst(_receivers) is { } receiver)
            ended += () => receiver.SetException(new InvalidOperationException("The queue is drained."));
        _timer.Dispose();
        return ended;
    }

    private void SetTimerUnsynchronized(TimeSpan due)
    {
        var wait = Math.Clamp((due - Now).Ticks, 0, LongestTimer.Ticks);
        _timer.Change(TimeSpan.FromTicks(wait), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whoever takes a place out of its list completes its task: here a caller who gives up.</summary>
    private void Leave<TWaiter, TResult>(LinkedListNode<TWaiter> place, CancellationToken cancellationToken)
        where TWaiter : TaskCompletionSource<TResult>
    {
        lock (_gate)
        {
            if (place.List is not { } list) return; // served, or sent away
            list.Remove(place);
        }

        place.Value.SetCanceled(cancellationToken);
    }

    private static T? TakeFirst<T>(LinkedList<T> waiting) where T : class
    {
        if (waiting.First is not { } first) return null;
        waiting.Remove(first);
        return first.Value;
    }

    private static InvalidOperationException Draining() => new("The queue is being drained and takes no more messages.");

    private sealed class Message(long id, string body)
    {
        public long Id { get; } = id;

        public string Body { get; } = body;

        public int Attempts { get; set; }
    }

    /// <remarks>Asynchronously: whoever completes the task must not run the waiter's code on its own stack.</remarks>
    private sealed class Sender(string body) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string Body { get; } = body;
    }

    private sealed class Receiver() : TaskCompletionSource<Delivery>(TaskCreationOptions.RunContinuationsAsynchronously);
}
