using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;
using Katas.Engine.Linearizability.Monitors;

namespace Katas.Judge.Tests.Monitors;

/// <summary>Each monitor against the search that is obviously right; KATAS_FUZZ says over how many histories.</summary>
public sealed class MonitorFuzzTests
{
    [Test]
    public void The_queue_monitor_agrees_with_the_plain_search() =>
        Agrees(new QueueMonitor(), new QueueModel(), "queue");

    [Test]
    public void The_stack_monitor_agrees_with_the_plain_search() =>
        Agrees(new StackMonitor(), new StackModel(), "stack");

    [Test]
    public void The_priority_queue_monitor_agrees_with_the_plain_search() =>
        Agrees(new PriorityQueueMonitor(), new PriorityQueueModel(), "priority-queue");

    [Test]
    public void The_register_monitor_agrees_with_the_plain_search() =>
        Agrees(new RegisterMonitor(), new RegisterModel(), "register");

    [Test]
    public void The_counter_monitor_agrees_with_the_plain_search() =>
        Agrees(new CounterMonitor(), new CounterModel(), "counter");

    [Test]
    public void The_set_monitor_agrees_with_the_plain_search() =>
        Agrees(new SetMonitor(), new SetModel(), "set");

    [Test]
    public void The_mutex_monitor_agrees_with_the_plain_search() =>
        Agrees(new MutexMonitor(), new MutexModel(), "mutex");

    [Test]
    public void The_semaphore_monitor_agrees_with_the_plain_search() =>
        Agrees(new SemaphoreMonitor(2), new SemaphoreModel(2), "semaphore");

    [Test]
    public void The_monitor_of_a_semaphore_of_one_agrees_with_the_plain_search() =>
        Agrees(new SemaphoreMonitor(1), new SemaphoreModel(1), "semaphore");

    /// <summary>Also: that both verdicts were plentiful, without which there would be nothing to disagree with.</summary>
    private static void Agrees<TState>(IMonitor monitor, CallModel<TState> model, string type) where TState : notnull
    {
        var result = MonitorFuzz.Run(monitor, model, type, MonitorFuzz.Count);
        TestContext.Out.WriteLine($"{result.Linearizable} linearizable, {result.Violations} violations, {result.NotApplicable} left");
        Assert.That(result.Fault, Is.Null);
        Assert.That(result.Linearizable, Is.GreaterThan(MonitorFuzz.Count / 6));
        Assert.That(result.Violations, Is.GreaterThan(MonitorFuzz.Count / 8));
    }
}
