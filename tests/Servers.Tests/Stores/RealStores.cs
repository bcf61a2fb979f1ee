using StackExchange.Redis;

namespace Katas.Servers.Tests.Stores;

/// <summary>The servers of this run: each is started when the first test wants it.</summary>
[SetUpFixture]
public sealed class RealStores
{
    internal static RealStore Redis { get; } = new("Redis", "redis-server", ports: 1, port =>
    {
        var redis = ConnectionMultiplexer.Connect($"127.0.0.1:{port},abortConnect=true,connectTimeout=5000,syncTimeout=30000");
        return (new RedisLockStore(redis.GetDatabase()), redis);
    });

    internal static RealStore Etcd { get; } = new("etcd", "etcd", ports: 2, port =>
    {
        var gateway = new EtcdGateway(new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") });
        return (new EtcdLockStore(gateway), gateway);
    });

    /// <summary>Also after tests that failed.</summary>
    [OneTimeTearDown]
    public void StopAll()
    {
        Redis.Stop();
        Etcd.Stop();
    }
}
