using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;
using Katas.Engine.Linearizability.Monitors;
using Katas.Judge.Tests.Support;

namespace Katas.Judge.Tests.Monitors;

/// <summary>Each monitor against the search that is obviously right; KATAS_FUZZ says over how many histories.</summary>
public sealed class MonitorFuzzTests
{
    [Test]
    public void The_queue_monitor_agrees_with_the_plain_search() => Agrees(new QueueModel(), "queue");

    [Test]
    public void The_stack_monitor_agrees_with_the_plain_search() => Agrees(new StackModel(), "stack");

    [Test]
    public void The_priority_queue_monitor_agrees_with_the_plain_search() => Agrees(new PriorityQueueModel(), "priority-queue");

    [Test]
    public void The_register_monitor_agrees_with_the_plain_search() => Agrees(new RegisterModel(), "register");

    [Test]
    public void The_counter_monitor_agrees_with_the_plain_search() => Agrees(new CounterModel(), "counter");

    [Test]
    public void The_set_monitor_agrees_with_the_plain_search() => Agrees(new SetModel(), "set");

    [Test]
    public void The_mutex_monitor_agrees_with_the_plain_search() => Agrees(new MutexModel(), "mutex");

    [Test]
    public void The_semaphore_monitor_agrees_with_the_plain_search() => Agrees(new SemaphoreModel(2), "semaphore");

    [Test]
    public void The_monitor_of_a_semaphore_of_one_agrees_with_the_plain_search() => Agrees(new SemaphoreModel(1), "semaphore");

    /// <summary>Of a store, and of a register with compare-and-set, the monitor judges only what is a plain register.</summary>
    [Test]
    public void The_register_monitor_leaves_what_is_no_register_to_the_search()
    {
        Assert.That(Fuzz(new KeyValueModel(), "key-value").Fault, Is.Null);
        Assert.That(Fuzz(new CasRegisterModel(), "cas-register").Fault, Is.Null);
    }

    [Test]
    public void Long_histories_of_right_objects_pass_with_their_witness()
    {
        PassesAtLength(new QueueModel(), "queue");
        PassesAtLength(new StackModel(), "stack");
        PassesAtLength(new PriorityQueueModel(), "priority-queue");
        PassesAtLength(new RegisterModel(), "register");
    }

    private static void PassesAtLength<TState>(CallModel<TState> model, string type) where TState : notnull
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var shape = new HistoryShape { Clients = 30, Operations = 1000, Concurrency = 0.05 * seed };
            var operations = RandomHistories.Make(type, seed, shape).Operations;
            var answer = model.Monitor!.Judge(new TimedOperations(operations));
            Assert.That((answer.Kind, answer.Reason), Is.EqualTo((MonitorAnswerKind.Linearizable, "")), $"{type}, seed {seed}");
            var order = answer.Operations.Select(i => operations[i]).ToList();
            Assert.That(MonitorFuzz.Unfaithful(model, operations, order), Is.Null, $"{type}, seed {seed}");
        }
    }

    /// <summary>Also: that both verdicts were plentiful, without which there would be nothing to disagree with.</summary>
    private static void Agrees<TState>(CallModel<TState> model, string type) where TState : notnull
    {
        var result = Fuzz(model, type);
        Assert.That(result.Fault, Is.Null);
        Assert.That(result.Linearizable, Is.GreaterThan(MonitorFuzz.Count / 6));
        Assert.That(result.Violations, Is.GreaterThan(MonitorFuzz.Count / 8));
    }

    private static FuzzResult Fuzz<TState>(CallModel<TState> model, string type) where TState : notnull
    {
        var result = MonitorFuzz.Run(model.Monitor!, model, type, MonitorFuzz.Count);
        TestContext.Out.WriteLine(
            $"{result.Linearizable} linearizable, {result.Violations} violations, {result.NotApplicable} left to the search");
        return result;
    }
}
