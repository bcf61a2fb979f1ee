using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

[Rule("KATA0301")]
public sealed class CalledByThreadsTests
{
    [TestCase("var a = new Thread(() => c.Add()); var b = new Thread(() => c.Add()); a.Start(); b.Start();")]
    [TestCase("var a = new Thread(c.Add); var b = new Thread(c.Add); a.Start(); b.Start();")]
    [TestCase("for (var i = 0; i < 4; i++) new Thread(() => c.Add()).Start();")]
    [TestCase("Task.WaitAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => c.Add())).ToArray());")]
    [TestCase("Parallel.For(0, 9, _ => c.Add());")]
    [TestCase("Parallel.Invoke(() => c.Add(), () => c.Add());")]
    public Task An_object_that_several_threads_call_is_reported(string use) => Is($"var c = new Counter(); {use}", "[|_n++|]");

    [Test]
    public Task A_declared_type_is_enough_and_is_reported() =>
        Is("Counter c = new(); Parallel.For(0, 9, _ => c.Add());", "[|_n++|]");

    [TestCase("var c = new Counter(); new Thread(() => c.Add()).Start();")]
    [TestCase("var c = new Counter(); c.Add(); c.Add();")]
    [TestCase("for (var i = 0; i < 4; i++) { var c = new Counter(); new Thread(() => c.Add()).Start(); }")]
    [TestCase("Parallel.For(0, 9, _ => { var c = new Counter(); c.Add(); });")]
    [TestCase("var c = new Counter(); var gate = new object(); Parallel.For(0, 9, _ => { lock (gate) c.Add(); });")]
    [TestCase("var c = new Counter(); Parallel.For(0, 9, _ => Console.WriteLine(c)); c.Add();")]
    [TestCase("var c = new Counter(); Enumerable.Range(0, 9).ToList().ForEach(_ => c.Add());")]
    public Task An_object_of_one_thread_is_silent(string main) => Is(main, "_n++");

    [Test]
    public Task Tasks_that_are_awaited_one_by_one_are_silent() =>
        Is("var c = new Counter(); for (var i = 0; i < 9; i++) await Task.Run(() => c.Add());", "_n++");

    private static Task Is(string main, string step) => Analyzed.AssertAsync<LocksetAnalyzer>(
        $$"""
        class Counter
        {
            private int _n;
            public int Value => _n;
            public void Add() { {{step}}; }
        }
        class Program
        {
            public static async Task Start() { await Task.Yield(); {{main}} }
        }
        """, "KATA0301");
}
