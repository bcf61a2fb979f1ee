using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;
using Katas.Engine.Linearizability.Monitors;

namespace Katas.Judge.Tests.Monitors;

/// <summary>The fuzz is seen to catch what it is for: each wrong monitor here errs in a way in which one may err.</summary>
public sealed class WrongMonitorTests
{
    [Test]
    public void A_queue_monitor_that_overlooks_empty_dequeues_is_caught() => Caught(
        new DistortedMonitor(new QueueMonitor(), o => IsDequeue(o) && o is { Ending: Ending.Returned, Output: null } ? null : o),
        new QueueModel(), "queue", "the order");

    [Test]
    public void A_queue_monitor_that_orders_calls_which_meet_at_one_instant_is_caught() => Caught(
        new DistortedMonitor(new QueueMonitor(), HalfOpen), new QueueModel(), "queue", "a right history was refused");

    [Test]
    public void A_stack_monitor_that_drops_pushes_without_a_return_is_caught() => Caught(
        new DistortedMonitor(new StackMonitor(), o => o.Ending == Ending.Open ? null : o),
        new StackModel(), "stack", "a right history was refused");

    [Test]
    public void A_queue_monitor_that_drops_dequeues_whose_answer_was_lost_is_caught() => Caught(
        new DistortedMonitor(new QueueMonitor(), o => IsDequeue(o) && o.Ending == Ending.ResultUnknown ? null : o),
        new QueueModel(), "queue", "");

    [Test]
    public void A_priority_queue_monitor_that_takes_the_first_in_is_caught() => Caught(
        new DistortedMonitor(new QueueMonitor(), AsQueue), new PriorityQueueModel(), "priority-queue", "");

    [Test]
    public void A_register_monitor_that_believes_returns_to_be_late_is_caught() => Caught(
        new DistortedMonitor(new RegisterMonitor(), o => o.Ending == Ending.Open ? o : o with { Returned = o.Returned + 2 }),
        new RegisterModel(), "register", "a violation passed");

    [Test]
    public void A_counter_monitor_that_believes_calls_to_be_early_is_caught() => Caught(
        new DistortedMonitor(new CounterMonitor(), o => o with { Invoked = Math.Max(0, o.Invoked - 2) }),
        new CounterModel(), "counter", "a violation passed");

    [Test]
    public void A_mutex_monitor_that_overlooks_failed_tries_is_caught() => Caught(
        new DistortedMonitor(new MutexMonitor(), o => o.Output is false ? null : o), new MutexModel(), "mutex", "");

    [Test]
    public void A_set_monitor_that_takes_what_is_not_told_for_a_change_is_caught() => Caught(
        new DistortedMonitor(new SetMonitor(), o => o.Ending == Ending.Open ? o : o with { Output = o.Output ?? true }),
        new SetModel(), "set", "");

    [Test]
    public void A_witness_that_lacks_an_operation_is_caught() => Caught(
        new SpoiltMonitor(new QueueMonitor(), answer => answer.Kind == MonitorAnswerKind.Linearizable
            ? answer with { Operations = [.. answer.Operations.Skip(1)] }
            : answer),
        new QueueModel(), "queue", "lacks");

    [Test]
    public void Evidence_that_is_possible_by_itself_is_caught() => Caught(
        new SpoiltMonitor(new StackMonitor(), answer => answer.Kind == MonitorAnswerKind.Violation
            ? answer with { Operations = [.. answer.Operations.Take(1)] }
            : answer),
        new StackModel(), "stack", "are possible by themselves");

    private static void Caught<TState>(IMonitor wrong, CallModel<TState> model, string type, string how) where TState : notnull
    {
        var result = MonitorFuzz.Run(wrong, model, type, 3000);
        Assert.That(result.Fault, Is.Not.Null.And.Contains(how));
    }

    private static bool IsDequeue(Operation operation) => ((Call)operation.Input).Name == "dequeue";

    private static Operation HalfOpen(Operation o) => o with
    {
        Invoked = 2 * o.Invoked,
        Returned = o.Ending == Ending.Open ? o.Returned : Math.Max(2 * o.Invoked, 2 * o.Returned - 1),
    };

    private static Operation AsQueue(Operation o) => o with
    {
        Input = o.Input is Call { Name: "insert" } insert ? QueueModel.Enqueue(insert.Argument!) : QueueModel.Dequeue,
    };
}
