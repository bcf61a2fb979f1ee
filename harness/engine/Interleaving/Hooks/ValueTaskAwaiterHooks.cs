using System.Runtime.CompilerServices;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>The awaiters of value tasks.</summary>
internal static class ValueTaskAwaiterHooks
{
    [Replaces(typeof(ValueTaskAwaiter), "get_IsCompleted")]
    public static bool IsCompleted(ref ValueTaskAwaiter awaiter, int site)
    {
        AwaiterSteps.Look(ref awaiter, site);
        return awaiter.IsCompleted;
    }

    [Replaces(typeof(ValueTaskAwaiter), "GetResult")]
    public static void GetResult(ref ValueTaskAwaiter awaiter, int site)
    {
        AwaiterSteps.Join(ref awaiter, site);
        awaiter.GetResult();
    }

    [Replaces(typeof(ValueTaskAwaiter<>), "get_IsCompleted")]
    public static bool IsCompleted<TResult>(ref ValueTaskAwaiter<TResult> awaiter, int site)
    {
        AwaiterSteps.Look(ref awaiter, site);
        return awaiter.IsCompleted;
    }

    [Replaces(typeof(ValueTaskAwaiter<>), "GetResult")]
    public static TResult GetResult<TResult>(ref ValueTaskAwaiter<TResult> awaiter, int site)
    {
        AwaiterSteps.Join(ref awaiter, site);
        return awaiter.GetResult();
    }

    [Replaces(typeof(ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter), "get_IsCompleted")]
    public static bool IsCompleted(ref ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter, int site)
    {
        AwaiterSteps.Look(ref awaiter, site);
        return awaiter.IsCompleted;
    }

    [Replaces(typeof(ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter), "GetResult")]
    public static void GetResult(ref ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter, int site)
    {
        AwaiterSteps.Join(ref awaiter, site);
        awaiter.GetResult();
    }

    [Replaces(typeof(ConfiguredValueTaskAwaitable<>.ConfiguredValueTaskAwaiter), "get_IsCompleted")]
    public static bool IsCompleted<TResult>(
        ref ConfiguredValueTaskAwaitable<TResult>.ConfiguredValueTaskAwaiter awaiter, int site)
    {
        AwaiterSteps.Look(ref awaiter, site);
        return awaiter.IsCompleted;
    }

    [Replaces(typeof(ConfiguredValueTaskAwaitable<>.ConfiguredValueTaskAwaiter), "GetResult")]
    public static TResult GetResult<TResult>(
        ref ConfiguredValueTaskAwaitable<TResult>.ConfiguredValueTaskAwaiter awaiter, int site)
    {
        AwaiterSteps.Join(ref awaiter, site);
        return awaiter.GetResult();
    }
}
