using Katas.Engine.Mutation.Operators;

namespace Katas.Harness.Tests.Mutation;

/// <summary>Clocks, and what must not go back.</summary>
public sealed class TimeOperatorTests
{
    [TestCase(
        "TimeProvider _t; Sample(TimeProvider t) => _t = t;",
        "TimeProvider _t; Sample(TimeProvider t) => _t = TimeProvider.System;")]
    [TestCase(
        "int _n; TimeProvider _t; Sample(TimeProvider t, int n) => (_n, _t) = (n, t);",
        "int _n; TimeProvider _t; Sample(TimeProvider t, int n) => (_n, _t) = (n, TimeProvider.System);")]
    [TestCase(
        "TimeProvider _t; Sample(TimeProvider? t) => _t = t ?? throw new ArgumentNullException(nameof(t));",
        "TimeProvider _t; Sample(TimeProvider? t) => _t = TimeProvider.System;")]
    [TestCase("long F(TimeProvider t) => t.GetTimestamp();", "long F(TimeProvider t) => TimeProvider.System.GetTimestamp();")]
    [TestCase(
        "long F(INodeContext n) => n.Time.GetTimestamp();",
        "long F(INodeContext n) => TimeProvider.System.GetTimestamp();")]
    [TestCase(
        "Task F(TimeProvider t, TimeSpan s) => Task.Delay(s, t);",
        "Task F(TimeProvider t, TimeSpan s) => Task.Delay(s, TimeProvider.System);")]
    [TestCase(
        "object F(TimeProvider t, TimeSpan s) => new CancellationTokenSource(s, t);",
        "object F(TimeProvider t, TimeSpan s) => new CancellationTokenSource(s, TimeProvider.System);")]
    public void The_machines_clock_comes_in(string before, string after) =>
        Assert.That(PlantedText.In(new WallClock(), before), Is.EqualTo(new[] { after }));

    [TestCase("void F(TimeProvider t) => ArgumentNullException.ThrowIfNull(t);")]
    [TestCase("string F(TimeProvider t) => nameof(t);")]
    [TestCase("bool F(TimeProvider? t) => t is null || t == null;")]
    [TestCase("long F() => TimeProvider.System.GetTimestamp();")]
    [TestCase("class TimeProvider { public long Now() => 1; } long F(TimeProvider t) => t.Now();")]
    public void What_reads_no_given_clock_stays(string source) => Assert.That(PlantedText.In(new WallClock(), source), Is.Empty);

    [Test]
    public void All_places_of_a_timestamp_change_together() => Assert.That(
        PlantedText.In(new MonotonicToWall(), """
            private readonly TimeProvider _t;
            private readonly long _origin;
            Sample(TimeProvider t) => (_t, _origin) = (t, t.GetTimestamp());
            TimeSpan Now => _t.GetElapsedTime(_origin);
            """),
        Is.EqualTo(new[]
        {
            "Sample(TimeProvider t) => (_t, _origin) = (t, t.GetUtcNow().Ticks); "
                + "TimeSpan Now => TimeSpan.FromTicks(_t.GetUtcNow().Ticks - _origin);",
        }));

    [Test]
    public void A_timestamp_of_a_local_changes_too() => Assert.That(
        PlantedText.In(
            new MonotonicToWall(),
            "bool F(TimeProvider t) { var a = t.GetTimestamp(); return t.GetElapsedTime(a).Ticks > 1; }"),
        Is.EqualTo(new[]
        {
            "bool F(TimeProvider t) { var a = t.GetUtcNow().Ticks; "
                + "return TimeSpan.FromTicks(t.GetUtcNow().Ticks - a).Ticks > 1; }",
        }));

    [TestCase(
        "long F(TimeProvider t) { var a = t.GetTimestamp(); return t.GetElapsedTime(a).Ticks + a; }",
        TestName = "it is used otherwise")]
    [TestCase(
        "TimeSpan F(TimeProvider t, long b) { var a = t.GetTimestamp(); return t.GetElapsedTime(a, b); }",
        TestName = "two moments")]
    [TestCase("long F(TimeProvider t) { var a = t.GetTimestamp(); return a; }", TestName = "nothing is measured")]
    public void A_timestamp_that_does_more_stays(string source) =>
        Assert.That(PlantedText.In(new MonotonicToWall(), source), Is.Empty);

    [TestCase("long _m; void F(long n) => _m = Math.Max(_m, n);", "long _m; void F(long n) => _m = n;")]
    [TestCase("long F(int n) => Math.Max(0L, n);", "long F(int n) => (long)(n);")]
    [TestCase("long _m; void F(long n) { if (n > _m) _m = n; }", "long _m; void F(long n) { _m = n; }")]
    [TestCase("TimeSpan F(TimeSpan t) { if (t > _l) { t = _l; } return t; } static readonly TimeSpan _l;",
        "TimeSpan F(TimeSpan t) { return t; } static readonly TimeSpan _l;")]
    public void A_bound_goes(string before, string after) =>
        Assert.That(PlantedText.In(new DropBound(), before), Is.EqualTo(new[] { after }));

    [Test]
    public void Either_of_two_may_be_taken() => Assert.That(
        PlantedText.In(new DropBound(), "TimeSpan F(TimeSpan a, TimeSpan b) => a < b ? a : b;"),
        Is.EqualTo(new[] { "TimeSpan F(TimeSpan a, TimeSpan b) => a;", "TimeSpan F(TimeSpan a, TimeSpan b) => b;" }));

    [TestCase("double F(double a, double b) => Math.Max(a, b);")]
    [TestCase("static readonly TimeSpan L; long F() => Math.Max(L.Ticks, 3);")]
    [TestCase("int F(int a, int b) => a > b ? a : 0;")]
    [TestCase("int F(int[] a) => a.Max();")]
    [TestCase("int _m; void F(int n) { if (n > 3) _m = n; }")]
    public void What_bounds_nothing_stays(string source) => Assert.That(PlantedText.In(new DropBound(), source), Is.Empty);
}
