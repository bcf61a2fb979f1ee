using System.Globalization;
using System.Text.Json.Nodes;
using Katas.Distributed;

namespace Katas.Servers.Tests.Stores;

/// <summary>A store for locks over etcd: a transaction for each step, a lease of etcd's for the time to live.</summary>
/// <remarks>
/// The token is the revision at which the key was created: it grows over all keys, and putting the same key again keeps it. Times
/// to live are whole seconds; they are rounded up.
/// </remarks>
internal sealed class EtcdLockStore(EtcdGateway etcd) : ILockStore
{
    public async Task<long?> PutIfAbsentAsync(
        string key, string owner, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        var lease = await GrantAsync(ttl, cancellationToken);
        var absent = new JsonObject
        {
            ["key"] = EtcdGateway.Encode(key), ["target"] = "CREATE", ["result"] = "EQUAL", ["createRevision"] = "0",
        };
        var answer = await etcd.AskAsync("kv/txn", Transaction(absent, Put(key, owner, lease)), cancellationToken);
        if (Succeeded(answer)) return Number(answer["header"]!["revision"]);
        await etcd.AskAsync("lease/revoke", new JsonObject { ["ID"] = Text(lease) }, cancellationToken);
        return null;
    }

    public async Task<LockEntry?> GetAsync(string key, CancellationToken cancellationToken = default) =>
        await FindAsync(key, cancellationToken) is { } found ? found.Entry : null;

    public async Task<bool> ExtendIfOwnerAsync(
        string key, string owner, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(key, cancellationToken) is not { } found || found.Entry.Owner != owner) return false;
        var left = await etcd.AskAsync("lease/timetolive", new JsonObject { ["ID"] = Text(found.Lease) }, cancellationToken);
        // An entry that has more time than that keeps it: a shorter lease would take away what was promised.
        var lasts = left["TTL"] is { } seconds && Number(seconds) >= ttl.TotalSeconds;
        var lease = lasts ? found.Lease : await GrantAsync(ttl, cancellationToken);
        var transaction = Transaction(IsOwner(key, owner), Put(key, owner, lease));
        return Succeeded(await etcd.AskAsync("kv/txn", transaction, cancellationToken));
    }

    public async Task<bool> DeleteIfOwnerAsync(string key, string owner, CancellationToken cancellationToken = default)
    {
        var delete = new JsonObject { ["requestDeleteRange"] = new JsonObject { ["key"] = EtcdGateway.Encode(key) } };
        return Succeeded(await etcd.AskAsync("kv/txn", Transaction(IsOwner(key, owner), delete), cancellationToken));
    }

    public async Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        var answer = await etcd.AskAsync(
            "kv/deleterange", new JsonObject { ["key"] = EtcdGateway.Encode(key) }, cancellationToken);
        return answer["deleted"] is { } deleted && Number(deleted) > 0;
    }

    private async Task<(LockEntry Entry, long Lease)?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var answer = await etcd.AskAsync("kv/range", new JsonObject { ["key"] = EtcdGateway.Encode(key) }, cancellationToken);
        if (answer["kvs"]?[0] is not { } found) return null;
        var entry = new LockEntry(EtcdGateway.Decode((string)found["value"]!), Number(found["create_revision"]));
        return (entry, Number(found["lease"]));
    }

    private async Task<long> GrantAsync(TimeSpan ttl, CancellationToken cancellationToken)
    {
        var seconds = (long)Math.Ceiling(ttl.TotalSeconds);
        var answer = await etcd.AskAsync("lease/grant", new JsonObject { ["TTL"] = Text(seconds) }, cancellationToken);
        return Number(answer["ID"]);
    }

    private static JsonObject Put(string key, string owner, long lease) => new()
    {
        ["requestPut"] = new JsonObject
        {
            ["key"] = EtcdGateway.Encode(key), ["value"] = EtcdGateway.Encode(owner), ["lease"] = Text(lease),
        },
    };

    private static JsonObject IsOwner(string key, string owner) => new()
    {
        ["key"] = EtcdGateway.Encode(key), ["target"] = "VALUE", ["result"] = "EQUAL", ["value"] = EtcdGateway.Encode(owner),
    };

    private static JsonObject Transaction(JsonObject condition, JsonObject then) =>
        new() { ["compare"] = new JsonArray(condition), ["success"] = new JsonArray(then) };

    private static bool Succeeded(JsonNode answer) => (bool?)answer["succeeded"] ?? false;

    /// <summary>The gateway writes 64 bits as text.</summary>
    private static long Number(JsonNode? number) => long.Parse((string)number!, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
