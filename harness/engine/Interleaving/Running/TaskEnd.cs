namespace Katas.Engine.Interleaving.Running;

/// <summary>Waits for the task that an operation returned.</summary>
internal static class TaskEnd
{
    /// <summary>Waits for the task and gives its result, or null when it has none; throws what it failed with.</summary>
    public static object? Of(Task task)
    {
        task.GetAwaiter().GetResult();
        var type = task.GetType();
        return type.GetProperty(nameof(Task<>.Result)) is { } result && result.PropertyType.Name != "VoidTaskResult"
            ? result.GetValue(task) : null;
    }
}
