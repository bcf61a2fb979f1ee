namespace Katas.Engine.Interleaving.Running;

/// <summary>Brings back to the schedule the awaits of code that is not rewritten, such as a spec's own.</summary>
/// <remarks>
/// All threads of a schedule share it: a continuation that the framework would run at once on the completing thread still runs
/// there, and one that would go to the thread pool becomes a thread of the schedule. An exception that leaves an
/// <c>async void</c> method comes here too, and ends the schedule as it would end the process.
/// </remarks>
internal sealed class ExplorationContext(ScheduleRun run) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (run.IsAborting)
            return;
        if (LogicalThread.Current is { } thread)
            run.Spawn(thread, "async", () => d(state));
        else
            run.BringIn(() => d(state));
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;
}
