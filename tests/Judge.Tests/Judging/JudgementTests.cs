using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;
using Katas.Engine.Specs;

namespace Katas.Judge.Tests.Judging;

/// <summary>What a spec says about recorded clients.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class JudgementTests
{
    private readonly Judgement _judgement = new(new QueueModel());

    [Test]
    public void Answers_with_an_explanation_pass_and_are_counted()
    {
        _judgement.Judge(OneAfterAnother((1, QueueModel.Enqueue("a"), null), (2, QueueModel.Dequeue, "a")));
        _judgement.Judge(OneAfterAnother((1, QueueModel.Dequeue, null)));
        Assert.That(_judgement.Operations, Is.EqualTo(3));
        Assert.That(_judgement.Histories, Is.EqualTo((2, 2)));
    }

    [Test]
    public void Equal_histories_are_judged_once()
    {
        for (var i = 0; i < 3; i++) _judgement.Judge(OneAfterAnother((1, QueueModel.Dequeue, null)));
        Assert.That(_judgement.Histories, Is.EqualTo((3, 1)));
    }

    /// <summary>The failure says what is impossible, what would have been right, and which calls show it.</summary>
    [Test]
    public void An_answer_without_an_explanation_fails_with_its_evidence()
    {
        var failed = Assert.Throws<PropertyFailedException>(() => _judgement.Judge(OneAfterAnother(
            (1, QueueModel.Enqueue("a"), null), (2, QueueModel.Dequeue, null))));
        Assert.That(failed!.Property, Is.EqualTo("the answers are those of a queue that does one call after another"));
        Assert.That(failed.Evidence, Does.Contain("found the queue empty"));
        Assert.That(failed.Evidence, Does.EndWith("Legal here: \"a\"."));
        Assert.That(failed.Table, Does.Contain("no legal point"));
    }

    /// <summary>A history that failed once must not pass for having been seen.</summary>
    [Test]
    public void What_failed_fails_again()
    {
        var lost = OneAfterAnother((1, QueueModel.Enqueue("a"), null), (2, QueueModel.Dequeue, null));
        Assert.Throws<PropertyFailedException>(() => _judgement.Judge(lost));
        Assert.Throws<PropertyFailedException>(() => _judgement.Judge(lost));
    }

    [Test]
    public void What_a_budget_left_open_is_inconclusive()
    {
        var judgement = new Judgement(new QueueModel(), new CheckOptions { MaxSteps = 0, UseMonitors = false });
        var history = new HistoryBuilder();
        for (var client = 1; client <= 6; client++) history.Invoke(client, QueueModel.Enqueue(client % 2));
        for (var client = 1; client <= 6; client++) history.Return(client, null);
        history.Invoke(1, QueueModel.Dequeue);
        history.Return(1, 0);
        Assert.Throws<InconclusiveException>(() => judgement.Judge(history.Build()));
    }

    private static History OneAfterAnother(params (int Client, Call Input, object? Output)[] calls)
    {
        var history = new HistoryBuilder();
        foreach (var (client, input, output) in calls)
        {
            history.Invoke(client, input);
            history.Return(client, output);
        }

        return history.Build();
    }
}
