using System.Diagnostics;
using System.Globalization;
using Katas.Engine.Simulation;
using Katas.Simulation;

namespace Katas.Bench;

/// <summary>What the simulator costs: events per second of one core, whole runs per second, and what shrinking takes.</summary>
internal static class SimulatorTable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(100);

    public static int Run()
    {
        Console.WriteLine("Five nodes on one core; an event is a delivery, a timer or a continuation.");
        Console.WriteLine($"{"cluster",-44}{"events",12}{"events/s",14}{"ns/event",10}");
        Events("messages to random peers", Chatter(observes: false));
        Events("the same, observed, with an invariant", Chatter(observes: true).Always(
            "counts grow", view => view.Latest is { Value: int and < 0 } ? "A count is negative." : null));
        Events("the same, with lost and late messages", Chatter(observes: true).Faults(p =>
            p.Messages(delay: 0.1).AllAtOnce().ThenHeal(Long)));
        Events("heartbeats and timers", Heartbeats());
        Console.WriteLine();
        Console.WriteLine($"{"whole runs",-44}{"runs",12}{"runs/s",14}{"events/run",12}");
        Seeds("chatter, 2 s", Chatter(observes: true).For(TimeSpan.FromSeconds(2)), 200);
        Seeds("heartbeats, 10 s", Heartbeats().For(TimeSpan.FromSeconds(10)), 200);
        Console.WriteLine();
        Shrinking();
        return 0;
    }

    /// <summary>A write is confirmed before the other node has it, and its message is lost: one fault is enough.</summary>
    private static void Shrinking()
    {
        Console.WriteLine($"{"shrinking, by seed",-24}{"faults",16}{"operations",14}{"runs",8}{"ms",10}");
        foreach (var seed in (int[])[1, 2, 3, 4, 5])
        {
            var options = new SimulationOptions { Only = new RunPlan(seed) };
            var clock = Stopwatch.StartNew();
            var result = Simulator.Check(EarlyAnswer.Scenario(), options);
            var took = clock.Elapsed.TotalMilliseconds;
            if (result is not { Found: { } found, Shrunk: { } shrunk }) continue;
            var faults = $"{found.Happened.Count} -> {shrunk.Happened.Count}";
            var operations = $"{found.Operations.Count} -> {shrunk.Operations.Count}";
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{seed,-24}{faults,16}{operations,14}{result.ShrinkingRuns,8}{took,10:N1}"));
        }
    }

    private static void Events(string name, Scenario scenario)
    {
        Simulator.Run(scenario, new RunPlan(1), Options);
        var best = 0.0;
        var events = 0L;
        for (var round = 0; round < 3; round++)
        {
            var clock = Stopwatch.StartNew();
            var run = Simulator.Run(scenario, new RunPlan(round), Options);
            best = Math.Max(best, run.Events / clock.Elapsed.TotalSeconds);
            events = run.Events;
            if (run.Failure is { } failure) Console.WriteLine($"  {failure.Evidence}");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-44}{events,12:N0}{best,14:N0}{1e9 / best,10:N0}"));
    }

    private static void Seeds(string name, Scenario scenario, int seeds)
    {
        Simulator.Check(scenario, new SimulationOptions { Seeds = 20 });
        var clock = Stopwatch.StartNew();
        var result = Simulator.Check(scenario, new SimulationOptions { Seeds = seeds });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-44}{seeds,12:N0}{seeds / clock.Elapsed.TotalSeconds,14:N0}{result.Events / result.Runs,12:N0}"));
    }

    private static SimulationOptions Options { get; } = new() { MostEvents = 100_000_000 };

    private static Scenario Chatter(bool observes) => new Scenario().Nodes(5, _ => new Gossip(observes)).For(Long);

    private static Scenario Heartbeats() => new Scenario().Nodes(5, _ => new Beating()).For(Long * 5);

    private sealed record Word(int Number, long Stamp, string Text);

    /// <summary>Ten words per node are always under way: each that arrives sends one on.</summary>
    private sealed class Gossip(bool observes) : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            for (var i = 0; i < 10; i++) Send(node, new Word(i, 0, "word"));
            for (var count = 0; ; count++)
            {
                var (_, message) = await node.Network.ReceiveAsync();
                var word = (Word)message;
                if (observes && count % 4 == 0) node.Observe("count", count);
                Send(node, word with { Number = word.Number + 1, Stamp = node.Time.GetTimestamp() });
            }
        }

        private static void Send(INodeContext node, Word word) =>
            node.Network.Send(node.Peers[node.Random.Next(node.Peers.Count)], word);
    }

    /// <summary>A heartbeat to all every 50 ms, and a wait with a limit for those of the others.</summary>
    private sealed class Beating : INode
    {
        public async Task RunAsync(INodeContext node)
        {
            _ = Beat(node);
            while (true)
            {
                if (await node.Network.ReceiveAsync(TimeSpan.FromMilliseconds(200)) is null) node.Observe("silence", true);
            }
        }

        private static async Task Beat(INodeContext node)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), node.Time);
            while (await timer.WaitForNextTickAsync())
            {
                foreach (var peer in node.Peers) node.Network.Send(peer, new Word(0, 1, "beat"));
            }
        }
    }
}
