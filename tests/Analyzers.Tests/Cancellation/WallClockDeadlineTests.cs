using Katas.Analyzers.Cancellation;
using Katas.Analyzers.CodeFixes.Cancellation;

namespace Katas.Analyzers.Tests.Cancellation;

[Rule("KATA0504")]
public sealed class WallClockDeadlineTests
{
    [TestCase("var deadline = DateTime.UtcNow + span; while ([|DateTime.UtcNow < deadline|]) { }")]
    [TestCase("var end = DateTime.Now.AddSeconds(5); while ([|DateTime.Now < end|]) { }")]
    [TestCase("var end = DateTimeOffset.UtcNow.Add(span); if ([|end <= DateTimeOffset.UtcNow|]) { }")]
    [TestCase("var end = clock.GetUtcNow() + span; if ([|clock.GetUtcNow() >= end|]) { }")]
    [TestCase("var now = DateTime.UtcNow; _until = now + span; if ([|DateTime.UtcNow > _until|]) { }")]
    [TestCase("_until = DateTime.UtcNow + span; var now = DateTime.UtcNow; if ([|_until < now|]) { }")]
    [TestCase("_maybe = DateTime.UtcNow + span; if ([|_maybe < DateTime.UtcNow|]) { }")]
    [TestCase("_maybe = DateTime.UtcNow + span; if ([|_maybe.Value < DateTime.UtcNow|]) { }")]
    [TestCase("_maybe = DateTime.UtcNow.Add(span); if (_maybe is { } until && [|until < DateTime.UtcNow|]) { }")]
    [TestCase("_maybe = DateTime.UtcNow + span; if (_maybe is DateTime until && [|DateTime.UtcNow > until|]) { }")]
    [TestCase("var start = DateTime.UtcNow; if ([|DateTime.UtcNow - start > span|]) { }")]
    [TestCase("var start = DateTime.UtcNow; if ([|DateTime.UtcNow.Subtract(start) > span|]) { }")]
    [TestCase("var start = DateTime.UtcNow; if ([|(DateTime.UtcNow - start).TotalSeconds > 5|]) { }")]
    [TestCase("var start = clock.GetUtcNow(); var spent = clock.GetUtcNow() - start; if ([|spent >= span|]) { }")]
    [TestCase("var end = DateTime.UtcNow + span; [|Task.Delay(end - DateTime.UtcNow)|];")]
    [TestCase("var end = DateTime.UtcNow + span; [|gate.Wait(end - DateTime.UtcNow)|];")]
    [TestCase("var end = DateTime.UtcNow + span; _ = [|DateTime.UtcNow.CompareTo(end)|];")]
    [TestCase("if ([|DateTime.UtcNow > leaseEnd|]) { }")]
    [TestCase("_lease.Ends = DateTime.UtcNow + span; if ([|_lease.Ends < DateTime.UtcNow|]) { }")]
    [TestCase("bool Over() => [|DateTime.UtcNow > _until|]; _until = DateTime.UtcNow; Over();")]
    [TestCase("var end = DateTime.UtcNow.Ticks + span.Ticks; while ([|DateTime.UtcNow.Ticks < end|]) { }")]
    [TestCase("var start = clock.GetUtcNow().ToUnixTimeMilliseconds(); "
        + "if ([|clock.GetUtcNow().ToUnixTimeMilliseconds() - start > 500|]) { }")]
    [TestCase("var start = DateTime.UtcNow.Ticks; if ([|(DateTime.UtcNow.Ticks - start) / 10_000 > 500|]) { }")]
    [TestCase("var end = DateTime.UtcNow + span; "
        + "[|timer.Change(TimeSpan.FromMilliseconds((end - DateTime.UtcNow).TotalMilliseconds), span)|];")]
    [TestCase("var hits = new Queue<DateTime>(); hits.Enqueue(DateTime.UtcNow); "
        + "if ([|DateTime.UtcNow - hits.Peek() > span|]) { }")]
    [TestCase("var ends = new Dictionary<int, DateTime>(); ends[1] = DateTime.UtcNow + span; "
        + "if (ends.TryGetValue(1, out var end) && [|DateTime.UtcNow < end|]) { }")]
    [TestCase("var ends = new Dictionary<int, DateTime>(); ends[1] = DateTime.UtcNow + span; "
        + "if ([|ends[1] < DateTime.UtcNow|]) { }")]
    [TestCase("var held = new Dictionary<int, (string Owner, DateTime End)>(); held[1] = (\"a\", DateTime.UtcNow + span); "
        + "if ([|held[1].End > DateTime.UtcNow|]) { }")]
    [TestCase("var one = new Seen(1, DateTime.UtcNow); if ([|DateTime.UtcNow - one.At > span|]) { }")]
    public Task It_is_reported(string statement) => Analyzed.AssertAsync<WallClockDeadline>(Sample(statement));

