namespace Katas.Distributed;

/// <summary>The same promises where many parts of one process want one lock: they stand in line, and the first asks.</summary>
/// <remarks>
/// <para>The store then has one waiter for each process instead of one for each caller. Whoever leaves the line wakes the next.
/// A caller whose wait ends in the line still makes its one last try.</para>
/// <para>A caller who leaves is told so at once; what it had under way is awaited and taken back behind its back.</para>
/// </remarks>
public sealed class OneInLineLock : IDistributedLock
{
    private readonly Dictionary<string, LinkedList<TaskCompletionSource>> _lines = [];
    private readonly ILockStore _store;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private long _calls;

    /// <inheritdoc cref="NewDistributedLock"/>
    public OneInLineLock(ILockStore store, TimeProvider time, Random random)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(random);
        (_store, _time, _random) = (store, time, random);
    }

    /// <inheritdoc/>
    public async Task<Lease?> TryAcquireAsync(
        string resource, TimeSpan ttl, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ttl.Ticks, nameof(ttl));
        ArgumentOutOfRangeException.ThrowIfNegative(wait.Ticks, nameof(wait));
        cancellationToken.ThrowIfCancellationRequested();
        var began = _time.GetTimestamp();
        var place = Join(resource);
        try
        {
            await FirstInLineAsync(place, wait, cancellationToken);
            var owner = $"{_random.NextInt64():x16}{_random.NextInt64():x16}-{++_calls}";
            while (true)
            {
                var attempt = TakeAsync(resource, owner, ttl);
                if (await AnswerAsync(attempt, owner, resource, cancellationToken) is { } lease) return lease;
                var left = wait - _time.GetElapsedTime(began);
                if (left <= TimeSpan.Zero) break;
                await LeaveIfAsync(PauseAsync(left, cancellationToken), owner, resource);
            }

            await ForgetAsync(resource, owner);
            return null;
        }
        finally
        {
            Leave(resource, place);
        }
    }

    /// <inheritdoc/>
    public async Task<Lease?> ExtendAsync(Lease lease, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ttl.Ticks, nameof(ttl));
        while (lease.Left(_time) is { Ticks: > 0 } left)
        {
            try
            {
                var since = _time.GetTimestamp();
                if (!await _store.ExtendIfOwnerAsync(lease.Resource, lease.Owner, ttl, cancellationToken)) return null;
                var longer = lease with { Since = since, TrustedFor = ttl * 0.95 };
                return longer.Left(_time).Ticks > 0 ? longer : null;
            }
            catch (StoreUnavailableException)
            {
                await PauseAsync(left, cancellationToken);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async Task<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        do
        {
            try
            {
                return await _store.DeleteIfOwnerAsync(lease.Resource, lease.Owner, cancellationToken);
            }
            catch (StoreUnavailableException)
            {
                await PauseAsync(lease.Left(_time), cancellationToken);
            }
        }
        while (lease.Left(_time).Ticks > 0);
        return false;
    }

    private LinkedListNode<TaskCompletionSource> Join(string resource)
    {
        if (!_lines.TryGetValue(resource, out var line)) _lines.Add(resource, line = new());
        // Inline on purpose: all callers of one instance take turns on one thread, and this is all that a turn is.
        var place = line.AddLast(new TaskCompletionSource(TaskCreationOptions.None));
        if (line.First == place) place.Value.SetResult();
        return place;
    }

    private void Leave(string resource, LinkedListNode<TaskCompletionSource> place)
    {
        var line = _lines[resource];
        line.Remove(place);
        if (line.First is { } next) next.Value.TrySetResult();
        else _lines.Remove(resource);
    }

    private async Task FirstInLineAsync(
        LinkedListNode<TaskCompletionSource> place, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (place.Value.Task.IsCompleted) return;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(place.Value.Task, Task.Delay(wait, _time, over.Token));
        over.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Puts; and where that was refused, sees whether the entry is ours all the same.</summary>
    private async Task<Lease?> TakeAsync(string resource, string owner, TimeSpan ttl)
    {
        try
        {
            var since = _time.GetTimestamp();
            var token = await _store.PutIfAbsentAsync(resource, owner, ttl);
            if (token is null)
            {
                since = _time.GetTimestamp();
                if (await _store.ExtendIfOwnerAsync(resource, owner, ttl)
                    && await _store.GetAsync(resource) is { } entry && entry.Owner == owner) token = entry.Token;
            }

            var lease = new Lease(resource, owner, token ?? 0, since, ttl * 0.95);
            return token is not null && lease.Left(_time).Ticks > 0 ? lease : null;
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private async Task<Lease?> AnswerAsync(
        Task<Lease?> attempt, string owner, string resource, CancellationToken cancellationToken)
    {
        var left = new TaskCompletionSource(TaskCreationOptions.None); // inline: on the caller's one thread
        using (cancellationToken.UnsafeRegister(_ => left.TrySetResult(), null)) await Task.WhenAny(attempt, left.Task);
        if (!cancellationToken.IsCancellationRequested) return await attempt;
        _ = ForgetAfterAsync(attempt, resource, owner);
        throw new OperationCanceledException(cancellationToken);
    }

    private async Task LeaveIfAsync(Task pause, string owner, string resource)
    {
        try
        {
            await pause;
        }
        catch (OperationCanceledException)
        {
            _ = ForgetAsync(resource, owner);
            throw;
        }
    }

    private async Task ForgetAfterAsync(Task attempt, string resource, string owner)
    {
        await attempt;
        await ForgetAsync(resource, owner);
    }

    private async Task ForgetAsync(string resource, string owner)
    {
        try
        {
            await _store.DeleteIfOwnerAsync(resource, owner);
        }
        catch (StoreUnavailableException)
        {
            // Its time will be up.
        }
    }

    /// <summary>A third of a second, a third of that more or less, at every try.</summary>
    private Task PauseAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMilliseconds(222 + (_random.NextDouble() * 222));
        return Task.Delay(pause < most ? pause : most, _time, cancellationToken);
    }
}
