using System.Runtime.CompilerServices;

namespace Katas.Engine.Interleaving.Running;

/// <summary>What an <c>await</c> waits for.</summary>
internal abstract class Awaited
{
    /// <summary>The task, or the source of a value task; null when it is nothing that others could know.</summary>
    public abstract object? Target { get; }

    /// <summary>Whether it may be asked again and again, by any thread.</summary>
    public abstract bool CanBeAsked { get; }

    public abstract bool IsCompleted { get; }

    /// <summary>Has a callback called when it completes, on the thread that completes it if it allows that.</summary>
    public abstract void Register(Action callback);
}

internal sealed class AwaitedTask(Task task) : Awaited
{
    public override object Target => task;

    public override bool CanBeAsked => true;

    public override bool IsCompleted => task.IsCompleted;

    public override void Register(Action callback) => task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(callback);
}

internal sealed class AwaitedValue(ValueTask value) : Awaited
{
    private readonly ValueTask _value = value;

    public override object? Target => AwaiterFields.Target(ref Unsafe.AsRef(in _value));

    public override bool CanBeAsked => AwaiterFields.IsOfFramework(Target);

    public override bool IsCompleted => _value.IsCompleted;

    public override void Register(Action callback) => _value.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(callback);
}

internal sealed class AwaitedValue<T>(ValueTask<T> value) : Awaited
{
    private readonly ValueTask<T> _value = value;

    public override object? Target => AwaiterFields.Target(ref Unsafe.AsRef(in _value));

    public override bool CanBeAsked => AwaiterFields.IsOfFramework(Target);

    public override bool IsCompleted => _value.IsCompleted;

    public override void Register(Action callback) => _value.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(callback);
}