    [TestCase("var start = clock.GetTimestamp(); if (clock.GetElapsedTime(start) > span) { }")]
    [TestCase("var watch = System.Diagnostics.Stopwatch.StartNew(); if (watch.Elapsed > span) { }")]
    [TestCase("var end = Environment.TickCount64 + 10; if (Environment.TickCount64 > end) { }")]
    [TestCase("Console.WriteLine(DateTime.UtcNow);")]
    [TestCase("var start = DateTime.UtcNow; Console.WriteLine(DateTime.UtcNow - start);")]
    [TestCase("_until = DateTime.UtcNow + span;")]
    [TestCase("if (DateTime.UtcNow > birthday) { }")]
    [TestCase("if (birthday.AddYears(18) <= DateTime.Now) { }")]
    [TestCase("if (DateTime.UtcNow - birthday > span) { }")]
    [TestCase("if (birthday < birthday + span) { }")]
    [TestCase("if (DateTime.Now.Hour > 12) { }")]
    [TestCase("if (DateTime.UtcNow.Date == birthday.Date) { }")]
    [TestCase("var name = DateTime.UtcNow.ToString(\"O\");")]
    [TestCase("using var source = new CancellationTokenSource(span, clock); source.CancelAfter(span);")]
    [TestCase("gate.Wait(span);")]
    [TestCase("if (span > TimeSpan.Zero) { }")]
    [TestCase("_ = DateTime.UtcNow == leaseEnd;")]
    [TestCase("var ticks = DateTime.UtcNow.Ticks; Console.WriteLine(DateTime.UtcNow.Ticks - ticks);")]
    [TestCase("if (DateTime.UtcNow.Ticks > birthday.Ticks) { }")]
    [TestCase("var start = DateTime.UtcNow; var rate = 100 / (DateTime.UtcNow - start).TotalSeconds; Console.WriteLine(rate);")]
    [TestCase("var start = DateTime.UtcNow; _total += (DateTime.UtcNow - start).TotalMilliseconds;")]
    [TestCase("var start = DateTime.UtcNow; _total += (DateTime.UtcNow - start).Ticks / 10_000;")]
    [TestCase("var start = clock.GetTimestamp(); _total += clock.GetElapsedTime(start).TotalSeconds * span.TotalSeconds;")]
    [TestCase("var days = new List<DateTime> { birthday }; if (DateTime.UtcNow > days[0]) { }")]
    [TestCase("var all = new Queue<DateTime>(); all.Enqueue(DateTime.UtcNow); Console.WriteLine(all.Peek());")]
    [TestCase("var one = new Seen(1, birthday); if (DateTime.UtcNow > one.At) { }")]
    [TestCase("var pair = (Name: \"a\", Day: birthday); if (DateTime.UtcNow > pair.Day) { }")]
    public Task It_is_silent(string statement) => Analyzed.AssertAsync<WallClockDeadline>(Sample(statement));

    [Test]
    public Task A_lease_over_two_methods_is_reported() => Analyzed.AssertAsync<WallClockDeadline>(
        """
        class Leases(TimeProvider clock)
        {
            private DateTimeOffset _ends;
            public void Renew(TimeSpan span) => _ends = clock.GetUtcNow() + span;
            public bool IsHeld => [|clock.GetUtcNow() < _ends|];
        }
        """);

