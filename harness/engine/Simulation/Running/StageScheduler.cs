namespace Katas.Engine.Simulation.Running;

/// <summary>Runs what a machine starts with the current scheduler: on the stage, when it is the machine's turn.</summary>
internal sealed class StageScheduler(Stage stage) : TaskScheduler
{
    protected override void QueueTask(Task task)
    {
        if (stage.IsHere && stage.Acting is { } acting) acting.Enqueue(state => TryExecuteTask((Task)state!), task);
        else stage.Notice(null, "TaskFactory.StartNew");
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        stage.IsHere && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
