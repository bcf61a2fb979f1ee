using Katas.Engine.Simulation;
using Katas.Simulation.Tests.Escapes.Programs;

namespace Katas.Simulation.Tests.Escapes;

/// <summary>Nodes that do what no node should: each is a finding with a name, and none takes the test down.</summary>
public sealed class BadNodeTests
{
    private static readonly NodeId Second = new("n2");

    [Test]
    public void A_node_that_throws_when_it_is_made() => Expect(
        SimulationFinding.NodeThrew, "n1 threw InvalidOperationException at ", _ => throw new InvalidOperationException("no"));

    [Test]
    public void A_node_that_throws_when_it_starts() => Expect(
        SimulationFinding.NodeThrew, "(BadNodeTests.cs:", Doing(_ => throw new FormatException("not today")), "not today");

    [Test]
    public void A_node_that_throws_later() => Expect(SimulationFinding.NodeThrew, "n1 threw Format", Doing(async node =>
    {
        await Task.Delay(TimeSpan.FromSeconds(1), node.Time);
        throw new FormatException("bad");
    }));

    [Test]
    public void A_node_without_a_task() =>
        Expect(SimulationFinding.NodeThrew, "RunAsync returned null instead of a task", Doing(_ => null!));

    [Test]
    public void An_async_void_method_that_throws() =>
        Expect(SimulationFinding.NodeThrew, "(VoidPrograms.cs:", Doing(VoidPrograms.ThrowLater));

    [Test]
    public void A_callback_of_a_timer_that_throws() => Expect(
        SimulationFinding.NodeThrew, "(BadNodeTests.cs:", Doing(async node =>
        {
            await using var timer = node.Time.CreateTimer(
                _ => throw new FormatException("late"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            await node.Network.ReceiveAsync();
        }));

    [Test]
    public void A_message_to_nobody() => Expect(
        SimulationFinding.UnknownPeer, "n1 sent a message to n3 at ", Doing(node =>
        {
            node.Network.Send(new NodeId("n3"), 1);
            return Task.CompletedTask;
        }), "(BadNodeTests.cs:");

    [Test]
    public void A_message_to_nobody_whose_exception_is_swallowed() => Expect(
        SimulationFinding.UnknownPeer, "there is no such machine", Doing(node =>
        {
            try
            {
                node.Network.Send(new NodeId("nobody"), 1);
            }
            catch (ArgumentException)
            {
            }

            return node.Network.ReceiveAsync().AsTask();
        }));

    [Test]
    public void A_message_that_is_changed_under_way() => Expect(
        SimulationFinding.MessageChanged, "n1 sent Numbers to n2", Doing(node =>
        {
            List<int> numbers = [1, 2];
            node.Network.Send(Second, new Numbers(numbers));
            numbers.Add(3);
            return node.Network.ReceiveAsync().AsTask();
        }));

    [Test]
    public void A_flood_in_one_instant() => Expect(SimulationFinding.Flood, "messages are under way at once", Doing(node =>
    {
        while (true) node.Network.Send(Second, 1);
    }));

    [Test]
    public void A_flood_of_messages_that_go_round_and_round() => Expect(
        SimulationFinding.Flood, "steps were made in", Doing(async node =>
        {
            for (var i = 0; i < 20; i++) node.Network.Send(Second, i);
            while (true) node.Network.Send(Second, (await node.Network.ReceiveAsync()).Message);
        }), options: new SimulationOptions { MostEvents = 20_000, Seeds = 3 });

    [Test]
    public void A_loop_that_lets_no_time_pass() => Expect(SimulationFinding.Livelock, "no time passed", Doing(async _ =>
    {
        while (true) await Task.Yield();
    }));

    [Test]
    public void Messages_to_itself_without_end() => Expect(SimulationFinding.Livelock, "no time passed", Doing(async node =>
    {
        while (true)
        {
            node.Network.Send(node.Id, 1);
            await node.Network.ReceiveAsync();
        }
    }));

    [Test]
    public void Timers_without_rest() => Expect(SimulationFinding.Flood, "steps were made in", Doing(async node =>
    {
        while (true) await Task.Delay(TimeSpan.FromMilliseconds(1), node.Time);
    }), options: new SimulationOptions { MostEvents = 20_000, Seeds = 3 });

    [Test]
    public void A_node_that_never_gets_there_runs_out_of_time()
    {
        var scenario = Two(Doing(node => Task.Delay(TimeSpan.FromDays(40), node.Time)))
            .EventuallyAfterHeal("somebody leads", TimeSpan.FromSeconds(5), view => view.All("leader").Count > 0);
        Assert.That(Simulator.Check(scenario).Finding, Is.EqualTo(SimulationFinding.NeverCameAbout));
    }

    private static Func<NodeId, INode> Doing(Func<INodeContext, Task> body) => _ => new Program(body);

    private static Scenario Two(Func<NodeId, INode> first) => new Scenario()
        .Node("n1", first).Node("n2", _ => new Program(async node =>
        {
            while (true)
            {
                var (from, message) = await node.Network.ReceiveAsync();
                node.Network.Send(from, message);
            }
        }));

    private static void Expect(
        SimulationFinding finding, string text, Func<NodeId, INode> node, string also = "", SimulationOptions? options = null)
    {
        var result = Simulator.Check(Two(node), options ?? new SimulationOptions { Seeds = 3 });
        Assert.That(result.Finding, Is.EqualTo(finding), result.Failure?.Evidence);
        Assert.That(result.Failure!.Evidence, Does.Contain(text).And.Contain(also));
        Assert.That(result.Runs, Is.EqualTo(1));
    }

    private sealed record Numbers(List<int> Values);
}
