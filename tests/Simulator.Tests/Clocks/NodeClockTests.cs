using Katas.Engine.Simulation.Faults;
using Katas.Simulation.Tests.Support;
using static Katas.Simulation.Tests.Support.Runs;

namespace Katas.Simulation.Tests.Clocks;

/// <summary>What a machine's clock shows.</summary>
public sealed class NodeClockTests
{
    private static readonly NodeId One = new("n1");

    [Test]
    public void A_timer_on_a_drifting_clock_is_never_early_on_its_own_clock()
    {
        foreach (var drift in new[] { -500_000, -333_333, -1, 0, 1, 777, 333_333, 500_000 })
        {
            var run = Cluster(1, async node =>
            {
                for (var i = 1; i < 200; i++)
                {
                    var length = TimeSpan.FromTicks(i * 37);
                    var before = node.Time.GetTimestamp();
                    // Not Task.Delay, which knows whole milliseconds only.
                    var fired = new TaskCompletionSource();
                    using var timer = node.Time.CreateTimer(_ => fired.SetResult(), null, length, Timeout.InfiniteTimeSpan);
                    await fired.Task;
                    node.Observe("late", (node.Time.GetElapsedTime(before) - length).Ticks);
                }
            }).With(new ClockDriftFault(One, drift));
            Assert.That(run.Seen<long>("late"), Has.Count.EqualTo(199).And.All.InRange(0, 1), $"{drift} ppm");
        }
    }

    [Test]
    public void A_periodic_timer_does_not_add_its_rounding_up()
    {
        var run = Cluster(1, async node =>
        {
            var (before, times) = (node.Time.GetTimestamp(), 0);
            var period = TimeSpan.FromTicks(10_007);
            using var timer = node.Time.CreateTimer(
                _ => node.Observe("late", node.Time.GetElapsedTime(before).Ticks - (++times * period.Ticks)),
                null, period, period);
            await Task.Delay(Ms(3005), node.Time);
        }).With(new ClockDriftFault(One, 333_333));
        Assert.That(run.Seen<long>("late"), Has.Count.EqualTo(3002).And.All.InRange(0, 1));
    }

    [Test]
    public void Clocks_run_evenly_when_all_is_healed_and_do_not_jump()
    {
        foreach (var drift in new[] { -500_000, 400_000 })
        {
            var run = Cluster(1, async node =>
            {
                var before = node.Time.GetTimestamp();
                await Task.Delay(Ms(15_200), node.Time); // across the healing, on both clocks
                node.Observe("late", (node.Time.GetElapsedTime(before) - Ms(15_200)).Ticks);
            }).For(Ms(30_000)).With(new ClockDriftFault(One, drift));
            Assert.That(run.Seen<long>("late"), Is.EqualTo([0]).Within(1));
            // 10 s of the world are 5 s or 14 s of the clock; the rest is even.
            Assert.That(run.Times("late"), Is.EqualTo([drift < 0 ? 20_200.0 : 11_200.0]).Within(0.001));
        }
    }

    [Test]
    public void A_wall_clock_that_is_set_moves_no_timer_and_no_timestamp()
    {
        var run = Cluster(1, async node =>
        {
            var (wall, stamp) = (node.Time.GetUtcNow(), node.Time.GetTimestamp());
            await Task.Delay(Ms(1000), node.Time);
            node.Observe("wall", node.Time.GetUtcNow() - wall);
            node.Observe("elapsed", node.Time.GetElapsedTime(stamp));
        }).With(new ClockStepFault(One, Ms(500), Ms(-3000)));
        Assert.That(run.Seen<TimeSpan>("wall"), Is.EqualTo([Ms(-2000)]));
        Assert.That(run.Seen<TimeSpan>("elapsed"), Is.EqualTo([Ms(1000)]));
        Assert.That(run.Times("elapsed"), Is.EqualTo([1000.0]));
    }

    [Test]
    public void Timestamps_of_two_machines_and_of_two_starts_mean_nothing_to_each_other()
    {
        var run = Cluster(2, async node =>
        {
            node.Observe("stamp", node.Time.GetTimestamp());
            await Acting.Idle(node);
        }).With(new CrashFault(One, Ms(1), Ms(1), FaultClass.Crash));
        Assert.That(run.Seen<long>("stamp"), Has.Count.EqualTo(3).And.Unique);
    }

    [Test]
    public void A_clock_goes_on_during_a_pause_and_its_timers_are_late()
    {
        var run = Cluster(1, async node =>
        {
            var before = node.Time.GetTimestamp();
            await Task.Delay(Ms(1000), node.Time);
            node.Observe("elapsed", node.Time.GetElapsedTime(before));
        }).With(new PauseFault(One, Ms(500), Ms(4000)));
        Assert.That(run.Seen<TimeSpan>("elapsed"), Is.EqualTo([Ms(4500)]));
    }
}
