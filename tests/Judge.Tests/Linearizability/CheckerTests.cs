using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;

namespace Katas.Judge.Tests.Linearizability;

/// <summary>The verdicts at the edges: nothing, very much, budgets, and time that is over.</summary>
public sealed class CheckerTests
{
    private static readonly CheckOptions SearchOnly = new() { UseMonitors = false };

    [Test]
    public void An_empty_history_is_linearizable()
    {
        var result = LinearizabilityChecker.Check(new HistoryBuilder().Build(), new QueueModel());
        Assert.That((result.Verdict, result.Cost.Operations, result.Cost.Keys), Is.EqualTo((CheckVerdict.Linearizable, 0, 0)));
    }

    [Test]
    public void An_operation_that_never_returned_may_have_taken_effect_or_not()
    {
        foreach (var seen in new object?[] { null, 1L })
        {
            var history = new HistoryBuilder();
            history.Invoke(1, RegisterModel.Write(1));
            Sequential(history, 2, RegisterModel.Read, seen);
            Assert.That(Verdict(history, new RegisterModel()), Is.EqualTo(CheckVerdict.Linearizable), $"{seen}");
        }
    }

    [Test]
    public void An_operation_whose_result_is_unknown_took_effect_before_it_returned()
    {
        var history = new HistoryBuilder();
        history.Invoke(1, RegisterModel.Write(1));
        history.ReturnUnknown(1);
        Sequential(history, 2, RegisterModel.Read, null);
        Assert.That(Verdict(history, new RegisterModel()), Is.EqualTo(CheckVerdict.Violation));
    }

    /// <summary>A write that ends at 5 and a read called at 5 overlap: the clock cannot tell them apart.</summary>
    [Test]
    public void Intervals_are_closed()
    {
        foreach (var (called, verdict) in new[] { (5, CheckVerdict.Linearizable), (6, CheckVerdict.Violation) })
        {
            var history = new HistoryBuilder();
            history.Invoke(1, RegisterModel.Write(1), 0);
            history.Return(1, null, 5);
            history.Invoke(2, RegisterModel.Read, called);
            history.Return(2, null, 9);
            Assert.That(Verdict(history, new RegisterModel()), Is.EqualTo(verdict), $"called at {called}");
        }
    }

    [Test]
    public void A_violation_of_one_key_is_found_although_another_key_is_hard()
    {
        var history = new HistoryBuilder();
        for (var client = 0; client < 40; client++) history.Invoke(client, KeyValueModel.Append("hard", $"{client} "));
        for (var client = 0; client < 40; client++) history.Return(client, null);
        Sequential(history, 1, KeyValueModel.Get("hard"), "all in an order that nobody can guess");
        Sequential(history, 1, KeyValueModel.Put("easy", "1"), null);
        Sequential(history, 1, KeyValueModel.Get("easy"), "2");
        var result = LinearizabilityChecker.Check(history.Build(), new KeyValueModel(), new CheckOptions { MaxSteps = 100_000 });
        Assert.That((result.Verdict, result.Counterexample!.Key), Is.EqualTo((CheckVerdict.Violation, "easy")));
    }

    [Test]
    public void A_violation_of_one_key_is_found_although_another_key_is_too_wide()
    {
        var history = new HistoryBuilder();
        for (var client = 0; client < 3000; client++) history.Invoke(client, KeyValueModel.Append("wide", $"{client} "));
        Sequential(history, 4000, KeyValueModel.Get("wide"), "1 ");
        Sequential(history, 4000, KeyValueModel.Append("easy", "1"), null);
        Sequential(history, 4000, KeyValueModel.Get("easy"), "2");
        var result = LinearizabilityChecker.Check(history.Build(), new KeyValueModel());
        Assert.That((result.Verdict, result.Counterexample?.Key), Is.EqualTo((CheckVerdict.Violation, "easy")));
    }

    [Test]
    public void A_million_operations_get_a_verdict()
    {
        var history = new HistoryBuilder();
        for (var i = 0L; i < 500_000; i++)
        {
            Sequential(history, 1, CasRegisterModel.Write(i % 7), null);
            Sequential(history, 2, CasRegisterModel.Read, i % 7);
        }

        Assert.That(Verdict(history, new CasRegisterModel()), Is.EqualTo(CheckVerdict.Linearizable));
        Sequential(history, 2, CasRegisterModel.Read, 7L);
        Assert.That(Verdict(history, new CasRegisterModel()), Is.EqualTo(CheckVerdict.Violation));
    }

    [Test]
    public void More_open_operations_than_the_search_can_take_are_unknown_and_said_so()
    {
        var history = new HistoryBuilder();
        for (var client = 0; client < 3000; client++) history.Invoke(client, CasRegisterModel.CompareAndSet(client, client + 1));
        Sequential(history, 4000, CasRegisterModel.Read, null);
        var result = LinearizabilityChecker.Check(history.Build(), new CasRegisterModel());
        Assert.That(result.Verdict, Is.EqualTo(CheckVerdict.Unknown));
        Assert.That(result.Reason, Does.Contain("3001 operations are open at once"));
    }

    [Test]
    public void A_budget_that_ends_is_never_a_pass()
    {
        var history = Hard();
        var steps = LinearizabilityChecker.Check(history, new StackModel(), SearchOnly with { MaxSteps = 5000 });
        var memory = LinearizabilityChecker.Check(history, new StackModel(), SearchOnly with { MaxBytes = 2 << 20 });
        using (Assert.EnterMultipleScope())
        {
            Assert.That((steps.Verdict, steps.Cost.Steps), Is.EqualTo((CheckVerdict.Unknown, 5001)));
            Assert.That(steps.Reason, Does.Contain("5000 steps"));
            Assert.That(memory.Verdict, Is.EqualTo(CheckVerdict.Unknown));
            Assert.That(memory.Reason, Does.Contain("2 MiB of memory"));
        }
    }

    [Test]
    public void A_check_that_is_cancelled_is_unknown()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        var result = LinearizabilityChecker.Check(Hard(), new StackModel(), SearchOnly, cancel.Token);
        Assert.That(result.Verdict, Is.EqualTo(CheckVerdict.Unknown));
        Assert.That(result.Reason, Does.Contain("time was over"));
    }

    [Test]
    public void The_same_history_costs_the_same_twice()
    {
        var options = SearchOnly with { MaxSteps = 20_000 };
        var first = LinearizabilityChecker.Check(Hard(), new StackModel(), options);
        var second = LinearizabilityChecker.Check(Hard(), new StackModel(), options);
        Assert.That(second.Cost, Is.EqualTo(first.Cost));
    }

    private static CheckVerdict Verdict(HistoryBuilder history, SequentialModel model) =>
        LinearizabilityChecker.Check(history.Build(), model, new CheckOptions { Explain = false }).Verdict;

    private static void Sequential(HistoryBuilder history, int client, Call call, object? output)
    {
        history.Invoke(client, call);
        history.Return(client, output);
    }

    /// <summary>Thirty pushes at once, and pops in an order that does not exist: the search has to go through very
    /// much.</summary>
    private static History Hard()
    {
        var history = new HistoryBuilder();
        for (var client = 0; client < 30; client++) history.Invoke(client, StackModel.Push(client));
        for (var client = 0; client < 30; client++) history.Return(client, null);
        for (var i = 0; i < 29; i++) Sequential(history, 1, StackModel.Pop, i);
        Sequential(history, 1, StackModel.Pop, 28);
        return history.Build();
    }
}
