using Katas.Distributed;

namespace Katas.Servers.Tests;

/// <summary>Questions to a store, one after another, and its answers.</summary>
/// <remarks>Tokens are numbered as they come: the numbers differ from store to store, their order does not.</remarks>
internal sealed class StoreConversation(ILockStore store, string key, TimeProvider clock, Func<TimeSpan, Task> pass)
{
    public const string Expected = """
        get: nothing
        put a: token 1
        put a: refused
        put b: refused
        get: a, token 1
        extend b: no
        extend a: yes
        get: a, token 1
        delete if b: no
        get: a, token 1
        delete if a: yes
        get: nothing
        delete if a: no
        extend a: no
        get: nothing
        put b: token 2
        delete: yes
        delete: no
        put a for a second: token 3
        time passes until it is gone
        extend a: no
        delete if a: no
        put b for a second: token 4
        extend b: yes
        time passes
        get: b, token 4
        extend b for a second: yes
        time passes
        get: b, token 4
        put a, another key: yes
        get: b, token 4
        delete if b: yes

        """;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly List<long> _tokens = [];
    private readonly StringWriter _said = new() { NewLine = "\n" };

    /// <summary>Asks all questions.</summary>
    /// <param name="store">Whom.</param>
    /// <param name="key">Of what; nobody else uses it.</param>
    /// <param name="clock">Whoever asks has this clock.</param>
    /// <param name="pass">Lets time pass for the store.</param>
    public static async Task<string> HaveAsync(ILockStore store, string key, TimeProvider clock, Func<TimeSpan, Task> pass)
    {
        var talk = new StoreConversation(store, key, clock, pass);
        await talk.TakeAndGiveBackAsync();
        await talk.RunOutAsync();
        await talk.LastAsync();
        return talk._said.ToString();
    }

    private async Task TakeAndGiveBackAsync()
    {
        await Get();
        await Put("a", Minute, "put a");
        await Put("a", Minute, "put a");
        await Put("b", Minute, "put b");
        await Get();
        Say("extend b", await store.ExtendIfOwnerAsync(key, "b", Minute));
        Say("extend a", await store.ExtendIfOwnerAsync(key, "a", Minute));
        await Get();
        Say("delete if b", await store.DeleteIfOwnerAsync(key, "b"));
        await Get();
        Say("delete if a", await store.DeleteIfOwnerAsync(key, "a"));
        await Get();
        Say("delete if a", await store.DeleteIfOwnerAsync(key, "a"));
        Say("extend a", await store.ExtendIfOwnerAsync(key, "a", Minute));
        await Get();
        await Put("b", Minute, "put b");
        Say("delete", await store.DeleteAsync(key));
        Say("delete", await store.DeleteAsync(key));
    }

    private async Task RunOutAsync()
    {
        await Put("a", Second, "put a for a second");
        for (var looks = 0; looks < 600 && await store.GetAsync(key) is not null; looks++) await pass(Second / 10);
        Say("time passes until it is gone");
        Say("extend a", await store.ExtendIfOwnerAsync(key, "a", Minute));
        Say("delete if a", await store.DeleteIfOwnerAsync(key, "a"));
    }

    /// <summary>What was extended lasts; and a second more is no less than the minute that it has.</summary>
    private async Task LastAsync()
    {
        await PutAndExtendAsync();
        await pass(Second * 2);
        Say("time passes");
        await Get();
        Say("extend b for a second", await store.ExtendIfOwnerAsync(key, "b", Second));
        await pass(Second * 3);
        Say("time passes");
        await Get();
        Say("put a, another key", await store.PutIfAbsentAsync(key + " in the cellar", "a", Minute) is not null);
        await Get();
        Say("delete if b", await store.DeleteIfOwnerAsync(key, "b"));
    }

    /// <summary>A machine may be so slow that the entry has run out before it is extended: then once more.</summary>
    private async Task PutAndExtendAsync()
    {
        while (true)
        {
            var asked = clock.GetTimestamp();
            var token = await store.PutIfAbsentAsync(key, "b", Second);
            var isExtended = await store.ExtendIfOwnerAsync(key, "b", Minute);
            if (!isExtended && clock.GetElapsedTime(asked) >= Second) continue;
            Say("put b for a second", token);
            Say("extend b", isExtended);
            return;
        }
    }

    private async Task Put(string owner, TimeSpan ttl, string question) =>
        Say(question, await store.PutIfAbsentAsync(key, owner, ttl));

    private async Task Get()
    {
        var entry = await store.GetAsync(key);
        Say($"get: {(entry is null ? "nothing" : $"{entry.Owner}, token {_tokens.IndexOf(entry.Token) + 1}")}");
    }

    private void Say(string question, bool answer) => Say($"{question}: {(answer ? "yes" : "no")}");

    private void Say(string question, long? token)
    {
        if (token is { } number) _tokens.Add(number);
        Say($"{question}: {(token is null ? "refused" : _tokens is [.., var last, var now] && now <= last
            ? $"token {now}, after {last}" : $"token {_tokens.Count}")}");
    }

    private void Say(string line) => _said.WriteLine(line);
}
