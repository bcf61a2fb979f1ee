using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Programs that an explorer could stumble over: each gets a clear verdict.</summary>
internal sealed class BadInputTests
{
    private const string Lost = "private int _n; public int Value => _n; public void Increment() => _n++;";

    [Test]
    public void Without_symbols_a_mistake_is_found_all_the_same()
    {
        var (image, _) = SampleProgram.Emit(Samples.Counter(Lost));
        using var twin = InstrumentedAssembly.Load(image, default);
        var result = Explorer.Explore(
            twin, twin.New<ICounter>,
            [new ThreadOperation<ICounter>("Increment", c => c.Increment()), new("Increment", c => c.Increment())],
            Samples.ExpectTwo);

        Assert.That((result.Finding, result.Trace[0].Line), Is.EqualTo((Finding.LostUpdate, 0)));
    }

    [TestCase("private dynamic _n = 0;", "_n = _n + 1", "(int)_n")]
    [TestCase(
        "private readonly Box<int> _n = new(); class Box<T> where T : struct { public T V; }", "_n.V = _n.V + 1", "_n.V")]
    [TestCase(
        "private int _n; private unsafe void Add() "
        + "{ var on = stackalloc int[1]; fixed (int* n = &_n) { *on = *n; *n = *on + 1; } }",
        "Add()", "_n")]
    public void An_update_is_lost_wherever_the_language_hides_it(string fields, string increment, string value) =>
        Samples.AssertFails(
            Samples.TwoIncrements(
                $"{fields} public int Value => {value}; public void Increment() {{ {increment}; }}"),
            ExplorationOutcome.PropertyBroken);

    [Test]
    public void A_local_that_is_captured_by_reference_is_shared()
    {
        var result = Samples.TwoIncrements(
            """
            private readonly Action _add;
            private readonly Func<int> _get;
            public Sample() { var n = 0; void Add() => n++; _add = Add; _get = () => n; }
            public int Value => _get();
            public void Increment() => _add();
            """);

        Samples.AssertFails(result, ExplorationOutcome.PropertyBroken);
        Assert.That(result.Finding, Is.EqualTo(Finding.LostUpdate));
    }

    [Test]
    public void Ten_threads_that_lose_an_update_are_found() =>
        Assert.That(TenIncrements(Lost).Finding, Is.EqualTo(Finding.LostUpdate));

    /// <summary>Ten increments have 3 628 800 orders: it passes, and does not say that it has tried them all.</summary>
    [Test]
    public void Ten_threads_that_are_right_pass_and_are_not_called_complete()
    {
        var result = TenIncrements(
            "private int _n; public int Value => _n; public void Increment() => Interlocked.Increment(ref _n);");

        Assert.That((result.Outcome, result.Complete), Is.EqualTo((ExplorationOutcome.Passed, false)));
        Assert.That(result.Reason, Does.StartWith("The search ended after 300 schedules"));
    }

    private static ExplorationResult TenIncrements(string members)
    {
        using var twin = SampleProgram.Compile(Samples.Counter(members));
        return Explorer.Explore(
            twin, twin.New<ICounter>,
            [.. Enumerable.Range(0, 10).Select(_ => new ThreadOperation<ICounter>("Increment", c => c.Increment()))],
            c => Assert.That(c.Value, Is.EqualTo(10)), new ExplorationOptions { MaxSchedules = 300 });
    }
}
