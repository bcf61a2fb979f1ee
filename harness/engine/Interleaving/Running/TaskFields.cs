using System.Runtime.CompilerServices;

namespace Katas.Engine.Interleaving.Running;

/// <summary>What the framework knows of a task and does not tell.</summary>
internal static class TaskFields
{
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_action")]
    public static extern ref Delegate? Action(Task task);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_taskScheduler")]
    public static extern ref TaskScheduler? Scheduler(Task task);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_CancellationToken")]
    public static extern CancellationToken Token(Task task);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_source")]
    public static extern ref CancellationTokenSource? Source(ref CancellationToken token);

    /// <summary>The task that runs on this real thread.</summary>
    public static ref Task? Current => ref CurrentOf(null);

    public static Task? Of<T>(ref AsyncTaskMethodBuilder<T> builder) => ResultFields<T>.Of(ref builder);

    public static Task? Of<T>(ref AsyncValueTaskMethodBuilder<T> builder) => ResultFields<T>.Of(ref builder);

    /// <remarks>
    /// The field's type is a task of a type that only the framework can name; it is the structure's only field.
    /// </remarks>
    public static Task? Of(ref AsyncTaskMethodBuilder builder) => Unsafe.As<AsyncTaskMethodBuilder, Task?>(ref builder);

    /// <inheritdoc cref="Of(ref AsyncTaskMethodBuilder)"/>
    public static Task? Of(ref AsyncValueTaskMethodBuilder builder) => Unsafe.As<AsyncValueTaskMethodBuilder, Task?>(ref builder);

    /// <summary>Whether those who await it go on elsewhere, and not on the thread that completes it.</summary>
    public static bool ContinuesElsewhere(Task task) =>
        (task.CreationOptions & TaskCreationOptions.RunContinuationsAsynchronously) != 0;

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "t_currentTask")]
    private static extern ref Task? CurrentOf(Task? none);
}
