namespace Katas.Engine.Interleaving.Running;

/// <summary>The end of an operation that returned a task.</summary>
internal static class TaskEnd
{
    /// <summary>Lets the operation of the running thread last until the task has ended; outside a schedule it waits.</summary>
    public static void Await(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (LogicalThread.Current is { } thread)
        {
            thread.Ending = task;
            thread.Run.AwaitsFramework |= !task.IsCompleted && IsOfFramework(task.GetType());
        }
        else
            task.GetAwaiter().GetResult();
    }

    /// <summary>A <c>WhenAll</c> of code that is not rewritten, say, which may complete on the thread pool.</summary>
    private static bool IsOfFramework(Type type) => type.IsNested && type.Assembly == typeof(Task).Assembly;

    /// <summary>The result of a task that has ended, or null when it has none.</summary>
    public static object? Result(Task task)
    {
        var type = task.GetType();
        return type.GetProperty(nameof(Task<>.Result)) is { } result && result.PropertyType.Name != "VoidTaskResult"
            ? result.GetValue(task) : null;
    }
}
