using System.Reflection;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Called around framework methods that start tasks, or that give them away; the methods themselves are real.</summary>
internal static class TaskHooks
{
    /// <summary>A call that may start a task is about to be made.</summary>
    public static void Starts(int site)
    {
        if (LogicalThread.Current is not { } thread || !thread.Run.Step(thread))
            return;
        thread.Starting = thread.Run.Sites[site];
        if (thread.Run.Contended.Contains("Task"))
            thread.Run.Switch(thread);
    }

    /// <summary>The call has returned the task that it has started, or will start when another one has completed.</summary>
    public static void Started(Task task, int site)
    {
        if (LogicalThread.Current is not { } thread || thread.Run.IsAborting)
            return;
        thread.Starting = null;
        thread.Run.Started.Name(task, thread.Run.Sites[site]);
        if (AntecedentOf(task) is { } antecedent)
            thread.Mark(TaskSteps.Place(antecedent), StepKind.Update);
    }

    /// <summary>A task will start when one of these, or all, have completed.</summary>
    /// <remarks>Those that go on elsewhere are met by the framework on its own threads.</remarks>
    public static void StartsAfter(object? tasks, int site)
    {
        Starts(site);
        if (LogicalThread.Current is not { } thread || tasks is not IEnumerable<Task> sources)
            return;
        foreach (var source in sources)
        {
            thread.Mark(TaskSteps.Place(source), StepKind.Update);
            if (!source.IsCompleted && TaskFields.ContinuesElsewhere(source))
                thread.Run.NoteUncontrolled(thread.Run.Sites[site]);
        }
    }

    /// <summary>A public method returns a task: its failure is the caller's business.</summary>
    public static void HandOut<T>(T value)
    {
        if (LogicalThread.Current is not { } thread)
            return;
        var task = value as Task ?? ValueOf(value) as Task;
        if (task is not null)
            thread.Run.Started.HandOut(task);
    }

    private static object? ValueOf<T>(T value) =>
        value?.GetType().GetField("_obj", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(value);

    private static Task? AntecedentOf(Task task) =>
        task.GetType().GetField("m_antecedent", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(task) as Task;
}
