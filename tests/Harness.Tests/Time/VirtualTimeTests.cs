using Katas.Engine.Specs;
using Katas.Engine.Time;

namespace Katas.Harness.Tests.Time;

public sealed class VirtualTimeTests
{
    private VirtualTime _time = null!;

    [SetUp]
    public void Begin()
    {
        PoolRest.Begin();
        _time = new VirtualTime();
    }

    [Test]
    public void Time_stands_still_until_it_is_advanced()
    {
        var began = _time.GetTimestamp();
        Assert.That(_time.GetElapsedTime(began), Is.EqualTo(TimeSpan.Zero));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.That(_time.GetElapsedTime(began), Is.EqualTo(TimeSpan.FromTicks(1)));
    }

    [Test]
    public void Timers_fire_in_the_order_of_their_due_times_and_then_in_the_order_set()
    {
        List<string> fired = [];
        Set("c", 30);
        Set("a", 10);
        Set("b", 10);
        _time.Advance(TimeSpan.FromMilliseconds(30));
        Assert.That(fired, Is.EqualTo(new[] { "a@10", "b@10", "c@30" }));

        void Set(string name, int ms) => _time.CreateTimer(
            _ => fired.Add($"{name}@{_time.Elapsed.TotalMilliseconds:0}"), null, TimeSpan.FromMilliseconds(ms),
            Timeout.InfiniteTimeSpan);
    }

    [Test]
    public void A_periodic_timer_fires_once_for_each_period()
    {
        var fired = 0;
        using var timer = _time.CreateTimer(
            _ => fired++, null, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10));
        _time.Advance(TimeSpan.FromMilliseconds(35));
        Assert.That(fired, Is.EqualTo(3));
    }

    [Test]
    public void A_timer_that_sets_itself_for_now_for_ever_is_found()
    {
        ITimer timer = null!;
        timer = _time.CreateTimer(
            _ => timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan), null, TimeSpan.FromMilliseconds(10),
            Timeout.InfiniteTimeSpan);
        var found = Assert.Throws<PropertyFailedException>(() => _time.Advance(TimeSpan.FromMilliseconds(20)));
        Assert.That(found!.Message, Does.Contain("At 10 ms a timer fired 1000 times"));
    }

    [Test]
    public void A_loop_of_delays_sees_every_instant()
    {
        List<double> seen = [];
        var loop = Task.Run(async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), _time).ConfigureAwait(false);
                lock (seen) seen.Add(_time.Elapsed.TotalMilliseconds);
            }
        });
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.That(loop.IsCompleted, Is.True);
        Assert.That(seen, Is.EqualTo(new[] { 10.0, 20.0, 30.0 }));
    }

    [Test]
    public void A_disposed_timer_does_not_fire_and_is_not_active()
    {
        var timer = _time.CreateTimer(_ => Assert.Fail("fired"), null, TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        Assert.That(_time.ActiveTimers, Is.EqualTo(1));
        timer.Dispose();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(_time.ActiveTimers, Is.Zero);
        Assert.That(timer.Change(TimeSpan.Zero, TimeSpan.Zero), Is.False);
    }

    [Test]
    public void A_step_of_the_wall_clock_moves_neither_timestamps_nor_timers()
    {
        using var timer = _time.CreateTimer(_ => Assert.Fail("fired"), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        var (wall, stamp) = (_time.GetUtcNow(), _time.GetTimestamp());
        _time.StepWallClock(TimeSpan.FromHours(-2));
        _time.Advance(TimeSpan.Zero);
        Assert.That(_time.GetUtcNow() - wall, Is.EqualTo(TimeSpan.FromHours(-2)));
        Assert.That(_time.GetTimestamp(), Is.EqualTo(stamp));
    }

    [Test]
    public void Time_does_not_run_backwards() =>
        Assert.That(() => _time.Advance(TimeSpan.FromTicks(-1)), Throws.TypeOf<ArgumentOutOfRangeException>());

    /// <summary>"Not yet" can be asserted only when everything that could run has run.</summary>
    [Test]
    public void After_an_advance_the_continuations_have_run()
    {
        for (var round = 0; round < 200; round++)
        {
            var hops = 0;
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = Follow();
            source.SetResult();
            VirtualTime.Settle();
            Assert.That(hops, Is.EqualTo(5), $"round {round}");

            async Task Follow()
            {
                await source.Task.ConfigureAwait(false);
                for (; hops < 5; hops++) await Task.Yield();
            }
        }
    }

    /// <summary>A solution may keep a consumer that blocks its worker; waiting for it must end.</summary>
    [Test]
    public void A_worker_that_waits_for_good_does_not_hold_time_up()
    {
        using var never = new SemaphoreSlim(0);
        var consumer = Task.Run(never.Wait);
        for (var i = 0; i < 20; i++) _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(_time.Elapsed, Is.EqualTo(TimeSpan.FromSeconds(20)));
        Assert.That(consumer.IsCompleted, Is.False);
        never.Release();
    }

    /// <summary>A worker that was waited for in vain once is waited for again when it goes on.</summary>
    [Test]
    public void A_worker_that_goes_on_is_waited_for()
    {
        using var gate = new SemaphoreSlim(0);
        var hops = 0;
        var consumer = Task.Run(() =>
        {
            for (; hops < 50; hops++) gate.Wait();
        });
        VirtualTime.Settle();
        for (var i = 0; i < 50; i++)
        {
            gate.Release();
            VirtualTime.Settle();
            Assert.That(hops, Is.EqualTo(i + 1));
        }

        Assert.That(consumer.IsCompleted, Is.True);
    }
}
