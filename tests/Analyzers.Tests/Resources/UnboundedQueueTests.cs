using Katas.Analyzers.CodeFixes.Resources;
using Katas.Analyzers.Resources;

namespace Katas.Analyzers.Tests.Resources;

[Rule("KATA0605")]
public sealed class UnboundedQueueTests
{
    [TestCase("_channel = [|Channel.CreateUnbounded<int>()|];")]
    [TestCase("var channel = [|Channel.CreateUnbounded<int>()|];")]
    [TestCase("var channel = [|Channel.CreateUnbounded<int>(new UnboundedChannelOptions())|];")]
    [TestCase("var channel = [|Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true })|];")]
    [TestCase("var channel = [|Channel.CreateUnbounded<int>(new() { SingleWriter = true })|];")]
    [TestCase("var channel = [|Channel.CreateUnboundedPrioritized<int>()|];")]
    [TestCase("var writer = [|Channel.CreateUnbounded<string>()|].Writer;")]
    [TestCase("Func<Channel<int>> make = () => [|Channel.CreateUnbounded<int>()|];")]
    [TestCase("_blocking = [|new()|];")]
    [TestCase("var blocking = [|new BlockingCollection<int>()|];")]
    [TestCase("var blocking = [|new BlockingCollection<int> { 1 }|];")]
    [TestCase("var blocking = [|new BlockingCollection<int>(new ConcurrentStack<int>())|];")]
    [TestCase("using var blocking = [|new BlockingCollection<int>(bag)|];")]
    public Task It_is_reported(string statement) => Analyzed.AssertAsync<UnboundedQueue>(Sample(statement));

    [TestCase("_channel = Channel.CreateBounded<int>(10);")]
    [TestCase("_channel = Channel.CreateBounded<int>(new BoundedChannelOptions(10));")]
    [TestCase("_channel = Channel.CreateBounded<int>(new BoundedChannelOptions(10) { SingleReader = true });")]
    [TestCase("_blocking = new(10);")]
    [TestCase("_blocking = new BlockingCollection<int>(boundedCapacity: size);")]
    [TestCase("_blocking = new BlockingCollection<int>(bag, 10);")]
    [TestCase("_blocking = new BlockingCollection<int>(new ConcurrentQueue<int>(), size);")]
    [TestCase("_blocking = new BlockingCollection<int>(new ConcurrentQueue<int>(new[] { 1, 2 }));")]
    [TestCase("var options = new UnboundedChannelOptions();")]
    [TestCase("var queue = new ConcurrentQueue<int>();")]
    [TestCase("var queue = new Queue<int>();")]
    [TestCase("Own.CreateUnbounded<int>();")]
    [TestCase("var channel = Channel.CreateUnbounded<Asked>();")]
    [TestCase("_ = nameof(Channel.CreateUnbounded);")]
    public Task It_is_silent(string statement) => Analyzed.AssertAsync<UnboundedQueue>(Sample(statement));

    [Test]
    public Task A_class_that_counts_by_itself_is_silent() => Analyzed.AssertAsync<UnboundedQueue>(
        "class Sample(int capacity) { Channel<int> Items { get; } = Channel.CreateUnbounded<int>(); int Free => capacity; }");

    [Test]
    public Task The_message_says_what_grows() => Analyzed.AssertAsync<UnboundedQueue>(
        Sample("_channel = [|Channel.CreateUnbounded<int>()|];"), message:
        "The channel has no bound: while producers are faster than consumers it grows, each item waits behind all before it, and"
        + " the first limit is the memory; give it a capacity");

    [TestCase("_channel = Channel.CreateUnbounded<int>();", "_channel = Channel.CreateBounded<int>(capacity: 1000);")]
    [TestCase(
        "_channel = Channel.CreateUnbounded<int>(new UnboundedChannelOptions());",
        "_channel = Channel.CreateBounded<int>(new BoundedChannelOptions(capacity: 1000));")]
    [TestCase(
        "_channel = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true });",
        "_channel = Channel.CreateBounded<int>(new BoundedChannelOptions(capacity: 1000) { SingleReader = true });")]
    [TestCase("_blocking = new();", "_blocking = new(boundedCapacity: 1000);")]
    [TestCase(
        "_blocking = new BlockingCollection<int> { 1 };",
        "_blocking = new BlockingCollection<int>(boundedCapacity: 1000) { 1 };")]
    [TestCase(
        "_blocking = new BlockingCollection<int>(bag); _channel = Channel.CreateUnbounded<int>();",
        "_blocking = new BlockingCollection<int>(bag, boundedCapacity: 1000);"
        + " _channel = Channel.CreateBounded<int>(capacity: 1000);")]
    public Task It_is_fixed(string bad, string good) =>
        Fixed.AssertAsync<UnboundedQueue, UnboundedQueueFix>(Sample(bad), Sample(good), "KATA0605");

