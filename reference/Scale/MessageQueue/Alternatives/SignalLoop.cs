namespace Katas.Scale;

/// <summary>The same promises with one list and one signal: receivers look, sleep, and look again.</summary>
/// <remarks>
/// No message ever moves: whether it is visible is a question to the clock. A receiver sleeps until something changes, or
/// until the first delivery ends. Every change wakes all receivers, and all but one find nothing, which is the price.
/// </remarks>
public sealed class SignalLoopMessageQueue : IMessageQueue
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly object _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly List<Sender> _senders = [];
    private readonly TaskCompletionSource _drained = NewSignal();
    private readonly int _capacity;
    private readonly TimeSpan _visibilityTimeout;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private TaskCompletionSource _changed = NewSignal();
    private long _lastId;
    private long _lastReceipt;
    private bool _draining;

    /// <inheritdoc cref="NewMessageQueue"/>
    public SignalLoopMessageQueue(int capacity, TimeSpan visibilityTimeout, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(visibilityTimeout, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(time);
        (_capacity, _visibilityTimeout, _time, _origin) = (capacity, visibilityTimeout, time, time.GetTimestamp());
    }

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <inheritdoc/>
    public bool TrySend(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        TaskCompletionSource changed;
        lock (_gate)
        {
            ThrowIfDraining();
            if (_entries.Count == _capacity) return false;
            changed = AddUnsynchronized(body);
        }

        changed.SetResult();
        return true;
    }

    /// <inheritdoc/>
    public async Task SendAsync(string body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        cancellationToken.ThrowIfCancellationRequested();
        var sender = new Sender(body);
        TaskCompletionSource? changed = null;
        lock (_gate)
        {
            ThrowIfDraining();
            if (_entries.Count < _capacity) changed = AddUnsynchronized(body);
            else _senders.Add(sender);
        }

        if (changed is not null)
        {
            changed.SetResult();
            return;
        }

        try
        {
            await sender.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Did I leave, or was I let in first? The list knows.
            lock (_gate)
                if (_senders.Remove(sender)) throw;
            await sender.Task.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Delivery? TryReceive()
    {
        lock (_gate) return DeliverUnsynchronized();
    }

    /// <inheritdoc/>
    public async Task<Delivery> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task changed;
            TimeSpan sleep;
            lock (_gate)
            {
                if (DeliverUnsynchronized() is { } delivery) return delivery;
                if (_draining && _entries.Count == 0) throw new InvalidOperationException("The queue is drained.");
                changed = _changed.Task;
                sleep = _entries.Count == 0 ? LongestSleep : _entries.Min(entry => entry.Until) - Now;
            }

            // Its continuation runs on the pool: the sleep ends, whatever it ended with, and the loop looks again.
            await changed.WaitAsync(sleep < LongestSleep ? sleep : LongestSleep, _time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public bool Acknowledge(long receipt)
    {
        TaskCompletionSource? changed = null;
        Sender? next = null;
        var empty = false;
        lock (_gate)
        {
            if (HeldUnsynchronized(receipt) is not { } entry) return false;
            _entries.Remove(entry);
            if (_senders.Count > 0)
            {
                next = _senders[0];
                _senders.RemoveAt(0);
                changed = AddUnsynchronized(next.Body);
            }
            else if (_draining && _entries.Count == 0)
            {
                (empty, changed) = (true, _changed);
                _changed = NewSignal();
            }
        }

        changed?.SetResult();
        next?.SetResult();
        if (empty) _drained.TrySetResult();
        return true;
    }

    /// <inheritdoc/>
    public bool Release(long receipt)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (HeldUnsynchronized(receipt) is not { } entry) return false;
            (entry.Receipt, entry.Until) = (0, TimeSpan.MinValue);
            changed = ChangedUnsynchronized();
        }

        changed.SetResult();
        return true;
    }

    /// <inheritdoc/>
    public Task DrainAsync()
    {
        TaskCompletionSource changed;
        Sender[] refused;
        bool empty;
        lock (_gate)
        {
            _draining = true;
            (refused, empty, changed) = ([.. _senders], _entries.Count == 0, ChangedUnsynchronized());
            _senders.Clear();
        }

        foreach (var sender in refused) sender.SetException(Draining());
        changed.SetResult();
        if (empty) _drained.TrySetResult();
        return _drained.Task;
    }

    private TaskCompletionSource AddUnsynchronized(string body)
    {
        _entries.Add(new Entry(++_lastId, body));
        return ChangedUnsynchronized();
    }

    /// <summary>The signal to give after the lock is left; those who come later wait for another.</summary>
    private TaskCompletionSource ChangedUnsynchronized()
    {
        var changed = _changed;
        _changed = NewSignal();
        return changed;
    }

    private Delivery? DeliverUnsynchronized()
    {
        var now = Now;
        if (_entries.Find(entry => entry.Until <= now) is not { } first) return null;
        (first.Receipt, first.Until) = (++_lastReceipt, now + _visibilityTimeout);
        return new Delivery(first.Id, first.Body, ++first.Attempts, first.Receipt);
    }

    private Entry? HeldUnsynchronized(long receipt)
    {
        var now = Now;
        return _entries.Find(entry => entry.Receipt == receipt && entry.Until > now);
    }

    private void ThrowIfDraining()
    {
        if (_draining) throw Draining();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static InvalidOperationException Draining() => new("The queue is being drained and takes no more messages.");

    private sealed class Entry(long id, string body)
    {
        public long Id { get; } = id;

        public string Body { get; } = body;

        public int Attempts { get; set; }

        public long Receipt { get; set; }

        public TimeSpan Until { get; set; } = TimeSpan.MinValue;
    }

    private sealed class Sender(string body) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string Body { get; } = body;
    }
}
