using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="LazyInitializer"/>: without a lock several factories may run, and the first value stays.</summary>
internal static class LazyInitializerHooks
{
    [Replaces(typeof(LazyInitializer), nameof(LazyInitializer.EnsureInitialized), Kind = SiteKind.Atomic)]
    public static T EnsureInitialized<T>(ref T? target, int site)
        where T : class => EnsureInitialized(ref target, Activator.CreateInstance<T>, site);

    [Replaces(typeof(LazyInitializer), nameof(LazyInitializer.EnsureInitialized), Kind = SiteKind.Atomic)]
    public static T EnsureInitialized<T>(ref T? target, Func<T> valueFactory, int site)
        where T : class
    {
        if (LogicalThread.Current is null)
            return LazyInitializer.EnsureInitialized(ref target, valueFactory);
        Arrive(ref target, site);
        if (Volatile.Read(ref target) is { } found)
            return found;
        var made = valueFactory() ?? throw new InvalidOperationException("ValueFactory returned null.");
        Arrive(ref target, site);
        Publish(ref target, made);
        return Interlocked.CompareExchange(ref target, made, null) ?? made;
    }

    [Replaces(typeof(LazyInitializer), nameof(LazyInitializer.EnsureInitialized), Kind = SiteKind.Atomic)]
    public static T EnsureInitialized<T>(
        ref T? target, ref object? syncLock, Func<T> valueFactory, int site)
        where T : class
    {
        if (LogicalThread.Current is null)
            return LazyInitializer.EnsureInitialized(ref target, ref syncLock, valueFactory);
        Arrive(ref target, site);
        if (Volatile.Read(ref target) is { } found)
            return found;
        var gate = Gate(ref syncLock, site);
        MonitorHooks.Enter(gate, site);
        try
        {
            Arrive(ref target, site);
            if (Volatile.Read(ref target) is null)
            {
                var made = valueFactory() ?? throw new InvalidOperationException("ValueFactory returned null.");
                Arrive(ref target, site);
                Publish(ref target, made);
                Volatile.Write(ref target, made);
            }
        }
        finally
        {
            MonitorHooks.Exit(gate, site);
        }

        return target!;
    }

    [Replaces(typeof(LazyInitializer), nameof(LazyInitializer.EnsureInitialized), Kind = SiteKind.Atomic)]
    public static T EnsureInitialized<T>(
        ref T target, ref bool initialized, ref object? syncLock, int site) =>
        EnsureInitialized(ref target, ref initialized, ref syncLock, Activator.CreateInstance<T>, site);

    [Replaces(typeof(LazyInitializer), nameof(LazyInitializer.EnsureInitialized), Kind = SiteKind.Atomic)]
    public static T EnsureInitialized<T>(
        ref T target, ref bool initialized, ref object? syncLock,
        Func<T> valueFactory, int site)
    {
        if (LogicalThread.Current is null)
            return LazyInitializer.EnsureInitialized(ref target, ref initialized, ref syncLock, valueFactory);
        Arrive(ref initialized, site);
        if (Volatile.Read(ref initialized))
            return target!;
        var gate = Gate(ref syncLock, site);
        MonitorHooks.Enter(gate, site);
        try
        {
            Arrive(ref initialized, site);
            if (!Volatile.Read(ref initialized))
            {
                target = valueFactory();
                Arrive(ref initialized, site);
                Volatile.Write(ref initialized, true);
            }
        }
        finally
        {
            MonitorHooks.Exit(gate, site);
        }

        return target!;
    }

    private static object Gate(ref object? gate, int site)
    {
        Arrive(ref gate, site);
        return Volatile.Read(ref gate) ?? Interlocked.CompareExchange(ref gate, new object(), null) ?? gate;
    }

    private static void Arrive<T>(ref T place, int site)
    {
        var thread = LogicalThread.Current!;
        thread.AccessThrough(ref Unsafe.As<T, byte>(ref place), site);
        thread.Pending = null;
    }

    private static void Publish<T>(ref T place, object value)
    {
        if (LogicalThread.Current is not { Run.IsAborting: false } thread)
            return;
        var owner = thread.Run.Addresses.Find(ref Unsafe.As<T, byte>(ref place))?.Location.Owner;
        thread.Run.Races.Publish(thread, owner, value);
    }
}
