using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>What the explorer knows of a lazy value.</summary>
internal sealed class LazyFacts
{
    private static readonly ConditionalWeakTable<object, LazyFacts> Known = [];

    [ThreadStatic]
    private static int _site;

    public LazyThreadSafetyMode Mode { get; private set; } = LazyThreadSafetyMode.ExecutionAndPublication;

    /// <summary>Taken around the factory, so that nobody ever waits for the real lock.</summary>
    public object Gate { get; } = new();

    /// <summary>Where the running thread asks for a value: its factory has the value published there.</summary>
    public static int Site
    {
        get => _site;
        set => _site = value;
    }

    public static LazyFacts Of(object lazy) => Known.GetOrCreateValue(lazy);

    public static Lazy<T> Create<T>(Func<T> factory, LazyThreadSafetyMode mode)
    {
        Lazy<T>? lazy = null;
        lazy = new Lazy<T>(mode == LazyThreadSafetyMode.ExecutionAndPublication ? factory : () => Make(lazy!, factory), mode);
        Of(lazy).Mode = mode;
        return lazy;
    }

    /// <summary>Others may come between the factory's end and the publication of its value.</summary>
    private static T Make<T>(Lazy<T> lazy, Func<T> factory)
    {
        var site = _site;
        var value = factory();
        if (LogicalThread.Current is { } thread)
            thread.Released(thread.ArriveToChange(Taking.Place(lazy), site), "publish");
        return value;
    }
}
