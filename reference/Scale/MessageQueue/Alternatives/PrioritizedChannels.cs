using System.Threading.Channels;

namespace Katas.Scale;

/// <summary>The same promises on two channels of the framework, and a task that sleeps from deadline to deadline.</summary>
/// <remarks>
/// The bounded channel holds a token for each message in the queue: writing to it is back-pressure. The prioritised one holds
/// the visible messages, the lowest number first, so that what comes back is in front by itself. Waiting, cancelling and
/// closing are the channels' own. The lock makes one step of what touches several of them.
/// </remarks>
public sealed class PrioritizedChannelsMessageQueue : IMessageQueue, IDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Channel<byte> _places;
    private readonly Channel<Message> _visible = Channel.CreateUnboundedPrioritized(
        new UnboundedPrioritizedChannelOptions<Message>
        {
            Comparer = Comparer<Message>.Create((one, other) => one.Id.CompareTo(other.Id)),
        });

    private readonly Dictionary<long, (Message Message, TimeSpan Due)> _inFlight = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeSpan _visibilityTimeout;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private long _lastId;
    private long _lastReceipt;
    private int _unacknowledged;
    private bool _draining;
    private bool _watching;

    /// <inheritdoc cref="NewMessageQueue"/>
    public PrioritizedChannelsMessageQueue(int capacity, TimeSpan visibilityTimeout, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(visibilityTimeout, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(time);
        _places = Channel.CreateBounded<byte>(capacity);
        (_visibilityTimeout, _time, _origin) = (visibilityTimeout, time, time.GetTimestamp());
    }

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <inheritdoc/>
    public bool TrySend(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        lock (_gate)
        {
            if (_draining) throw new ChannelClosedException();
            if (!_places.Writer.TryWrite(0)) return false;
            AcceptUnsynchronized(body);
            return true;
        }
    }

    /// <inheritdoc/>
    public async Task SendAsync(string body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        await _places.Writer.WriteAsync(0, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (_draining) throw new ChannelClosedException(); // let in too late; its place is of no use to anybody
            AcceptUnsynchronized(body);
        }
    }

    /// <inheritdoc/>
    public Delivery? TryReceive()
    {
        lock (_gate) return _visible.Reader.TryRead(out var message) ? DeliverUnsynchronized(message) : null;
    }

    /// <inheritdoc/>
    public async Task<Delivery> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            if (TryReceive() is { } delivery) return delivery;
            // To wait and then to take: a message taken by ReadAsync would be neither visible nor in flight for a moment.
            var isOpen = await _visible.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
            if (!isOpen) throw new ChannelClosedException();
        }
    }

    /// <inheritdoc/>
    public bool Acknowledge(long receipt)
    {
        bool isLast;
        lock (_gate)
        {
            if (!_inFlight.Remove(receipt)) return false;
            _unacknowledged--;
            _places.Reader.TryRead(out _);
            isLast = EndsUnsynchronized();
        }

        if (isLast) _stop.Cancel(); // runs the code behind the token here, so not under the lock
        return true;
    }

    /// <inheritdoc/>
    public bool Release(long receipt)
    {
        lock (_gate) return ReturnUnsynchronized(receipt);
    }

    /// <inheritdoc/>
    public Task DrainAsync()
    {
        bool isEmpty;
        lock (_gate)
        {
            _draining = true;
            _places.Writer.TryComplete();
            isEmpty = EndsUnsynchronized();
        }

        if (isEmpty) _stop.Cancel();
        return _drained.Task;
    }

    /// <summary>Ends the watch over deliveries, whatever is left.</summary>
    public void Dispose() => _stop.Cancel();

    private void AcceptUnsynchronized(string body)
    {
        _unacknowledged++;
        _visible.Writer.TryWrite(new Message(++_lastId, body));
    }

    private Delivery DeliverUnsynchronized(Message message)
    {
        var receipt = ++_lastReceipt;
        _inFlight.Add(receipt, (message, Now + _visibilityTimeout));
        if (!_watching)
        {
            _watching = true;
            _ = WatchAsync();
        }

        return new Delivery(message.Id, message.Body, ++message.Attempts, receipt);
    }

    private bool ReturnUnsynchronized(long receipt)
    {
        if (!_inFlight.Remove(receipt, out var held)) return false;
        _visible.Writer.TryWrite(held.Message);
        return true;
    }

    /// <summary>
    /// Ends the queue if it is drained, and says so. Channels run the code behind them on the pool, whoever closes them.
    /// </summary>
    private bool EndsUnsynchronized()
    {
        if (!_draining || _unacknowledged > 0) return false;
        _visible.Writer.TryComplete();
        return _drained.TrySetResult();
    }

    /// <summary>Ends deliveries, as long as there are any.</summary>
    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            TimeSpan sleep;
            lock (_gate)
            {
                var now = Now;
                foreach (var (receipt, _) in _inFlight.Where(held => held.Value.Due <= now).ToList())
                    ReturnUnsynchronized(receipt);
                _watching = _inFlight.Count > 0;
                if (!_watching) return;
                sleep = _inFlight.Values.Min(held => held.Due) - now;
            }

            await Task.Delay(sleep < LongestSleep ? sleep : LongestSleep, _time, _stop.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed record Message(long Id, string Body)
    {
        public int Attempts { get; set; }
    }
}
