namespace Katas.Specs.Concurrency;

/// <summary>How a call to <c>TakeAsync</c> stands.</summary>
public enum Wait
{
    /// <summary>In the queue.</summary>
    Waiting,

    /// <summary>The token is taken.</summary>
    Served,

    /// <summary>The caller left.</summary>
    Cancelled,

    /// <summary>The bucket was disposed.</summary>
    Disposed,

    /// <summary>Something else went wrong.</summary>
    Failed,
}

/// <summary>The bucket as one reads it in the lesson: one call after another, and one arrival after another.</summary>
/// <remarks>Slow and plain on purpose. It is the judge, so it must be right at first sight.</remarks>
internal sealed class TokenBucketModel
{
    private readonly int _capacity;
    private readonly TimeSpan _interval;
    private readonly List<Wait> _callers = [];
    private readonly List<int> _queue = [];
    private TimeSpan _now;
    private TimeSpan? _nextArrival;
    private int _tokens;

    /// <summary>A full bucket at time zero.</summary>
    public TokenBucketModel(int capacity, TimeSpan interval) =>
        (_capacity, _interval, _tokens) = (capacity, interval, capacity);

    /// <summary>What the bucket should say.</summary>
    public int Available => _tokens;

    /// <summary>How the calls to <see cref="Take"/> should stand, in the order in which they were made.</summary>
    public IReadOnlyList<Wait> Callers => _callers;

    /// <summary>Whether a token is taken. While somebody waits there is none, so nobody is overtaken.</summary>
    public bool TryTake()
    {
        if (_tokens == 0) return false;
        _tokens--;
        _nextArrival ??= _now + _interval; // it was full: the count begins now
        return true;
    }

    /// <summary>Takes a token or joins the queue.</summary>
    public void Take()
    {
        var took = TryTake();
        if (!took) _queue.Add(_callers.Count);
        _callers.Add(took ? Wait.Served : Wait.Waiting);
    }

    /// <summary>Cancels the call of that number; too late if it does not wait.</summary>
    public void Cancel(int caller)
    {
        if (_queue.Remove(caller)) _callers[caller] = Wait.Cancelled;
    }

    /// <summary>Moves time forwards; each token on the way goes to the first who waits, else into the bucket.</summary>
    public void Advance(TimeSpan by)
    {
        var target = _now + by;
        while (_nextArrival is { } arrival && arrival <= target)
        {
            _now = arrival;
            if (_queue.Count > 0)
            {
                _callers[_queue[0]] = Wait.Served;
                _queue.RemoveAt(0);
            }
            else
            {
                _tokens++;
            }

            _nextArrival = _tokens == _capacity ? null : arrival + _interval;
        }

        _now = target;
    }
}
