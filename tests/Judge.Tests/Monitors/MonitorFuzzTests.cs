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

    /// <summary>Also: that both verdicts were plentiful, without which there would be nothing to disagree with.</summary>
    private static void Agrees<TState>(IMonitor monitor, CallModel<TState> model, string type) where TState : notnull
    {
        var result = MonitorFuzz.Run(monitor, model, type, MonitorFuzz.Count);
        TestContext.Out.WriteLine($"{result.Linearizable} linearizable, {result.Violations} violations, {result.NotApplicable} left");
        Assert.That(result.Fault, Is.Null);
        Assert.That(result.Linearizable, Is.GreaterThan(MonitorFuzz.Count / 5));
        Assert.That(result.Violations, Is.GreaterThan(MonitorFuzz.Count / 6));
    }
}
