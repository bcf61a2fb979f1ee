using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;
using Katas.Simulation.Tests.Support;
using static Katas.Simulation.Tests.Support.Runs;

namespace Katas.Simulation.Tests.Network;

/// <summary>A machine that stands still keeps everything, and one that crashes nothing.</summary>
public sealed class CrashAndPauseTests
{
    private static readonly NodeId One = new("n1"), Two = new("n2");

    [Test]
    public void A_pause_keeps_the_messages_and_the_state()
    {
        var run = Counting().With(new PauseFault(Two, Ms(250), Ms(500)));
        Assert.That(run.Seen<int>("count"), Is.EqualTo(Enumerable.Range(1, 10)));
        Assert.That(run.Times("count").Count(time => time is > 250 and < 750), Is.Zero);
        Assert.That(run.Times("count").Count(time => time == 750), Is.EqualTo(5));
    }

    [Test]
    public void A_crash_loses_the_messages_and_the_state_and_runs_no_finally_block()
    {
        var run = Counting().With(new CrashFault(Two, Ms(250), Ms(500), FaultClass.Crash));
        Assert.That(run.Seen<int>("count"), Is.EqualTo([1, 2, 3, 1, 2]));
        Assert.That(run.Observations("finally").Select(left => left.Start), Is.EqualTo([2]), "the end of the run, in good order");
        Assert.That(run.Steps(TraceKind.Start).Count(step => step.Node == 1), Is.EqualTo(2));
    }

    [Test]
    public void Pauses_that_overlap_last_until_the_last_one_is_over()
    {
        var run = Counting().With(new PauseFault(Two, Ms(250), Ms(300)), new PauseFault(Two, Ms(350), Ms(500)));
        Assert.That(run.Times("count").Count(time => time == 850), Is.EqualTo(6));
    }

    [Test]
    public void Crashes_that_overlap_last_until_the_last_one_is_over()
    {
        var run = Counting().With(
            new CrashFault(Two, Ms(250), Ms(300), FaultClass.Crash),
            new CrashFault(Two, Ms(350), Ms(100), FaultClass.LostWrites));
        var starts = run.Steps(TraceKind.Start).Where(step => step.Node == 1);
        Assert.That(starts.Select(step => step.Time), Is.EqualTo([Ms(0), Ms(550)]));
        Assert.That(run.Steps(TraceKind.FaultEnds).Select(step => step.Time), Is.EqualTo([Ms(450), Ms(550)]));
    }

    [Test]
    public void A_timer_of_a_program_that_crashed_fires_nowhere()
    {
        var run = Cluster(1, async node =>
        {
            await Task.Delay(Ms(1000), node.Time);
            node.Observe("fired", true);
            await Acting.Idle(node);
        }).With(new CrashFault(One, Ms(500), Ms(100), FaultClass.Crash));
        Assert.That(run.Times("fired"), Is.EqualTo([1600.0]));
    }

    /// <summary>n1 sends to n2 each 100 ms, ten times; a message takes 5 ms, and n2 counts them in its memory.</summary>
    private static Engine.Simulation.Scenario Counting() => Cluster(2, async node =>
    {
        for (var i = 1; node.Id == One && i <= 10; i++)
        {
            node.Network.Send(Two, i);
            await Task.Delay(Ms(100), node.Time);
        }

        if (node.Id == One) return;
        var count = 0;
        try
        {
            while (true)
            {
                await node.Network.ReceiveAsync(node.Stopping);
                node.Observe("count", ++count);
            }
        }
        finally
        {
            node.Observe("finally", true);
        }
    }).Network(Ms(5), Ms(5));
}
