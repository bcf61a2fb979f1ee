using Katas.Engine.Consistency;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;

namespace Katas.Judge.Tests.Consistency;

public sealed class SequentialConsistencyTests
{
    [Test]
    public void Store_buffer_litmus_is_a_violation_although_each_key_alone_is_fine()
    {
        Registers Buffer() => new Registers().Write(1, "x", 1).Write(2, "y", 1).Read(1, "y", null).Read(2, "x", null);
        Assert.That(Check(Buffer()).Verdict, Is.EqualTo(ConsistencyVerdict.Violation));
        Assert.That(Check(Buffer()).Anomalies.Single().Involved, Is.EqualTo(new[] { 0, 1, 2, 3 }));
        Assert.That(Check(new Registers().Write(1, "x", 1).Read(2, "x", null)).Verdict, Is.EqualTo(ConsistencyVerdict.Satisfied));
    }

    [Test]
    public void A_stale_read_is_fine_because_real_time_does_not_count()
    {
        var report = Check(new Registers().Write(1, "x", 1).Read(2, "x", null).Read(2, "x", 1));
        Assert.That(report.Verdict, Is.EqualTo(ConsistencyVerdict.Satisfied));
        Assert.That(report.Witness.Select(each => each.Index), Is.EqualTo(new[] { 1, 0, 2 }));
    }

    [Test]
    public void Message_passing_must_not_lose_the_message() =>
        Violates(new Registers().Write(1, "data", 1).Write(1, "flag", 1).Read(2, "flag", 1).Read(2, "data", null));

    [Test]
    public void Independent_readers_must_agree_on_the_order_of_independent_writes() => Violates(
        new Registers().Write(1, "x", 1).Write(2, "y", 1)
            .Read(3, "x", 1).Read(3, "y", null).Read(4, "y", 1).Read(4, "x", null));

    [Test]
    public void Two_readers_must_not_see_two_writes_in_different_orders() => Violates(
        new Registers().Write(1, "x", 1).Write(2, "x", 2)
            .Read(3, "x", 1).Read(3, "x", 2).Read(4, "x", 2).Read(4, "x", 1));

    [Test]
    public void A_lost_write_may_take_effect_late_or_never()
    {
        var late = Check(new Registers().Lost(1, "x", 1).Read(1, "x", null).Read(2, "x", null).Read(2, "x", 1));
        Assert.That(late.Verdict, Is.EqualTo(ConsistencyVerdict.Satisfied));
        Assert.That(late.Witness, Has.Count.EqualTo(4));
        var never = Check(new Registers().Lost(1, "x", 1).Read(1, "x", null));
        Assert.That(never.Witness, Has.Count.EqualTo(1));
    }

    [Test]
    public void The_core_leaves_out_what_does_not_matter()
    {
        var story = new Registers().Write(5, "z", 1).Write(1, "x", 1).Read(5, "z", 1).Write(1, "x", 2).Read(2, "x", 2)
            .Read(2, "x", 1).Write(2, "z", 7).Read(5, "z", 7);
        Assert.That(Check(story).Anomalies.Single().Explanation, Is.EqualTo(
            """
            no order of all operations that keeps each client's own explains these answers:
              client 1 called write("x", 1), and then write("x", 2), which may have taken effect at any later time or never
              client 2 called read("x") -> 2, and then read("x") -> 1
            """));
    }

    [Test]
    public void A_budget_that_ends_is_never_a_pass()
    {
        var story = new Registers().Write(1, "x", 1).Read(2, "x", 1).Read(2, "x", null);
        var report = SequentialConsistency.Check(story.History, new RegisterModel(), new CheckOptions { MaxSteps = 1 });
        Assert.That(report.Verdict, Is.EqualTo(ConsistencyVerdict.Unknown));
        Assert.That(report.Reason, Does.Contain("budget of 1 steps"));
    }

    [Test]
    public void An_empty_history_is_satisfied() =>
        Assert.That(Check(new Registers()).Verdict, Is.EqualTo(ConsistencyVerdict.Satisfied));

    [Test]
    public void A_call_that_the_model_does_not_have_is_refused() => Assert.That(
        () => SequentialConsistency.Check(new Registers().Read(1, "x", 1).History, new QueueModel()),
        Throws.TypeOf<ModelException>());

    [Test]
    public void A_long_history_with_an_old_reader_is_judged_in_few_steps()
    {
        var builder = new HistoryBuilder();
        for (var i = 1; i <= 2000; i++)
        {
            Call(builder, 1, RegisterModel.Write(i), null);
            if (i % 2 == 0) Call(builder, 2, RegisterModel.Read, i / 2);
        }

        var report = SequentialConsistency.Check(builder.Build(), new RegisterModel(), new CheckOptions { MaxSteps = 100_000 });
        Assert.That(report.Verdict, Is.EqualTo(ConsistencyVerdict.Satisfied));
    }

    private static void Call(HistoryBuilder builder, int client, Call call, object? output)
    {
        builder.Invoke(client, call);
        builder.Return(client, output);
    }

    private static void Violates(Registers story) => Assert.That(Check(story).Verdict, Is.EqualTo(ConsistencyVerdict.Violation));

    private static ConsistencyReport Check(Registers story) => SequentialConsistency.Check(story.History, new RegisterModel());
}
