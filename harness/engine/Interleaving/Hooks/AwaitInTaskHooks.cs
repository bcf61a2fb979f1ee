using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><c>await</c> in methods that return a task.</summary>
internal static class AwaitInTaskHooks
{
    [Replaces(typeof(AsyncTaskMethodBuilder), "AwaitOnCompleted")]
    public static void AwaitOnCompleted<TAwaiter, TStateMachine>(
        ref AsyncTaskMethodBuilder builder, ref TAwaiter awaiter, ref TStateMachine stateMachine, int site)
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

    [Replaces(typeof(AsyncTaskMethodBuilder), "AwaitUnsafeOnCompleted")]
    public static void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(
        ref AsyncTaskMethodBuilder builder, ref TAwaiter awaiter, ref TStateMachine stateMachine, int site)
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

    [Replaces(typeof(AsyncTaskMethodBuilder<>), "AwaitOnCompleted")]
    public static void AwaitOnCompleted<TResult, TAwaiter, TStateMachine>(
        ref AsyncTaskMethodBuilder<TResult> builder, ref TAwaiter awaiter, ref TStateMachine stateMachine, int site)
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

    [Replaces(typeof(AsyncTaskMethodBuilder<>), "AwaitUnsafeOnCompleted")]
    public static void AwaitUnsafeOnCompleted<TResult, TAwaiter, TStateMachine>(
        ref AsyncTaskMethodBuilder<TResult> builder, ref TAwaiter awaiter, ref TStateMachine stateMachine, int site)
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
