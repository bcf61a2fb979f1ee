using Katas.Engine.Consistency;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;

namespace Katas.Judge.Tests.Consistency;

/// <summary>The histories of figure 3 of Bouajjani et al., and the others that tell the conditions apart.</summary>
public sealed class CausalConsistencyTests
{
    [Test]
    public void Store_buffer_litmus_is_causal_in_every_sense() => Judge(
        new Registers().Write(1, "x", 1).Write(2, "y", 1).Read(1, "y", null).Read(2, "x", null), null, null, null);

    [Test]
    public void An_answer_without_its_question_is_not() => Judge(
        new Registers().Write(1, "x", 1).Read(2, "x", 1).Write(2, "y", 2).Read(3, "y", 2).Read(3, "x", null),
        "WriteCOInitRead", "WriteCOInitRead", "WriteCOInitRead");

    [Test]
    public void A_value_that_was_causally_overwritten_must_not_be_read() => Judge(
        new Registers().Write(1, "x", 1).Write(1, "x", 2).Read(2, "x", 2).Read(2, "x", 1),
        "WriteCORead", "WriteCORead", "WriteCORead");

    [Test]
    public void A_value_that_nobody_wrote_comes_from_thin_air() =>
        Judge(new Registers().Read(1, "x", 1), "ThinAirRead", "ThinAirRead", "ThinAirRead");

    [Test]
    public void Two_clients_that_read_each_others_later_writes_run_in_a_circle() => Judge(
        new Registers().Read(1, "x", 1).Write(1, "y", 1).Read(2, "y", 1).Write(2, "x", 1),
        "CyclicCO", "CyclicCO", "CyclicCO");

    [Test]
    public void Concurrent_writes_seen_in_different_orders_do_not_converge() => Judge(
        new Registers().Write(1, "x", 1).Read(1, "x", 2).Write(2, "x", 2).Read(2, "x", 1), null, null, "CyclicCF");

    [Test]
    public void A_reader_that_changes_its_mind_has_no_memory() => Judge(
        new Registers().Write(1, "x", 1).Write(2, "x", 2).Read(2, "x", 1).Read(2, "x", 2), null, "CyclicHB", "CyclicCF");

    [Test]
    public void An_initial_value_after_a_write_that_must_have_been_before_is_no_causal_memory() => Judge(
        new Registers().Write(1, "y", 1).Write(1, "x", 1).Write(1, "z", 1).Write(2, "x", 2)
            .Read(3, "x", 2).Read(3, "y", null).Read(3, "z", 1).Read(3, "x", 2),
        null, "WriteHBInitRead", null);

    [Test]
    public void A_lost_write_comes_before_nothing_that_its_client_did_later() => Judge(
        new Registers().Lost(1, "x", 1).Write(1, "y", 1).Read(2, "y", 1).Read(2, "x", null).Read(2, "x", 1), null, null, null);

    [Test]
    public void The_pattern_is_told_edge_by_edge()
    {
        var story = new Registers().Write(1, "x", 1).Write(1, "z", 5).Write(1, "x", 2).Read(2, "x", 2).Write(2, "y", 3)
            .Read(3, "y", 3).Read(3, "x", 1);
        var anomaly = CausalConsistency.Check(story.History).Anomalies.Single();
        Assert.That(anomaly.Explanation, Is.EqualTo(
            """
            client 3's read("x") -> 1 returned the value of client 1's write("x", 1), overwritten by client 1's write("x", 2).
              client 1 called write("x", 1), and then write("x", 2)
              client 2's read("x") -> 2 saw client 1's write("x", 2)
              client 2 called read("x") -> 2, and then write("y", 3)
              client 3's read("y") -> 3 saw client 2's write("y", 3)
              client 3 called read("y") -> 3, and then read("x") -> 1
            """));
        Assert.That(anomaly.Involved, Is.EqualTo(new[] { 0, 2, 3, 4, 5, 6 }));
    }

    [Test]
    public void A_value_written_twice_and_read_leaves_the_verdict_open()
    {
        var twice = new Registers().Write(1, "x", 1).Write(2, "x", 1);
        Assert.That(CausalConsistency.Check(twice.History).Verdict, Is.EqualTo(ConsistencyVerdict.Satisfied));
        var report = CausalConsistency.Check(twice.Read(3, "x", 1).History);
        Assert.That(report.Verdict, Is.EqualTo(ConsistencyVerdict.Unknown));
        Assert.That(report.Reason, Does.Contain("Write values that are all different"));
    }

    [Test]
    public void The_initial_value_written_and_read_leaves_the_verdict_open() => Assert.That(
        CausalConsistency.Check(new Registers().Write(1, "x", "").Read(2, "x", null).History).Verdict,
        Is.EqualTo(ConsistencyVerdict.Unknown));

    [Test]
    public void Other_calls_are_refused()
    {
        var builder = new Engine.Histories.HistoryBuilder();
        builder.Invoke(1, QueueModel.Dequeue);
        builder.Return(1, null);
        Assert.That(() => CausalConsistency.Check(builder.Build()), Throws.TypeOf<ModelException>());
    }

    private static void Judge(Registers story, string? causal, string? memory, string? convergence)
    {
        foreach (var (model, name) in new[]
        {
            (CausalModel.Causal, causal), (CausalModel.CausalMemory, memory), (CausalModel.CausalConvergence, convergence),
        })
        {
            var report = CausalConsistency.Check(story.History, model);
            Assert.That(report.Anomalies.SingleOrDefault()?.Name, Is.EqualTo(name), $"{model}: {report}");
        }
    }
}
