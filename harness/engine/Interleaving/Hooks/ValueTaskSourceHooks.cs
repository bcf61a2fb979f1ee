using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>The core of a subject's own value task source. It synchronises who completes it with who awaits it.</summary>
internal static class ValueTaskSourceHooks
{
    [Replaces(typeof(ManualResetValueTaskSourceCore<>), nameof(ManualResetValueTaskSourceCore<>.SetResult))]
    public static void SetResult<TResult>(ref ManualResetValueTaskSourceCore<TResult> core, TResult result, int site)
    {
        var isElsewhere = Begin(ref core, site, "SetResult");
        try
        {
            core.SetResult(result);
        }
        finally
        {
            End(ref core, isElsewhere);
        }
    }

    [Replaces(typeof(ManualResetValueTaskSourceCore<>), nameof(ManualResetValueTaskSourceCore<>.SetException))]
    public static void SetException<TResult>(ref ManualResetValueTaskSourceCore<TResult> core, Exception error, int site)
    {
        var isElsewhere = Begin(ref core, site, "SetException");
        try
        {
            core.SetException(error);
        }
        finally
        {
            End(ref core, isElsewhere);
        }
    }

    [Replaces(typeof(ManualResetValueTaskSourceCore<>), nameof(ManualResetValueTaskSourceCore<>.OnCompleted))]
    public static void OnCompleted<TResult>(
        ref ManualResetValueTaskSourceCore<TResult> core, Action<object?> continuation, object? state, short token,
        ValueTaskSourceOnCompletedFlags flags, int site)
    {
        Change(ref core, site, "OnCompleted");
        // Whoever comes too late to be called is sent to the thread pool by the framework.
        if (LogicalThread.Current is { } thread && core.GetStatus(token) != ValueTaskSourceStatus.Pending)
            thread.Run.Spawn(thread, "async", () => continuation(state));
        else
            core.OnCompleted(continuation, state, token, flags);
    }

    [Replaces(typeof(ManualResetValueTaskSourceCore<>), nameof(ManualResetValueTaskSourceCore<>.GetStatus))]
    public static ValueTaskSourceStatus GetStatus<TResult>(
        ref ManualResetValueTaskSourceCore<TResult> core, short token, int site)
    {
        if (LogicalThread.Current is { } thread && PlaceOf(thread, ref core) is { IsKnown: true } place)
            thread.Look(place, site, "GetStatus");
        return core.GetStatus(token);
    }

    [Replaces(typeof(ManualResetValueTaskSourceCore<>), nameof(ManualResetValueTaskSourceCore<>.GetResult))]
    public static TResult GetResult<TResult>(ref ManualResetValueTaskSourceCore<TResult> core, short token, int site)
    {
        Change(ref core, site, "GetResult");
        return core.GetResult(token);
    }

    [Replaces(typeof(ManualResetValueTaskSourceCore<>), nameof(ManualResetValueTaskSourceCore<>.Reset))]
    public static void Reset<TResult>(ref ManualResetValueTaskSourceCore<TResult> core, int site)
    {
        Change(ref core, site, "Reset");
        core.Reset();
    }

    [Replaces(typeof(ManualResetValueTaskSourceCore<>), "get_Version")]
    public static short Version<TResult>(ref ManualResetValueTaskSourceCore<TResult> core, int site)
    {
        if (LogicalThread.Current is { } thread && PlaceOf(thread, ref core) is { IsKnown: true } place)
            thread.Look(place, site, "Version");
        return core.Version;
    }

    /// <summary>Who awaits goes on inside the call, or, if it says so, as a thread of its own.</summary>
    private static bool Begin<TResult>(ref ManualResetValueTaskSourceCore<TResult> core, int site, string verb)
    {
        Change(ref core, site, verb);
        if (LogicalThread.Current is not { } thread || !core.RunContinuationsAsynchronously)
            return false;
        core.RunContinuationsAsynchronously = false;
        return thread.IsDeferring = true;
    }

    private static void End<TResult>(ref ManualResetValueTaskSourceCore<TResult> core, bool isElsewhere)
    {
        if (LogicalThread.Current is not { } thread)
            return;
        if (isElsewhere)
            (core.RunContinuationsAsynchronously, thread.IsDeferring) = (true, false);
        thread.Run.Notice(thread);
    }

    private static void Change<TResult>(ref ManualResetValueTaskSourceCore<TResult> core, int site, string verb)
    {
        if (LogicalThread.Current is { } thread && PlaceOf(thread, ref core) is { IsKnown: true } place)
            thread.Change(place, thread.Run.Sites[site], verb);
    }

    /// <remarks>An asynchronous iterator's own core is at no known place: only who iterates reaches it.</remarks>
    private static Location PlaceOf<TResult>(LogicalThread thread, ref ManualResetValueTaskSourceCore<TResult> core) =>
        thread.Run.Addresses.Find(ref Unsafe.As<ManualResetValueTaskSourceCore<TResult>, byte>(ref core))?.Location ?? default;
}
