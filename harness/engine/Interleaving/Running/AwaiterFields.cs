using System.Runtime.CompilerServices;

namespace Katas.Engine.Interleaving.Running;

/// <summary>Looks into the framework's awaiters.</summary>
internal static class AwaiterFields
{
    public static Awaited Of(ref TaskAwaiter awaiter) => new AwaitedTask(TaskOf(ref awaiter));

    public static Awaited Of<T>(ref TaskAwaiter<T> awaiter) => new AwaitedTask(Fields<T>.TaskOf(ref awaiter));

    public static Awaited Of(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter) => new AwaitedTask(TaskOf(ref awaiter));

    public static Awaited Of<T>(ref ConfiguredTaskAwaitable<T>.ConfiguredTaskAwaiter awaiter) =>
        new AwaitedTask(Fields<T>.TaskOf(ref awaiter));

    public static Awaited Of(ref ValueTaskAwaiter awaiter) => new AwaitedValue(ValueOf(ref awaiter));

    public static Awaited Of<T>(ref ValueTaskAwaiter<T> awaiter) => new AwaitedValue<T>(Fields<T>.ValueOf(ref awaiter));

    public static Awaited Of(ref ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter) =>
        new AwaitedValue(ValueOf(ref awaiter));

    public static Awaited Of<T>(ref ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter awaiter) =>
        new AwaitedValue<T>(Fields<T>.ValueOf(ref awaiter));

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_obj")]
    public static extern ref object? Target(ref ValueTask value);

    public static object? Target<T>(ref ValueTask<T> value) => Fields<T>.Target(ref value);

    /// <summary>Whether asking the object runs no code of the subject.</summary>
    public static bool IsOfFramework(object? target) =>
        target is null || target.GetType().Assembly.GetName().Name!.StartsWith("System.", StringComparison.Ordinal);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    private static extern ref Task TaskOf(ref TaskAwaiter awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    private static extern ref Task TaskOf(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
    private static extern ref ValueTask ValueOf(ref ValueTaskAwaiter awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
    private static extern ref ValueTask ValueOf(ref ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter);

    /// <remarks>A generic type's field is found only from a generic type: a method's own parameter does not stand for it.</remarks>
    private static class Fields<T>
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
    }
}
