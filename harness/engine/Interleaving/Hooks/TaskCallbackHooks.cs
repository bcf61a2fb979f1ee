using System.Runtime.CompilerServices;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Continuations that a subject gives to the awaiters of tasks itself.</summary>
internal static class TaskCallbackHooks
{
    [Replaces(typeof(TaskAwaiter), "OnCompleted")]
    public static void OnCompleted(ref TaskAwaiter awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: true, site))
            awaiter.OnCompleted(continuation);
    }

    [Replaces(typeof(TaskAwaiter), "UnsafeOnCompleted")]
    public static void UnsafeOnCompleted(ref TaskAwaiter awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: false, site))
            awaiter.UnsafeOnCompleted(continuation);
    }

    [Replaces(typeof(TaskAwaiter<>), "OnCompleted")]
    public static void OnCompleted<TResult>(ref TaskAwaiter<TResult> awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: true, site))
            awaiter.OnCompleted(continuation);
    }

    [Replaces(typeof(TaskAwaiter<>), "UnsafeOnCompleted")]
    public static void UnsafeOnCompleted<TResult>(ref TaskAwaiter<TResult> awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: false, site))
            awaiter.UnsafeOnCompleted(continuation);
    }

    [Replaces(typeof(ConfiguredTaskAwaitable.ConfiguredTaskAwaiter), "OnCompleted")]
    public static void OnCompleted(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: true, site))
            awaiter.OnCompleted(continuation);
    }

    [Replaces(typeof(ConfiguredTaskAwaitable.ConfiguredTaskAwaiter), "UnsafeOnCompleted")]
    public static void UnsafeOnCompleted(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: false, site))
            awaiter.UnsafeOnCompleted(continuation);
    }

    [Replaces(typeof(ConfiguredTaskAwaitable<>.ConfiguredTaskAwaiter), "OnCompleted")]
    public static void OnCompleted<TResult>(
        ref ConfiguredTaskAwaitable<TResult>.ConfiguredTaskAwaiter awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: true, site))
            awaiter.OnCompleted(continuation);
    }

    [Replaces(typeof(ConfiguredTaskAwaitable<>.ConfiguredTaskAwaiter), "UnsafeOnCompleted")]
    public static void UnsafeOnCompleted<TResult>(
        ref ConfiguredTaskAwaitable<TResult>.ConfiguredTaskAwaiter awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: false, site))
            awaiter.UnsafeOnCompleted(continuation);
    }

    [Replaces(typeof(YieldAwaitable.YieldAwaiter), "OnCompleted")]
    public static void OnCompleted(ref YieldAwaitable.YieldAwaiter awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: true, site))
            awaiter.OnCompleted(continuation);
    }

    [Replaces(typeof(YieldAwaitable.YieldAwaiter), "UnsafeOnCompleted")]
    public static void UnsafeOnCompleted(ref YieldAwaitable.YieldAwaiter awaiter, Action continuation, int site)
    {
        if (!AwaiterSteps.Continue(ref awaiter, continuation, flows: false, site))
            awaiter.UnsafeOnCompleted(continuation);
    }
}
