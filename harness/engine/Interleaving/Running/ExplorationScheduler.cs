namespace Katas.Engine.Interleaving.Running;

/// <summary>Makes each task that a subject starts a thread of the schedule.</summary>
/// <remarks>
/// It is the current scheduler of every thread of a schedule, so that tasks and continuations that name no scheduler come here.
/// The tasks are the framework's own: results, exceptions, cancellation and states are theirs.
/// </remarks>
internal sealed class ExplorationScheduler(ScheduleRun run) : TaskScheduler
{
    /// <summary>A task that never runs; on a thread where it is the current one, this is the current scheduler.</summary>
    public Task NewAmbient()
    {
        var ambient = new Task(() => { });
        TaskFields.Scheduler(ambient) = this;
        return ambient;
    }

    /// <inheritdoc/>
    /// <remarks>What is queued while the schedule is given up never runs.</remarks>
    protected override void QueueTask(Task task)
    {
        if (run.IsAborting)
            return;
        if (LogicalThread.Current is not { } thread)
        {
            run.BringIn(() => Execute(task));
            return;
        }

        var origin = run.Started.Add(thread, task);
        TaskBody.Wrap(task, origin.Site);
        run.Spawn(thread, origin.Name, () => Execute(task));
    }

    /// <summary>
    /// Runs at once what asks for it, as <c>RunSynchronously</c> does; a task that waits for a thread goes on waiting.
    /// </summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (taskWasPreviouslyQueued)
            return false;
        if (LogicalThread.Current is { } thread)
            TaskBody.Wrap(task, run.Started.Add(thread, task).Site);
        return Execute(task);
    }

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private bool Execute(Task task)
    {
        if (LogicalThread.Current is { } thread)
            thread.LookAtCancellation(TaskFields.Token(task));
        var hasRun = TryExecuteTask(task);
        if (LogicalThread.Current is { } completer)
            run.Notice(completer);
        return hasRun;
    }
}
