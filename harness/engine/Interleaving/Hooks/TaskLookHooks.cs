using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Calls that look at a task without waiting for it.</summary>
internal static class TaskLookHooks
{
    [Replaces(typeof(Task), "get_IsCompleted")]
    public static bool IsCompleted(Task task, int site)
    {
        LogicalThread.Current?.Look(TaskSteps.Place(task), site, "look at");
        return task.IsCompleted;
    }

    [Replaces(typeof(Task), "get_IsCompletedSuccessfully")]
    public static bool IsCompletedSuccessfully(Task task, int site)
    {
        LogicalThread.Current?.Look(TaskSteps.Place(task), site, "look at");
        return task.IsCompletedSuccessfully;
    }

    [Replaces(typeof(Task), "get_IsFaulted")]
    public static bool IsFaulted(Task task, int site)
    {
        LogicalThread.Current?.Look(TaskSteps.Place(task), site, "look at");
        return task.IsFaulted;
    }

    [Replaces(typeof(Task), "get_IsCanceled")]
    public static bool IsCanceled(Task task, int site)
    {
        LogicalThread.Current?.Look(TaskSteps.Place(task), site, "look at");
        return task.IsCanceled;
    }

    [Replaces(typeof(Task), "get_Status")]
    public static TaskStatus Status(Task task, int site)
    {
        LogicalThread.Current?.Look(TaskSteps.Place(task), site, "look at");
        return task.Status;
    }

    [Replaces(typeof(Task), "get_Exception")]
    public static AggregateException? Exception(Task task, int site)
    {
        LogicalThread.Current?.Look(TaskSteps.Place(task), site, "look at");
        return task.Exception;
    }

    [Replaces(typeof(ValueTask), "get_IsCompleted")]
    public static bool IsCompleted(ref ValueTask task, int site)
    {
        AwaiterSteps.Look(AwaiterFields.Target(ref task), site);
        return task.IsCompleted;
    }

    [Replaces(typeof(ValueTask), "get_IsCompletedSuccessfully")]
    public static bool IsCompletedSuccessfully(ref ValueTask task, int site)
    {
        AwaiterSteps.Look(AwaiterFields.Target(ref task), site);
        return task.IsCompletedSuccessfully;
    }

    [Replaces(typeof(ValueTask), "get_IsFaulted")]
    public static bool IsFaulted(ref ValueTask task, int site)
    {
        AwaiterSteps.Look(AwaiterFields.Target(ref task), site);
        return task.IsFaulted;
    }

    [Replaces(typeof(ValueTask), "get_IsCanceled")]
    public static bool IsCanceled(ref ValueTask task, int site)
    {
        AwaiterSteps.Look(AwaiterFields.Target(ref task), site);
        return task.IsCanceled;
    }

    [Replaces(typeof(ValueTask<>), "get_IsCompleted")]
    public static bool IsCompleted<TResult>(ref ValueTask<TResult> task, int site)
    {
        AwaiterSteps.Look(AwaiterFields.Target(ref task), site);
        return task.IsCompleted;
    }

    [Replaces(typeof(ValueTask<>), "get_IsCompletedSuccessfully")]
    public static bool IsCompletedSuccessfully<TResult>(ref ValueTask<TResult> task, int site)
    {
        AwaiterSteps.Look(AwaiterFields.Target(ref task), site);
        return task.IsCompletedSuccessfully;
    }

    [Replaces(typeof(ValueTask<>), "get_IsFaulted")]
    public static bool IsFaulted<TResult>(ref ValueTask<TResult> task, int site)
    {
        AwaiterSteps.Look(AwaiterFields.Target(ref task), site);
        return task.IsFaulted;
    }

    [Replaces(typeof(ValueTask<>), "get_IsCanceled")]
    public static bool IsCanceled<TResult>(ref ValueTask<TResult> task, int site)
    {
        AwaiterSteps.Look(AwaiterFields.Target(ref task), site);
        return task.IsCanceled;
    }
}