    [TestCase("_channel = Channel.CreateUnbounded<int>(); _channel.Writer.TryWrite(1);")]
    [TestCase("_channel = Channel.CreateUnboundedPrioritized<int>();")]
    [TestCase("_channel = Channel.CreateUnbounded<int>(new() { SingleWriter = true });")]
    public Task It_is_not_fixed(string statement) =>
        Fixed.AssertNoneAsync<UnboundedQueue, UnboundedQueueFix>(Sample(statement), "KATA0605");

    [TestCase("public void Add(int x) { [|_safe.Enqueue(x)|]; _ready.Release(); }")]
    [TestCase("public void Add(int x) { lock (_gate) { [|_plain.Enqueue(x)|]; Monitor.Pulse(_gate); } }")]
    [TestCase("public void Add(int x) { lock (_gate) [|_plain.Enqueue(x)|]; _some.Set(); }")]
    public Task A_queue_with_a_signal_is_reported(string member) => OfQueues(member);

    [TestCase("public void Add(int x) => _safe.Enqueue(x);")]
    [TestCase("public void Add(int x) { _free.Wait(); _safe.Enqueue(x); _ready.Release(); }")]
    [TestCase("public async Task Add(int x) { await _free.WaitAsync(); _safe.Enqueue(x); _ready.Release(); }")]
    [TestCase("public bool Add(int x) { lock (_gate) { if (_plain.Count == 9) return false; _plain.Enqueue(x); "
        + "Monitor.Pulse(_gate); return true; } }")]
    [TestCase("public void Add(int x) { lock (_gate) { while (_plain.Count == 9) Monitor.Wait(_gate); _plain.Enqueue(x); "
        + "Monitor.PulseAll(_gate); } }")]
    [TestCase("public void Add(int x) { _free.Wait(); Store(x); } "
        + "private void Store(int x) { _safe.Enqueue(x); _ready.Release(); }")]
    [TestCase("private readonly Queue<TaskCompletionSource> _waiters = new(); public void Add() { lock (_gate) { "
        + "_waiters.Enqueue(new()); Monitor.Pulse(_gate); } }")]
    [TestCase("private readonly int _capacity = 9; private int _n; public void Add(int x) { lock (_gate) { "
        + "if (_n++ == _capacity) return; _plain.Enqueue(x); Monitor.Pulse(_gate); } }")]
    public Task A_queue_with_a_bound_or_without_a_signal_is_silent(string member) => OfQueues(member);

    [Test]
    public Task Where_the_bound_should_be_in_a_queue_made_by_hand_no_fix_knows() =>
        Fixed.AssertNoneAsync<UnboundedQueue, UnboundedQueueFix>(
            Queues("public void Add(int x) { _safe.Enqueue(x); _ready.Release(); }"), "KATA0605");

    private static Task OfQueues(string member) => Analyzed.AssertAsync<UnboundedQueue>(Queues(member));

    private static string Queues(string member) =>
        $$"""
        class Sample
        {
            private readonly ConcurrentQueue<int> _safe = new();
            private readonly Queue<int> _plain = new();
            private readonly object _gate = new();
            private readonly SemaphoreSlim _ready = new(0), _free = new(9);
            private readonly ManualResetEventSlim _some = new();
            {{member}}
        }
        """;

    private static string Sample(string statement) =>
        $$"""
        class Asked { public TaskCompletionSource Answer { get; } = new(); }
        static class Own { public static void CreateUnbounded<T>() { } }
        class Sample
        {
            private Channel<int>? _channel;
            private BlockingCollection<int>? _blocking;
            void Run(ConcurrentBag<int> bag, int size) { _ = (_channel, _blocking); {{statement}} }
        }
        """;
}
