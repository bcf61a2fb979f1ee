using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;
using Katas.Simulation.Tests.Support;
using static Katas.Simulation.Tests.Support.Runs;

namespace Katas.Simulation.Tests.Clocks;

/// <summary>What the framework makes of a machine's clock.</summary>
public sealed class NodeTimerTests
{
    private static readonly NodeId One = new("n1");

    [Test]
    public void The_frameworks_own_timers_run_in_virtual_time()
    {
        var run = Cluster(1, async node =>
        {
            await Task.Delay(Ms(10), node.Time);
            node.Observe("at", "delay");
            using var timer = new PeriodicTimer(Ms(10), node.Time);
            await timer.WaitForNextTickAsync(CancellationToken.None);
            node.Observe("at", "periodic");
            using var limit = new CancellationTokenSource(Ms(10), node.Time);
            try
            {
                await node.Network.ReceiveAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                node.Observe("at", "token");
            }

            try
            {
                await new TaskCompletionSource().Task.WaitAsync(Ms(10), node.Time);
            }
            catch (TimeoutException)
            {
                node.Observe("at", "wait");
            }

            node.Observe("at", await node.Network.ReceiveAsync(Ms(10)) is null ? "receive" : "");
        }).With();
        Assert.That(run.Seen<string>("at"), Is.EqualTo(["delay", "periodic", "token", "wait", "receive"]));
        Assert.That(run.Times("at"), Is.EqualTo([10.0, 20.0, 30.0, 40.0, 50.0]));
    }

    [Test]
    public void A_very_long_timer_neither_fires_nor_overflows()
    {
        var run = Cluster(1, async node =>
        {
            using var never = node.Time.CreateTimer(_ => node.Observe("fired", true), null, TimeSpan.MaxValue, TimeSpan.MaxValue);
            using var infinite = node.Time.CreateTimer(_ => node.Observe("fired", true), null, Timeout.InfiniteTimeSpan, Ms(1));
            await Task.Delay(Ms(5000), node.Time);
            node.Observe("end", node.Time.GetTimestamp() > 0);
        }).With(new ClockDriftFault(One, -500_000));
        Assert.That(run.Seen<bool>("fired"), Is.Empty);
        Assert.That(run.Seen<bool>("end"), Is.EqualTo([true]));
    }

    [Test]
    public void A_timer_can_be_changed_and_disposed_in_its_own_callback()
    {
        var run = Cluster(1, async node =>
        {
            ITimer? timer = null;
            var times = 0;
            timer = node.Time.CreateTimer(_ =>
            {
                node.Observe("fired", ++times);
                if (times == 1) timer!.Change(Ms(5), Ms(20));
                if (times == 3) timer!.Dispose();
            }, null, Ms(10), Ms(100));
            await Task.Delay(Ms(2000), node.Time);
            node.Observe("changed", timer.Change(Ms(1), Ms(1)));
            await Task.Delay(Ms(2000), node.Time);
        }).With();
        Assert.That(run.Times("fired"), Is.EqualTo([10.0, 15.0, 35.0]));
        Assert.That(run.Seen<bool>("changed"), Is.EqualTo([false]));
    }

    [Test]
    public void Times_that_are_none_are_refused()
    {
        Cluster(1, node =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => node.Time.CreateTimer(_ => { }, null, Ms(-2), Ms(1)));
            Assert.Throws<ArgumentNullException>(() => node.Time.CreateTimer(null!, null, Ms(2), Ms(1)));
            return Task.CompletedTask;
        }).With();
    }

    [Test]
    public void A_heartbeat_comes_once_after_a_pause_and_then_in_its_old_rhythm()
    {
        var run = Cluster(1, async node =>
        {
            using var timer = node.Time.CreateTimer(_ => node.Observe("beat", 1), null, Ms(100), Ms(100));
            await Task.Delay(Ms(1001), node.Time);
        }).With(new PauseFault(One, Ms(250), Ms(500)));
        Assert.That(run.Times("beat"), Is.EqualTo([100.0, 200.0, 750.0, 800.0, 900.0, 1000.0]));
        Assert.That(run.Steps(TraceKind.Timer).Count(step => step.Time > Ms(250) && step.Time < Ms(750)), Is.Zero);
    }
}
