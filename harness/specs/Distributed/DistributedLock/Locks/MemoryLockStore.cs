using Katas.Distributed;
using Katas.Engine.Time;

namespace Katas.Specs.Distributed.Locks;

/// <summary>A store in memory, in virtual time, whose requests meet what a test says.</summary>
/// <param name="time">The store's clock, which is the callers' too.</param>
public sealed class MemoryLockStore(VirtualTime time) : StoreOfCalls
{
    /// <summary>Who waits for an answer that was lost notices after this time.</summary>
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>Whoever asks more often at one moment may do so for ever: no time passes while it does.</summary>
    private const int MostAtOnce = 200;

    private readonly Lock _gate = new();
    private readonly LockTable _table = new();
    private readonly List<(StoreCall Call, TimeSpan Sent)> _calls = [];

    /// <summary>The store's clock.</summary>
    public VirtualTime Time => time;

    /// <summary>What happens to a request.</summary>
    /// <value>All are answered at once.</value>
    public Func<StoreCall, StoreFate> Fate { get; set; } = _ => StoreFate.AtOnce;

    /// <summary>Runs when a request has arrived, before it is carried out.</summary>
    public Action<StoreCall>? Arrives { get; set; }

    /// <summary>All requests so far, and when they were sent.</summary>
    public IReadOnlyList<(StoreCall Call, TimeSpan Sent)> Calls
    {
        get { lock (_gate) return [.. _calls]; }
    }

    /// <summary>When somebody tried to take a lock.</summary>
    public IReadOnlyList<TimeSpan> Tries =>
        [.. Calls.Where(call => call.Call.Act == StoreAct.PutIfAbsent).Select(call => call.Sent)];

    /// <summary>The entry as it is now.</summary>
    public LockEntry? this[string key]
    {
        get { lock (_gate) return _table.Get(key, time.Elapsed); }
    }

    /// <summary>For how long the entry is still kept.</summary>
    public TimeSpan Left(string key)
    {
        lock (_gate) return _table.Left(key, time.Elapsed);
    }

    /// <summary>Lets an entry's time be up now.</summary>
    public void Free(string key)
    {
        lock (_gate) _table.Delete(key, time.Elapsed);
    }

    /// <summary>Lets an entry's time be up now, and somebody else be the next.</summary>
    public LockEntry HandOver(string key, string owner)
    {
        lock (_gate)
        {
            _table.Delete(key, time.Elapsed);
            return new LockEntry(owner, _table.PutIfAbsent(key, owner, TimeSpan.FromMinutes(1), time.Elapsed)!.Value);
        }
    }

    /// <inheritdoc/>
    protected override async Task<object?> AskAsync(StoreCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Note(call);
        var fate = Fate(call);
        if (!fate.IsLost)
        {
            // Whoever stops waiting does not call the request back: it goes its way all the same.
            var answer = CarryAsync(call, fate);
            if (!fate.IsAnswerLost) return await answer.WaitAsync(cancellationToken);
        }

        if (!fate.IsKnownAtOnce) await Task.Delay(GivesUpAfter, time, cancellationToken);
        throw new StoreUnavailableException();
    }

    private void Note(StoreCall call)
    {
        lock (_gate)
        {
            _calls.Add((call, time.Elapsed));
            if (_calls.Count < MostAtOnce || _calls[^MostAtOnce].Sent < time.Elapsed) return;
        }

        throw new PropertyFailedException(
            "whoever asks again pauses first", $"The store was asked {MostAtOnce} times at one moment, at last {call}.");
    }

    private async Task<object?> CarryAsync(StoreCall call, StoreFate fate)
    {
        if (fate.There > TimeSpan.Zero) await Task.Delay(fate.There, time);
        Arrives?.Invoke(call);
        object? answer;
        lock (_gate) answer = call.On(_table, time.Elapsed);
        if (fate.Back > TimeSpan.Zero) await Task.Delay(fate.Back, time);
        return answer;
    }
}
