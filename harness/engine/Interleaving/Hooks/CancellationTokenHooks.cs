using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="CancellationToken"/>: looks, and callbacks.</summary>
internal static class CancellationTokenHooks
{
    [Replaces(typeof(CancellationToken), "get_IsCancellationRequested")]
    public static bool IsCancellationRequested(ref CancellationToken token, int site)
    {
        LookAt(token, site);
        return token.IsCancellationRequested;
    }

    [Replaces(typeof(CancellationToken), nameof(CancellationToken.ThrowIfCancellationRequested))]
    public static void ThrowIfCancellationRequested(ref CancellationToken token, int site)
    {
        LookAt(token, site);
        token.ThrowIfCancellationRequested();
    }

    [Replaces(typeof(CancellationToken), "get_WaitHandle")]
    public static WaitHandle WaitHandle(ref CancellationToken token, int site) =>
        LogicalThread.Current is not null && Cancellations.SourceOf(token) is { } source
            ? Aliases.Add(token.WaitHandle, source)
            : token.WaitHandle;

    [Replaces(typeof(CancellationToken), nameof(CancellationToken.Register))]
    public static CancellationTokenRegistration Register(ref CancellationToken token, Action callback, int site)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Register(token, callback, (t, c) => t.Register(c), site);
    }

    [Replaces(typeof(CancellationToken), nameof(CancellationToken.Register))]
    public static CancellationTokenRegistration Register(
        ref CancellationToken token, Action callback, bool useSynchronizationContext, int site)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Register(token, callback, (t, c) => t.Register(c, useSynchronizationContext), site);
    }

    [Replaces(typeof(CancellationToken), nameof(CancellationToken.Register))]
    public static CancellationTokenRegistration Register(
        ref CancellationToken token, Action<object?> callback, object? state, int site)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Register(token, () => callback(state), (t, c) => t.Register(c), site);
    }

    [Replaces(typeof(CancellationToken), nameof(CancellationToken.Register))]
    public static CancellationTokenRegistration Register(
        ref CancellationToken token, Action<object?> callback, object? state, bool useSynchronizationContext, int site)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Register(
            token, () => callback(state), (t, c) => t.Register(c, useSynchronizationContext), site);
    }

    [Replaces(typeof(CancellationToken), nameof(CancellationToken.Register))]
    public static CancellationTokenRegistration Register(
        ref CancellationToken token, Action<object?, CancellationToken> callback, object? state, int site)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var copy = token;
        return Register(token, () => callback(state, copy), (t, c) => t.Register(c), site);
    }

    [Replaces(typeof(CancellationToken), nameof(CancellationToken.UnsafeRegister))]
    public static CancellationTokenRegistration UnsafeRegister(
        ref CancellationToken token, Action<object?> callback, object? state, int site)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Register(
            token, () => callback(state), (t, c) => t.UnsafeRegister(_ => c(), null), site);
    }

    [Replaces(typeof(CancellationToken), nameof(CancellationToken.UnsafeRegister))]
    public static CancellationTokenRegistration UnsafeRegister(
        ref CancellationToken token, Action<object?, CancellationToken> callback, object? state, int site)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var copy = token;
        return Register(
            token, () => callback(state, copy), (t, c) => t.UnsafeRegister(_ => c(), null), site);
    }

    /// <summary>Registers the callback so that whoever ends the registration can wait for it without blocking.</summary>
    private static CancellationTokenRegistration Register(
        CancellationToken token, Action call,
        Func<CancellationToken, Action, CancellationTokenRegistration> register, int site)
    {
        if (LogicalThread.Current is not { } thread || Cancellations.SourceOf(token) is not { } source)
            return register(token, call);
        var callback = new Cancellations.Callback();
        thread.Released(thread.ArriveToChange(Taking.Place(source), site), "register with");
        var registration = register(token, () => Run(callback, call));
        Cancellations.Of(source).Callbacks[registration] = callback;
        return registration;
    }

    private static void Run(Cancellations.Callback callback, Action call)
    {
        callback.Runner = LogicalThread.Current;
        try
        {
            call();
        }
        finally
        {
            callback.Runner = null;
            callback.Ended.TrySetResult();
        }
    }

    private static void LookAt(CancellationToken token, int site)
    {
        if (LogicalThread.Current is { } thread && Cancellations.SourceOf(token) is { } source)
            thread.Looked(thread.ArriveToChange(Taking.Place(source), site, isLooking: true), "is cancelled");
    }
}