    [Test]
    public Task A_bucket_that_the_wall_clock_fills_is_reported() => Analyzed.AssertAsync<WallClockDeadline>(
        """
        class Bucket(TimeProvider clock, double rate, double capacity)
        {
            private double _tokens;
            private DateTimeOffset _last;
            public bool TryTake()
            {
                var now = clock.GetUtcNow();
                var elapsed = (now - _last).TotalSeconds;
                _tokens = Math.Min(capacity, _tokens + [|elapsed * rate|]);
                _last = now;
                if (_tokens < 1) return false;
                _tokens--;
                return true;
            }
        }
        """);

    [Test]
    public Task A_time_that_goes_through_a_property_and_a_parameter_is_reported() => Analyzed.AssertAsync<WallClockDeadline>(
        """
        class Bucket(TimeProvider clock, long interval)
        {
            private long _tokens;
            private long _countedTo;
            private long Now => clock.GetUtcNow().Ticks;
            public void Look() => Refill(Now);
            private void Refill(long now)
            {
                var arrived = [|(now - _countedTo) / interval|];
                _tokens += arrived;
                _countedTo = now;
            }
        }
        """);

    [Test]
    public Task A_bucket_that_timestamps_fill_is_silent() => Analyzed.AssertAsync<WallClockDeadline>(
        """
        class Bucket(TimeProvider clock, long interval)
        {
            private readonly long _origin = clock.GetTimestamp();
            private long _tokens;
            private long _countedTo;
            private long Now => clock.GetElapsedTime(_origin).Ticks;
            public void Look() => Refill(Now);
            private void Refill(long now) => (_tokens, _countedTo) = (_tokens + ((now - _countedTo) / interval), now);
        }
        """);

    [Test]
    public Task The_message_says_what_a_set_clock_does() => Analyzed.AssertAsync<WallClockDeadline>(
        Sample("var end = DateTime.UtcNow + span; while ([|DateTime.UtcNow < end|]) { }"), message:
        "'DateTime.UtcNow < end' decides by the wall clock how much time has passed: when that clock is set, it comes at once or"
        + " much too late; take TimeProvider.GetTimestamp at the start and ask GetElapsedTime");

    [TestCase(
        "var start = clock.GetUtcNow(); while (clock.GetUtcNow() - start < span) { }",
        "var start = clock.GetTimestamp(); while (clock.GetElapsedTime(start) < span) { }")]
    [TestCase(
        "var start = DateTime.UtcNow; if ((DateTime.UtcNow - start).TotalSeconds > 5) { }",
        "var start = TimeProvider.System.GetTimestamp(); if (TimeProvider.System.GetElapsedTime(start).TotalSeconds > 5) { }")]
    [TestCase(
        "var start = clock.GetUtcNow(); if (clock.GetUtcNow() - start > span) gate.Wait(clock.GetUtcNow() - start);",
        "var start = clock.GetTimestamp(); if (clock.GetElapsedTime(start) > span) gate.Wait(clock.GetElapsedTime(start));")]
    public Task It_is_fixed(string bad, string good) =>
        Fixed.AssertAsync<WallClockDeadline, WallClockDeadlineFix>(Sample(bad), Sample(good), "KATA0504");

    [TestCase("var start = clock.GetUtcNow(); Console.WriteLine(start); if (clock.GetUtcNow() - start > span) { }")]
    [TestCase("var start = DateTime.UtcNow; if (clock.GetUtcNow() - start > span) { }")]
    [TestCase("DateTime start = DateTime.UtcNow; if (DateTime.UtcNow - start > span) { }")]
    [TestCase("var end = DateTime.UtcNow + span; if (DateTime.UtcNow > end) { }")]
    public Task It_is_not_fixed(string statement) =>
        Fixed.AssertNoneAsync<WallClockDeadline, WallClockDeadlineFix>(Sample(statement), "KATA0504");

    private static string Sample(string statement) =>
        $$"""
        #pragma warning disable CS4014
        record Seen(int Id, DateTime At);
        class Lease { public DateTime Ends { get; set; } }
        class Sample
        {
            private DateTime _until;
            private DateTime? _maybe;
            private double _total;
            private readonly Lease _lease = new();
            void Run(TimeProvider clock, TimeSpan span, DateTime birthday, DateTime leaseEnd, SemaphoreSlim gate, Timer timer)
            {
                _ = (_until, _maybe, _lease, _total); {{statement}}
            }
        }
        """;
}
