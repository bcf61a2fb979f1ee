using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Tests.Locksets;

/// <summary>Which bodies the engine takes for able to run at the same time.</summary>
public sealed class ThreadRootsTests
{
    [TestCase(
        "public void A() { Name(\"A\"); Alone(\"A\"); } public void B() => Alone(\"A\");",
        TestName = "callers of a plain type are one thread")]
    [TestCase(
        "object _gate = new(); public void A() { lock (_gate) Name(\"A\"); Beside(\"A\"); } public void B() => Beside(\"A\");",
        TestName = "a type with a lock")]
    [TestCase(
        "int _n; public void A() { Name(\"A\"); Interlocked.Increment(ref _n); } public void B() => Beside(\"A\");",
        TestName = "a type with Interlocked")]
    [TestCase(
        "int _n; public void A() { if (Interlocked.Exchange(ref _n, 1) != 0) throw new Exception(); Name(\"A\"); Alone(\"A\"); }",
        TestName = "a method that only the first call gets into")]
    [TestCase(
        "int _n; public async Task A() { if (Interlocked.CompareExchange(ref _n, 1, 0) == 1) return; Name(\"A\"); "
        + "await Task.Yield(); C(); } void C() => Alone(\"A\");",
        TestName = "what only the first call gets to")]
    [TestCase(
        "int _n; public void A() { Name(\"A\"); if (Interlocked.Exchange(ref _n, 1) != 0) throw new Exception(); "
        + "Beside(\"A\"); }",
        TestName = "a method that asks later whether it is the first")]
    [TestCase(
        "ConcurrentQueue<int> _q = new(); public void A() => Name(\"A\"); public void B() => Beside(\"A\");",
        TestName = "a type with a concurrent collection")]
    [TestCase(
        "volatile bool _b; public void A() => Name(\"A\"); public void B() => Beside(\"A\");",
        TestName = "a type with a volatile field")]
    [TestCase("public void A() { Task.Run(() => Name(\"T\")); Beside(\"T\"); }", TestName = "a task")]
    [TestCase("public void Start() { Task.Run(() => { Name(\"T\"); Alone(\"T\"); }); }", TestName = "one task of Start")]
    [TestCase("public void Handle() { Task.Run(() => { Name(\"T\"); Beside(\"T\"); }); }", TestName = "a task for each call")]
    [TestCase("public void A() { for (;;) Task.Run(() => { Name(\"T\"); Beside(\"T\"); }); }", TestName = "a task in a loop")]
    [TestCase(
        "public async Task A() { await Task.Run(() => { Name(\"T\"); }); Alone(\"T\"); }",
        TestName = "a task that is awaited")]
    [TestCase(
        "public async Task A() { await Task.WhenAll(Task.Run(() => Name(\"T\")), Task.Run(() => Beside(\"T\"))); }",
        TestName = "two tasks")]
    [TestCase("public void A() { Parallel.For(0, 9, i => { Name(\"T\"); Beside(\"T\"); }); }", TestName = "Parallel.For")]
    [TestCase(
        "public void A() { Parallel.Invoke(() => { Name(\"T\"); Alone(\"T\"); }, () => Beside(\"T\")); }",
        TestName = "Parallel.Invoke")]
    [TestCase(
        "public void Start() { new Thread(Work).Start(); Beside(\"T\"); } private void Work() => Name(\"T\");",
        TestName = "a thread")]
    [TestCase(
        "Thread? _t; public void A() { _t = new Thread(() => { Name(\"T\"); Alone(\"T\"); }); _t.Start(); }",
        TestName = "the thread of an object")]
    [TestCase("Timer _t = new(_ => { Name(\"T\"); Beside(\"T\"); }); public void A() => Beside(\"T\");", TestName = "a timer")]
    [TestCase(
        "public Sample() { new Thread(Work).Start(); } private void Work() => Step(); private void Step() => Name(\"T\"); "
        + "public void A() => Beside(\"T\");",
        TestName = "what a thread calls")]
    [TestCase(
        "public Sample() { Step(); } private void Step() => Name(\"T\"); object _gate = new(); public void A() { lock "
        + "(_gate) Alone(\"T\"); }",
        TestName = "what only the constructor calls")]
    [TestCase(
        "private void Step() => Name(\"T\"); object _gate = new(); public void A() { lock (_gate) Alone(\"T\"); }",
        TestName = "what nobody calls")]
    [TestCase("~Sample() => Name(\"T\"); public void A() => Beside(\"T\");", TestName = "a finalizer")]
    [TestCase("public void A() { ThreadPool.QueueUserWorkItem(_ => Name(\"T\")); Beside(\"T\"); }", TestName = "the pool")]
    [TestCase(
        "public void A() { var work = () => Name(\"T\"); Task.Run(work); Beside(\"T\"); }",
        TestName = "a delegate in a local")]
    [TestCase(
        "public async Task A() { await Task.WhenAll(Enumerable.Range(0, 9).Select(async i => { Name(\"T\"); await "
        + "Task.Yield(); Beside(\"T\"); })); }",
        TestName = "async lambdas of a Select")]
    [TestCase(
        "public void A() { Enumerable.Range(0, 9).Select(i => Task.Run(() => { Name(\"T\"); Beside(\"T\"); })).ToArray(); }",
        TestName = "tasks of a Select")]
    [TestCase(
        "public event Action? E; public void A() { E += () => Name(\"T\"); Alone(\"T\"); }",
        TestName = "a handler of an own event")]
    [TestCase(
        "public void A() { AppDomain.CurrentDomain.ProcessExit += (_, _) => Name(\"T\"); Beside(\"T\"); }",
        TestName = "a handler on another thread")]
    [TestCase(
        "public void A(CancellationToken c) { c.Register(() => Name(\"T\")); Beside(\"T\"); }",
        TestName = "a registration")]
    [TestCase("public void A(Task t) { t.ContinueWith(_ => Name(\"T\")); Beside(\"T\"); }", TestName = "a continuation")]
    [TestCase(
        "public void A() { new List<int>().ForEach(_ => { Name(\"T\"); Alone(\"T\"); }); }",
        TestName = "a lambda that runs at once")]
    [TestCase(
        "[ThreadConfined] public void A() => Name(\"T\"); object _gate = new(); public void B() { lock (_gate) Alone(\"T\"); "
        + "}",
        TestName = "a confined member")]
    public Task Of_a_class(string members) => Probe.AssertAsync(Sample("", members));

    [TestCase("/// <summary>It is thread-safe.</summary>", "Beside")]
    [TestCase("/// <summary>All members may be called from any thread.</summary>", "Beside")]
    [TestCase("/// <remarks>Safe for several\n/// threads.</remarks>", "Beside")]
    [TestCase("/// <summary>It is not thread-safe.</summary>", "Alone")]
    [TestCase("[ThreadSafe]", "Beside")]
    [TestCase("", "Alone")]
    public Task By_what_the_type_says(string before, string mark) =>
        Probe.AssertAsync(Sample(before, $"public void A() => Name(\"A\"); public void B() => {mark}(\"A\");"));

    [Test]
    public Task Top_level_statements() => Probe.AssertAsync(
        """
        Task.Run(() => Name("T"));
        Beside("T");
        """, OutputKind.ConsoleApplication);

    private static string Sample(string before, string members) =>
        $$"""
        sealed class ThreadConfinedAttribute : Attribute;
        sealed class ThreadSafeAttribute : Attribute;
        {{before}}
        class Sample
        {
            {{members}}
        }
        """;
}
