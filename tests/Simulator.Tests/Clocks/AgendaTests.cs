using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Running;
using Katas.Simulation.Tests.Support;
using static Katas.Simulation.Tests.Support.Runs;

namespace Katas.Simulation.Tests.Clocks;

/// <summary>The heap of what is to come.</summary>
public sealed class AgendaTests
{
    [Test]
    public void Events_come_by_time_then_tie_then_order_also_after_a_clearing()
    {
        var random = new Random(7);
        var agenda = new Agenda();
        List<Timed> all = [];
        for (var i = 0; i < 5000; i++)
        {
            var timed = new Timed(random.Next(100), (ulong)random.Next(5), i);
            all.Add(timed);
            agenda.Add(timed.Time, timed.Tie, timed);
        }

        foreach (var timed in all.Where(_ => random.Next(3) > 0).ToList())
        {
            timed.IsVoid = true;
            agenda.CalledOff();
        }

        List<Timed> taken = [];
        while (agenda.NextTime is { } time)
        {
            var next = (Timed)agenda.Take();
            Assert.That(next.Time, Is.EqualTo(time));
            taken.Add(next);
        }

        Assert.That(taken, Is.EqualTo(all.Where(timed => !timed.IsVoid).OrderBy(timed => (timed.Time, timed.Tie, timed.Order))));
    }

    [Test]
    public void Timers_that_were_cancelled_do_not_pile_up()
    {
        World? world = null;
        var scenario = new Scenario()
            .Node("n1", _ => new Acting(async node =>
            {
                // Each wait sets a timer of an hour, and the message that comes first calls it off.
                for (var i = 0; i < 5000; i++)
                {
                    node.Network.Send(node.Id, i);
                    await node.Network.ReceiveAsync(TimeSpan.FromHours(1));
                }

                node.Observe("pending", world!.Pending);
            }));
        world = new World(scenario, new RunPlan(1), new SimulationOptions());
        var run = world.Run();
        Assert.That(run.Failure, Is.Null);
        Assert.That(run.Seen<int>("pending").Single(), Is.LessThan(200));
        Assert.That(run.Length, Is.EqualTo(TimeSpan.Zero), "no time passes for what was called off");
    }

    private sealed class Timed(long time, ulong tie, int order) : ISimEvent
    {
        public long Time => time;

        public ulong Tie => tie;

        public int Order => order;

        public bool IsVoid { get; set; }

        public void Happen()
        {
        }
    }
}
