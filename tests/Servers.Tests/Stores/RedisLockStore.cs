using Katas.Distributed;
using StackExchange.Redis;

namespace Katas.Servers.Tests.Stores;

/// <summary>A store for locks over Redis: a script for each step, because only a script compares and acts in one.</summary>
/// <remarks>
/// An entry is a hash with an expiry. Beside it stands a counter without one, from which the tokens come: it must outlive
/// every entry, or numbers would begin again.
/// </remarks>
internal sealed class RedisLockStore(IDatabase redis) : ILockStore
{
    private const string Put = """
        if redis.call('exists', KEYS[1]) == 1 then return false end
        local token = redis.call('incr', KEYS[2])
        redis.call('hset', KEYS[1], 'owner', ARGV[1], 'token', token)
        redis.call('pexpire', KEYS[1], ARGV[2])
        return token
        """;

    private const string Extend = """
        if redis.call('hget', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
        if redis.call('pttl', KEYS[1]) < tonumber(ARGV[2]) then redis.call('pexpire', KEYS[1], ARGV[2]) end
        return 1
        """;

    private const string DeleteOwned = """
        if redis.call('hget', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
        return redis.call('del', KEYS[1])
        """;

    public Task<long?> PutIfAbsentAsync(string key, string owner, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        AskAsync(async () => (long?)await redis.ScriptEvaluateAsync(
            Put, [Entry(key), $"lock:{key}:token"], [owner, Milliseconds(ttl)]), cancellationToken);

    public Task<LockEntry?> GetAsync(string key, CancellationToken cancellationToken = default) => AskAsync(async () =>
    {
        var fields = await redis.HashGetAsync(Entry(key), ["owner", "token"]);
        return fields[0].IsNull ? null : new LockEntry(fields[0]!, (long)fields[1]);
    }, cancellationToken);

    public Task<bool> ExtendIfOwnerAsync(
        string key, string owner, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        AskAsync(async () => (long)await redis.ScriptEvaluateAsync(
            Extend, [Entry(key)], [owner, Milliseconds(ttl)]) == 1, cancellationToken);

    public Task<bool> DeleteIfOwnerAsync(string key, string owner, CancellationToken cancellationToken = default) =>
        AskAsync(async () => (long)await redis.ScriptEvaluateAsync(DeleteOwned, [Entry(key)], [owner]) == 1, cancellationToken);

    public Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) =>
        AskAsync(() => redis.KeyDeleteAsync(Entry(key)), cancellationToken);

    private static RedisKey Entry(string key) => $"lock:{key}";

    /// <summary>Rounded up: an entry may last longer than asked, and never shorter.</summary>
    private static RedisValue Milliseconds(TimeSpan ttl) => (long)Math.Ceiling(ttl.TotalMilliseconds);

    private static async Task<T> AskAsync<T>(Func<Task<T>> question, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await question().WaitAsync(cancellationToken);
        }
        catch (Exception failed) when (failed is RedisException or TimeoutException)
        {
            throw new StoreUnavailableException("Redis did not answer.", failed);
        }
    }
}
