using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

internal sealed class SearchTests
{
    private const string Account =
        """
        private readonly Dictionary<string, int> _log = new();
        private int _n;
        public int Value => _n;
        public void Increment() { var n = _n; _log[$"seen {n}"] = n; _n = n + 1; }
        """;

    [Test]
    public void Two_explorations_give_the_same_result_and_trace()
    {
        var first = Samples.TwoIncrements(Account);
        var second = Samples.TwoIncrements(Account);

        Assert.That(second.Trace, Is.EqualTo(first.Trace));
        Assert.That(
            (second.Outcome, second.Schedules, second.FailingSchedule, second.OriginalSteps),
            Is.EqualTo((first.Outcome, first.Schedules, first.FailingSchedule, first.OriginalSteps)));
    }

    [Test]
    public void Static_fields_start_afresh_in_each_schedule()
    {
        Samples.AssertAccepted(Samples.TwoIncrements(
            """
            private static readonly List<int> All = new();
            private static int _n;
            public int Value => All.Count == 2 ? _n : -All.Count;
            public void Increment() { lock (All) { All.Add(_n); _n++; } }
            """));
    }

    [Test]
    public void A_static_constructor_runs_as_one_step()
    {
        Samples.AssertAccepted(Samples.TwoIncrements(
            """
            static class Shared
            {
                public static int N;
                public static object Gate;
                static Shared() { N = 5; N -= 5; Gate = new(); }
            }
            public int Value => Shared.N;
            public void Increment() { lock (Shared.Gate) Shared.N++; }
            """));
    }

    [Test]
    public void An_exception_of_an_operation_is_reported()
    {
        var result = Samples.TwoSides(
            """
            private string _text = "x";
            public void Left() { if (_text != null) _ = _text.Length; }
            public void Right() => _text = null;
            """);

        Samples.AssertFails(result, ExplorationOutcome.OperationThrew);
        Assert.That(result.Failure, Is.TypeOf<NullReferenceException>());
        Assert.That(result.Failure!.StackTrace, Does.Contain("Sample.cs:line 3"));
    }

    [Test]
    public void A_constructor_that_throws_is_reported()
    {
        var result = Samples.TwoSides(
            """
            public Sample() => throw new NotImplementedException();
            public void Left() { }
            public void Right() { }
            """);

        Samples.AssertFails(result, ExplorationOutcome.OperationThrew);
        Assert.That(result.Failure!.GetBaseException(), Is.TypeOf<NotImplementedException>());
        Assert.That(result.Reason, Is.EqualTo("The object could not be created."));
    }

    [Test]
    public void A_look_without_waiting_sees_the_lock_held()
    {
        var result = Samples.TwoSides(
            """
            private readonly object _gate = new();
            public void Left() { lock (_gate) { } }
            public void Right() { if (!Monitor.TryEnter(_gate)) throw new Exception("busy"); Monitor.Exit(_gate); }
            """);

        Samples.AssertFails(result, ExplorationOutcome.OperationThrew);
        Assert.That(result.Failure!.Message, Is.EqualTo("busy"));
    }

    /// <summary>Orders of three steps each: 6! / (3! 3!) = 20; a first schedule finds out what is shared.</summary>
    [Test]
    public void Each_order_of_atomic_steps_is_run_once()
    {
        var orders = new List<string>();
        using var twin = SampleProgram.Compile(
            """
            public class Sample : ITwoSides
            {
                public string Order = "";
                private int _n;
                public void Left() { for (var i = 0; i < 3; i++) Step("L"); }
                public void Right() { for (var i = 0; i < 3; i++) Step("R"); }
                private void Step(string who)
                {
                    Interlocked.Increment(ref _n);
                    Said.SetValue(this, Said.GetValue(this) + who);
                }
                private static System.Reflection.FieldInfo Said => typeof(Sample).GetField("Order");
            }
            """);
        var result = Explorer.Explore(
            twin, twin.New<ITwoSides>,
            [new ThreadOperation<ITwoSides>("Left", s => s.Left()), new("Right", s => s.Right())],
            s => orders.Add((string)s.GetType().GetField("Order")!.GetValue(s)!),
            new ExplorationOptions { MaxPreemptions = 6 });

        Samples.AssertAccepted(result);
        Assert.That(orders.Skip(1), Is.Unique.And.Count.EqualTo(20));
        Assert.That(result.Schedules, Is.EqualTo(21));
    }

    [Test]
    public void Three_threads_are_explored()
    {
        using var twin = SampleProgram.Compile(Samples.Counter(
            """
            private int _n;
            public int Value => _n;
            public void Increment() => Interlocked.Increment(ref _n);
            """));
        var increment = new ThreadOperation<ICounter>("Increment", c => c.Increment());
        var result = Explorer.Explore(
            twin, twin.New<ICounter>, [increment, increment, increment], c => Assert.That(c.Value, Is.EqualTo(3)));

        Samples.AssertAccepted(result);
    }

    [Test]
    public void The_callers_execution_context_stays_with_the_caller()
    {
        var local = new AsyncLocal<string> { Value = "caller" };
        string? seen = "";
        using var twin = SampleProgram.Compile(Samples.Counter(
            "public int Value => 0; public void Increment() { }"));
        Explorer.Explore(
            twin, twin.New<ICounter>, [new ThreadOperation<ICounter>("Increment", _ => { })], _ => seen = local.Value);

        Assert.That(seen, Is.Null);
    }
}
