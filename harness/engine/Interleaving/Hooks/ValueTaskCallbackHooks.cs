using System.Runtime.CompilerServices;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Continuations that a subject gives to the awaiters of value tasks itself.</summary>
internal static class ValueTaskCallbackHooks
{
    [Replaces(typeof(ValueTaskAwaiter), "OnCompleted")]
    public static void OnCompleted(ref ValueTaskAwaiter awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: true, site))
            awaiter.OnCompleted(continuation);
    }

    [Replaces(typeof(ValueTaskAwaiter), "UnsafeOnCompleted")]
    public static void UnsafeOnCompleted(ref ValueTaskAwaiter awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: false, site))
            awaiter.UnsafeOnCompleted(continuation);
    }

    [Replaces(typeof(ValueTaskAwaiter<>), "OnCompleted")]
    public static void OnCompleted<TResult>(ref ValueTaskAwaiter<TResult> awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: true, site))
            awaiter.OnCompleted(continuation);
    }

    [Replaces(typeof(ValueTaskAwaiter<>), "UnsafeOnCompleted")]
    public static void UnsafeOnCompleted<TResult>(ref ValueTaskAwaiter<TResult> awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: false, site))
            awaiter.UnsafeOnCompleted(continuation);
    }

    [Replaces(typeof(ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter), "OnCompleted")]
    public static void OnCompleted(
        ref ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: true, site))
            awaiter.OnCompleted(continuation);
    }

    [Replaces(typeof(ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter), "UnsafeOnCompleted")]
    public static void UnsafeOnCompleted(
        ref ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: false, site))
            awaiter.UnsafeOnCompleted(continuation);
    }

    [Replaces(typeof(ConfiguredValueTaskAwaitable<>.ConfiguredValueTaskAwaiter), "OnCompleted")]
    public static void OnCompleted<TResult>(
        ref ConfiguredValueTaskAwaitable<TResult>.ConfiguredValueTaskAwaiter awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: true, site))
            awaiter.OnCompleted(continuation);
    }

    [Replaces(typeof(ConfiguredValueTaskAwaitable<>.ConfiguredValueTaskAwaiter), "UnsafeOnCompleted")]
    public static void UnsafeOnCompleted<TResult>(
        ref ConfiguredValueTaskAwaitable<TResult>.ConfiguredValueTaskAwaiter awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: false, site))
            awaiter.UnsafeOnCompleted(continuation);
    }
}
