namespace Katas.Scale;

/// <summary>The same promises with two semaphores, for room and for messages, and a timer for each delivery.</summary>
/// <remarks>
/// Permits that need no waiting are taken under the lock, together with what they stand for. Outside it, a receiver could
/// find no permit although a message was sent before: another producer holds the lock's place between message and permit.
/// </remarks>
public sealed class SemaphoreMessageQueue : IMessageQueue, IDisposable
{
    private readonly object _gate = new();
    private readonly SortedDictionary<long, Message> _visible = [];
    private readonly Dictionary<long, (Message Message, ITimer Timer)> _inFlight = [];
    private readonly SemaphoreSlim _room;
    private readonly SemaphoreSlim _messages = new(0);
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan _visibilityTimeout;
    private readonly TimeProvider _time;
    private long _lastId;
    private long _lastReceipt;
    private bool _draining;

    /// <inheritdoc cref="NewMessageQueue"/>
    public SemaphoreMessageQueue(int capacity, TimeSpan visibilityTimeout, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(visibilityTimeout, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(time);
        (_room, _visibilityTimeout, _time) = (new SemaphoreSlim(capacity), visibilityTimeout, time);
    }

    /// <inheritdoc/>
    public bool TrySend(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        lock (_gate)
        {
            ThrowIfDraining();
            if (!_room.Wait(0)) return false;
            AcceptUnsynchronized(body);
            return true;
        }
    }

    /// <inheritdoc/>
    public async Task SendAsync(string body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            await _room.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Draining();
        }

        lock (_gate)
        {
            ThrowIfDraining(); // the permit may go: nobody will ask for it again
            AcceptUnsynchronized(body);
        }
    }

    /// <inheritdoc/>
    public Delivery? TryReceive()
    {
        lock (_gate) return _messages.Wait(0) ? DeliverUnsynchronized() : null;
    }

    /// <inheritdoc/>
    public async Task<Delivery> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _over.Token);
        try
        {
            await _messages.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException("The queue is drained.");
        }

        lock (_gate) return DeliverUnsynchronized(); // a permit is a message: it cannot be gone
    }

    /// <inheritdoc/>
    public bool Acknowledge(long receipt)
    {
        bool last;
        lock (_gate)
        {
            if (!TryEndUnsynchronized(receipt, out _)) return false;
            last = IsDrainedUnsynchronized();
            if (!_draining) _room.Release();
        }

        if (last) SendReceiversAway();
        return true;
    }

    /// <inheritdoc/>
    public bool Release(long receipt)
    {
        lock (_gate)
        {
            if (!TryEndUnsynchronized(receipt, out var message)) return false;
            ShowUnsynchronized(message);
            return true;
        }
    }

    /// <inheritdoc/>
    public Task DrainAsync()
    {
        bool empty;
        lock (_gate)
        {
            _draining = true;
            empty = IsDrainedUnsynchronized();
        }

        _closing.Cancel();
        if (empty) SendReceiversAway();
        return _drained.Task;
    }

    /// <summary>Ends the waits as a drain does, whatever is left.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        _over.Cancel();
    }

    private void AcceptUnsynchronized(string body) => ShowUnsynchronized(new Message(++_lastId, body));

    private void ShowUnsynchronized(Message message)
    {
        _visible.Add(message.Id, message);
        _messages.Release();
    }

    private Delivery DeliverUnsynchronized()
    {
        var message = _visible.First().Value;
        _visible.Remove(message.Id);
        var receipt = ++_lastReceipt;
        var timer = _time.CreateTimer(_ => Release(receipt), null, _visibilityTimeout, Timeout.InfiniteTimeSpan);
        _inFlight.Add(receipt, (message, timer));
        return new Delivery(message.Id, message.Body, ++message.Attempts, receipt);
    }

    private bool TryEndUnsynchronized(long receipt, out Message message)
    {
        var found = _inFlight.Remove(receipt, out var held);
        if (found) held.Timer.Dispose();
        message = held.Message;
        return found;
    }

    private bool IsDrainedUnsynchronized() => _draining && _visible.Count + _inFlight.Count == 0;

    private void SendReceiversAway()
    {
        _over.Cancel();
        _drained.TrySetResult();
    }

    private void ThrowIfDraining()
    {
        if (_draining) throw Draining();
    }

    private static InvalidOperationException Draining() => new("The queue is being drained and takes no more messages.");

    private sealed record Message(long Id, string Body)
    {
        public int Attempts { get; set; }
    }
}
