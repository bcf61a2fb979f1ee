using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Tasks that complete when others do, on the thread that makes the last of those complete.</summary>
/// <remarks>The framework sends some of these completions to its thread pool.</remarks>
internal static class Combining
{
    /// <summary>A task that ends as <paramref name="make"/> says when the sources are ready.</summary>
    /// <param name="thread">Who combines.</param>
    /// <param name="sources">What it looks at.</param>
    /// <param name="isReady">Whether <paramref name="make"/> gives a task that has completed.</param>
    /// <param name="make">Makes the framework's own task.</param>
    /// <param name="promise">What is given until then.</param>
    public static TTask When<TTask>(
        LogicalThread thread, IReadOnlyList<Task> sources, Func<bool> isReady, Func<TTask> make, Promise promise)
        where TTask : Task
    {
        LookAt(thread, sources);
        if (isReady())
            return make();
        thread.Run.WhenReady(isReady, completer =>
        {
            LookAt(completer, sources);
            completer.Mark(TaskSteps.Place(promise.Task), StepKind.Update);
            promise.TryEndAs(make());
        });
        return (TTask)promise.Task;
    }

    public static Task All(LogicalThread thread, IReadOnlyList<Task> tasks)
    {
        var copy = Checked(tasks);
        return When(thread, copy, () => Array.TrueForAll(copy, t => t.IsCompleted), () => Task.WhenAll(copy),
            Promise.After(copy));
    }

    public static Task<T[]> All<T>(LogicalThread thread, IReadOnlyList<Task<T>> tasks)
    {
        var copy = Checked(tasks);
        return When(
            thread, copy, () => Array.TrueForAll(copy, t => t.IsCompleted), () => Task.WhenAll(copy), Promise<T[]>.After(copy));
    }

    public static Task<TTask> Any<TTask>(LogicalThread thread, IReadOnlyList<TTask> tasks) where TTask : Task
    {
        var copy = Checked(tasks);
        ArgumentOutOfRangeException.ThrowIfZero(copy.Length, nameof(tasks));
        return When(
            thread, copy, () => Array.Exists(copy, t => t.IsCompleted),
            () => Task.FromResult(Array.Find(copy, t => t.IsCompleted)!), Promise<TTask>.After(copy));
    }

    public static Task Unwrap<TTask>(LogicalThread thread, Task<TTask> outer) where TTask : Task? =>
        When(thread, [outer], () => IsUnwrapped(outer), () => Inner(outer) ?? Cancelled(outer), Promise.After([outer]));

    public static Task<T> Unwrap<T>(LogicalThread thread, Task<Task<T>?> outer) =>
        When(
            thread, [outer], () => IsUnwrapped(outer),
            () => (Task<T>?)Inner(outer) ?? Task.FromCanceled<T>(new CancellationToken(true)), Promise<T>.After([outer]));

    private static bool IsUnwrapped<TTask>(Task<TTask> outer) where TTask : Task? =>
        outer.IsCompleted && (!outer.IsCompletedSuccessfully || outer.Result is not { IsCompleted: false });

    /// <summary>The inner task, or one that fails as the outer one did; null when the function gave none.</summary>
    private static Task? Inner<TTask>(Task<TTask> outer) where TTask : Task?
    {
        if (outer.IsCompletedSuccessfully)
            return outer.Result;
        var promise = typeof(TTask).IsGenericType
            ? (Promise)Activator.CreateInstance(typeof(Promise<>).MakeGenericType(typeof(TTask).GetGenericArguments()[0]),
                [false])!
            : new Promise<bool>(false);
        if (outer.IsCanceled)
            promise.TryCancel(TaskFields.Token(outer));
        else if (outer.Exception!.InnerExceptions is [OperationCanceledException cancelled])
            promise.TryCancel(cancelled.CancellationToken);
        else
            promise.TryFail(outer.Exception.InnerExceptions);
        return promise.Task;
    }

    private static Task Cancelled(Task outer) => Task.FromCanceled(new CancellationToken(true));

    private static void LookAt(LogicalThread thread, IReadOnlyList<Task> sources)
    {
        if (!thread.Run.Step(thread))
            return;
        foreach (var source in sources)
            thread.Mark(TaskSteps.Place(source), StepKind.Look);
    }

    private static TTask[] Checked<TTask>(IReadOnlyList<TTask> tasks) where TTask : Task
    {
        TTask[] copy = [.. tasks];
        return Array.TrueForAll(copy, t => t is not null)
            ? copy : throw new ArgumentException("The tasks argument included a null value.", nameof(tasks));
    }
}
