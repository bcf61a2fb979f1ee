using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><c>await</c> in methods that return a value task from a pool.</summary>
internal static class AwaitInPooledHooks
{
    [Replaces(typeof(PoolingAsyncValueTaskMethodBuilder), "AwaitOnCompleted")]
    public static void AwaitOnCompleted<TAwaiter, TStateMachine>(
        ref PoolingAsyncValueTaskMethodBuilder builder, ref TAwaiter awaiter, ref TStateMachine stateMachine, int site)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        if (LogicalThread.Current is null)
        {
            builder.AwaitOnCompleted(ref awaiter, ref stateMachine);
            return;
        }

        var explored = new ExploredAwaiter<TAwaiter>(awaiter, site);
        builder.AwaitUnsafeOnCompleted(ref explored, ref stateMachine);
    }

    [Replaces(typeof(PoolingAsyncValueTaskMethodBuilder), "AwaitUnsafeOnCompleted")]
    public static void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(
        ref PoolingAsyncValueTaskMethodBuilder builder, ref TAwaiter awaiter, ref TStateMachine stateMachine, int site)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        if (LogicalThread.Current is null)
        {
            builder.AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);
            return;
        }

        var explored = new ExploredAwaiter<TAwaiter>(awaiter, site);
        builder.AwaitUnsafeOnCompleted(ref explored, ref stateMachine);
    }

    [Replaces(typeof(PoolingAsyncValueTaskMethodBuilder<>), "AwaitOnCompleted")]
    public static void AwaitOnCompleted<TResult, TAwaiter, TStateMachine>(
        ref PoolingAsyncValueTaskMethodBuilder<TResult> builder, ref TAwaiter awaiter, ref TStateMachine stateMachine, int site)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        if (LogicalThread.Current is null)
        {
            builder.AwaitOnCompleted(ref awaiter, ref stateMachine);
            return;
        }

        var explored = new ExploredAwaiter<TAwaiter>(awaiter, site);
        builder.AwaitUnsafeOnCompleted(ref explored, ref stateMachine);
    }

    [Replaces(typeof(PoolingAsyncValueTaskMethodBuilder<>), "AwaitUnsafeOnCompleted")]
    public static void AwaitUnsafeOnCompleted<TResult, TAwaiter, TStateMachine>(
        ref PoolingAsyncValueTaskMethodBuilder<TResult> builder, ref TAwaiter awaiter, ref TStateMachine stateMachine, int site)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        if (LogicalThread.Current is null)
        {
            builder.AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);
            return;
        }

        var explored = new ExploredAwaiter<TAwaiter>(awaiter, site);
        builder.AwaitUnsafeOnCompleted(ref explored, ref stateMachine);
    }
}
