namespace Katas.Engine.Interleaving.Running;

/// <summary>The end of an operation that returned a task.</summary>
internal static class TaskEnd
{
    /// <summary>Lets the operation of the running thread last until the task has ended; outside a schedule it waits.</summary>
    public static void Await(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (LogicalThread.Current is { } thread)
            thread.Ending = task;
        else
            task.GetAwaiter().GetResult();
    }

    /// <summary>The result of a task that has ended, or null when it has none.</summary>
    public static object? Result(Task task)
    {
        var type = task.GetType();
        return type.GetProperty(nameof(Task<>.Result)) is { } result && result.PropertyType.Name != "VoidTaskResult"
            ? result.GetValue(task) : null;
    }
}
