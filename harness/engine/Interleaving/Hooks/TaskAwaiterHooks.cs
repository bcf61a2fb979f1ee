using System.Runtime.CompilerServices;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>The awaiters of tasks.</summary>
internal static class TaskAwaiterHooks
{
    [Replaces(typeof(TaskAwaiter), "get_IsCompleted")]
    public static bool IsCompleted(ref TaskAwaiter awaiter, int site)
    {
        AwaiterSteps.Look(ref awaiter, site);
        return awaiter.IsCompleted;
    }

    [Replaces(typeof(TaskAwaiter), "GetResult")]
    public static void GetResult(ref TaskAwaiter awaiter, int site)
    {
        AwaiterSteps.Join(ref awaiter, site);
        awaiter.GetResult();
    }

    [Replaces(typeof(TaskAwaiter<>), "get_IsCompleted")]
    public static bool IsCompleted<TResult>(ref TaskAwaiter<TResult> awaiter, int site)
    {
        AwaiterSteps.Look(ref awaiter, site);
        return awaiter.IsCompleted;
    }

    [Replaces(typeof(TaskAwaiter<>), "GetResult")]
    public static TResult GetResult<TResult>(ref TaskAwaiter<TResult> awaiter, int site)
    {
        AwaiterSteps.Join(ref awaiter, site);
        return awaiter.GetResult();
    }

    [Replaces(typeof(ConfiguredTaskAwaitable.ConfiguredTaskAwaiter), "get_IsCompleted")]
    public static bool IsCompleted(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter, int site)
    {
        AwaiterSteps.Look(ref awaiter, site);
        return awaiter.IsCompleted;
    }

    [Replaces(typeof(ConfiguredTaskAwaitable.ConfiguredTaskAwaiter), "GetResult")]
    public static void GetResult(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter, int site)
    {
        AwaiterSteps.Join(ref awaiter, site);
        awaiter.GetResult();
    }

    [Replaces(typeof(ConfiguredTaskAwaitable<>.ConfiguredTaskAwaiter), "get_IsCompleted")]
    public static bool IsCompleted<TResult>(ref ConfiguredTaskAwaitable<TResult>.ConfiguredTaskAwaiter awaiter, int site)
    {
        AwaiterSteps.Look(ref awaiter, site);
        return awaiter.IsCompleted;
    }

    [Replaces(typeof(ConfiguredTaskAwaitable<>.ConfiguredTaskAwaiter), "GetResult")]
    public static TResult GetResult<TResult>(ref ConfiguredTaskAwaitable<TResult>.ConfiguredTaskAwaiter awaiter, int site)
    {
        AwaiterSteps.Join(ref awaiter, site);
        return awaiter.GetResult();
    }
}
