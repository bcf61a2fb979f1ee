using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Static fields are fresh in each schedule, and initialised again as the code asks for them.</summary>
internal sealed class StaticsTests
{
    /// <summary>Each operation fails on whatever an earlier schedule has left.</summary>
    [TestCase("static int _n;", "_n")]
    [TestCase("static int _n = 5;", "_n - 5")]
    [TestCase("static class Nested { public static int N = 5; }", "Nested.N - 5", "Nested.N++")]
    [TestCase("static class Box<T> { public static int N = 5; }", 
        "Box<int>.N + Box<string>.N - 10", "Box<int>.N++; Box<string>.N++")]
    [TestCase("static readonly List<int> _l = [];", "_l.Count", "_l.Add(1)")]
    [TestCase("static readonly Sample _one = new(); public static Sample One => _one; int _n;", "One._n", "One._n++")]
    [TestCase("class Log { public static readonly List<int> L = []; } "
        + "static class A { public static readonly int V = Add(); static int Add() { Log.L.Add(1); return Log.L.Count; } }",
        "A.V - 1", "Log.L.Add(2)")]
    [TestCase("class C { public static int N; static C() => N = 7; }", "C.N - 7", "C.N = 9")]
    [TestCase("class C { public static int N; static C() => N = 7; public C() { } public int M => N; }",
        "new C().M - 7", "C.N = 9")]
    [TestCase("static int _n; [ThreadStatic] static int _t;", "_t + _n", "_t++; _n++")]
    [TestCase("static readonly Lazy<List<int>> _lazy = new(() => []);", "_lazy.Value.Count", "_lazy.Value.Add(1)")]
    [TestCase("static readonly ThreadLocal<int> _local = new(() => 0);", "_local.Value", "_local.Value++")]
    [TestCase("interface I { static int N = 4; }", "I.N - 4", "I.N++")]
    [TestCase("static event Action E;", "E == null ? 0 : 1", "E += () => { }")]
    [TestCase("static class B { static B() { throw new Exception(\"once\"); } public static int N; }",
        "Fails(() => B.N++) + Fails(() => B.N++)", "")]
    public void What_an_earlier_schedule_left_is_gone(string members, string left, string change = "_n++")
    {
        var result = Samples.TwoSides(
            $$"""
            private static readonly object Gate = new();
            private {{members}}
            private static bool _isSecond;
            private static int Fails(Action a)
            {
                try { a(); return 1; }
                catch (TypeInitializationException e) { return e.InnerException.Message == "once" ? 0 : 2; }
            }
            public void Left()
            {
                lock (Gate)
                {
                    if (!_isSecond && ({{left}}) is var found && found != 0) throw new Exception($"{found}");
                    _isSecond = true;
                    {{change}};
                }
            }
            public void Right() => Left();
            """);

        Samples.AssertAccepted(result);
        Assert.That(result.Schedules, Is.GreaterThan(1));
    }

    [Test]
    public void A_second_exploration_begins_afresh()
    {
        using var twin = SampleProgram.Compile(Samples.Counter(
            "static int _n; public int Value => _n; public void Increment() => Interlocked.Increment(ref _n);"));
        twin.New<ICounter>().Increment();
        for (var i = 0; i < 2; i++)
        {
            var increment = new ThreadOperation<ICounter>("Increment", c => c.Increment());
            Samples.AssertAccepted(Explorer.Explore(twin, twin.New<ICounter>, [increment, increment], Samples.ExpectTwo));
        }
    }

    /// <summary>Who initialises first decides; a static constructor runs as one step.</summary>
    [Test]
    public void The_order_of_initialisation_is_explored()
    {
        var result = Samples.TwoSides(
            """
            private static int _next;
            private static class A { public static readonly int N = ++_next; }
            private static class B { public static readonly int N = ++_next; }
            public void Left() { _ = A.N; }
            public void Right() { if (B.N == 2) throw new Exception("second"); }
            """);

        Samples.AssertFails(result, ExplorationOutcome.OperationThrew);
    }

    [Test]
    public void A_twin_is_loaded_once()
    {
        using var twin = SampleProgram.Compile(Samples.Counter(
            "static int _n; public int Value => _n; public void Increment() => Interlocked.Increment(ref _n);"));
        var assemblies = new HashSet<object>();
        var increment = new ThreadOperation<ICounter>("Increment", c => assemblies.Add(c.GetType().Assembly));
        Explorer.Explore(twin, twin.New<ICounter>, [increment, increment], _ => { });

        Assert.That(assemblies, Has.Count.EqualTo(1));
    }
}
