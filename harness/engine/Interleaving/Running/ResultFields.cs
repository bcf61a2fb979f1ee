using System.Runtime.CompilerServices;

namespace Katas.Engine.Interleaving.Running;

/// <summary>As <see cref="TaskFields"/> and <see cref="AwaiterFields"/>, for tasks with a result.</summary>
/// <remarks>The runtime finds a generic type's field only from a class with the same type parameters.</remarks>
internal static class ResultFields<T>
{
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_obj")]
    public static extern ref object? Target(ref ValueTask<T> value);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    public static extern ref Task<T> TaskOf(ref TaskAwaiter<T> awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    public static extern ref Task<T> TaskOf(ref ConfiguredTaskAwaitable<T>.ConfiguredTaskAwaiter awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
    public static extern ref ValueTask<T> ValueOf(ref ValueTaskAwaiter<T> awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
    public static extern ref ValueTask<T> ValueOf(ref ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    public static extern ref Task<T>? Of(ref AsyncTaskMethodBuilder<T> builder);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    public static extern ref Task<T>? Of(ref AsyncValueTaskMethodBuilder<T> builder);
}
