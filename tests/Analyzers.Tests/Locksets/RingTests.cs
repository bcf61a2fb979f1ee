using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

[Rule("KATA0104")]
public sealed class RingTests
{
    [TestCase("public void Eat(int i) { lock (_forks[i]) lock ([|_forks[(i + 1) % 5]|]) { } }")]
    [TestCase("public void Eat(int i) { var next = (i + 1) % _forks.Length; lock (_forks[i]) { lock ([|_forks[next]|]) { } } }")]
    [TestCase("public void Eat(int i) { int left = i, right = (i + 1) % 5; lock (_forks[left]) lock ([|_forks[right]|]) { } }")]
    public Task A_neighbour_in_a_ring_is_reported(string members) => Is(members);

    [TestCase(
        "public void Eat(int i) { int next = (i + 1) % 5, low = Math.Min(i, next), high = Math.Max(i, next); lock (_forks[low]) "
        + "lock (_forks[high]) { } }")]
    [TestCase(
        "public void Eat(int i) { if (i == 4) { lock (_forks[(i + 1) % 5]) lock (_forks[i]) { } } else { lock (_forks[i]) lock "
        + "(_forks[(i + 1) % 5]) { } } }")]
    [TestCase("public void Eat(int i) { lock (_forks[i % 5]) { } lock (_forks[(i + 1) % 5]) { } }")]
    [TestCase("public void Eat(int i) { lock (_table) lock (_forks[i]) lock (_forks[(i + 1) % 5]) { } }")]
    public Task An_order_or_one_lock_at_a_time_is_silent(string members) => Is(members);

    [Test]
    public Task Two_locals_that_threads_take_in_opposite_orders_are_reported() => Is(
        "public void Run() { var a = new object(); var b = new object(); var t = new Thread(() => { lock (a) lock (b) { } }); "
        + "var u = new Thread(() => { lock (b) lock ([|a|]) { } }); t.Start(); u.Start(); }");

    [Test]
    public Task Two_locals_that_are_taken_in_one_order_are_silent() => Is(
        "public void Run() { var a = new object(); var b = new object(); var t = new Thread(() => { lock (a) lock (b) { } }); "
        + "var u = new Thread(() => { lock (a) lock (b) { } }); t.Start(); u.Start(); }");

    [Test]
    public Task Locals_of_two_methods_that_share_their_names_are_silent() => Is(
        "public void Run() { var a = new object(); var b = new object(); new Thread(() => { lock (a) lock (b) { } }).Start(); "
        + "} public void More() { var a = new object(); var b = new object(); new Thread(() => { lock (b) lock (a) { } })"
        + ".Start(); }");

    [Test]
    public Task The_message_tells_how_a_ring_closes() => Analyzed.AssertAsync<LocksetAnalyzer>(
        Sample("public void Eat(int i) { lock (_forks[i]) lock ([|_forks[(i + 1) % 5]|]) { } }"), "KATA0104",
        "'_forks' is taken here while '_forks' is held, which is the next one in a ring: if a thread holds each of them, all "
        + "wait for the next for ever; take them in a fixed order, the smaller index first");

    private static Task Is(string members) => Analyzed.AssertAsync<LocksetAnalyzer>(Sample(members), "KATA0104");

    private static string Sample(string members) =>
        $$"""
        sealed class Sample
        {
            private readonly object[] _forks = [new(), new(), new(), new(), new()];
            private readonly object _table = new();
            {{members}}
        }
        """;
}
