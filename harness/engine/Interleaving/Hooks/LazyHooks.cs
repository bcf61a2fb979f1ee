using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="Lazy{T}"/> in its three modes. The factory may be interrupted in each.</summary>
internal static class LazyHooks
{
    [Replaces(typeof(Lazy<>), ".ctor")]
    public static Lazy<T> Create<T>(int site) => new();

    [Replaces(typeof(Lazy<>), ".ctor")]
    public static Lazy<T> Create<T>(bool isThreadSafe, int site) => Create<T>(Mode(isThreadSafe), site);

    [Replaces(typeof(Lazy<>), ".ctor")]
    public static Lazy<T> Create<T>(LazyThreadSafetyMode mode, int site) =>
        LogicalThread.Current is null || mode == LazyThreadSafetyMode.ExecutionAndPublication
            ? new Lazy<T>(mode)
            : LazyFacts.Create(Activator.CreateInstance<T>, mode);

    [Replaces(typeof(Lazy<>), ".ctor")]
    public static Lazy<T> Create<T>(Func<T> valueFactory, int site) =>
        Create(valueFactory, LazyThreadSafetyMode.ExecutionAndPublication, site);

    [Replaces(typeof(Lazy<>), ".ctor")]
    public static Lazy<T> Create<T>(Func<T> valueFactory, bool isThreadSafe, int site) =>
        Create(valueFactory, Mode(isThreadSafe), site);

    [Replaces(typeof(Lazy<>), ".ctor")]
    public static Lazy<T> Create<T>(Func<T> valueFactory, LazyThreadSafetyMode mode, int site) =>
        LogicalThread.Current is null || valueFactory is null
            ? new Lazy<T>(valueFactory!, mode)
            : LazyFacts.Create(valueFactory, mode);

    [Replaces(typeof(Lazy<>), "get_IsValueCreated")]
    public static bool IsValueCreated<T>(Lazy<T> lazy, int site) => LogicalThread.Current is { } thread
        ? Taking.Look(thread, lazy, site, "is created", l => l.IsValueCreated)
        : lazy.IsValueCreated;

    [Replaces(typeof(Lazy<>), "get_Value")]
    public static T Value<T>(Lazy<T> lazy, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return lazy.Value;
        var facts = LazyFacts.Of(lazy);
        return facts.Mode == LazyThreadSafetyMode.ExecutionAndPublication
            ? Once(thread, lazy, facts.Gate, site)
            : Freely(thread, lazy, site);
    }

    private static T Once<T>(LogicalThread thread, Lazy<T> lazy, object gate, int site)
    {
        var wait = thread.Arrive(Taking.Place(lazy), site);
        while (!lazy.IsValueCreated && !Monitor.TryEnter(gate))
            thread.Block(wait);
        if (lazy.IsValueCreated)
        {
            thread.WaitingFor = null;
            thread.Looked(wait, "Lazy.Value");
            return lazy.Value;
        }

        thread.Took(wait, "Lazy.Value");
        try
        {
            return lazy.Value;
        }
        finally
        {
            var end = thread.Leave(Taking.Place(lazy), site, isAlwaysPoint: true);
            Monitor.Exit(gate);
            thread.Released(end, "created", isFree: !Monitor.IsEntered(gate));
        }
    }

    /// <summary>In the mode without safety, too: there a second thread meets the state of the first.</summary>
    private static T Freely<T>(LogicalThread thread, Lazy<T> lazy, int site)
    {
        var wait = thread.ArriveToChange(Taking.Place(lazy), site, isLooking: true);
        var outer = LazyFacts.Site;
        LazyFacts.Site = site;
        thread.Looked(wait, "Lazy.Value");
        try
        {
            return lazy.Value;
        }
        finally
        {
            LazyFacts.Site = outer;
        }
    }

    private static LazyThreadSafetyMode Mode(bool isThreadSafe) =>
        isThreadSafe ? LazyThreadSafetyMode.ExecutionAndPublication : LazyThreadSafetyMode.None;
}
