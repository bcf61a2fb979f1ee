using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><c>await</c> in methods that return nothing, and in asynchronous iterators.</summary>
internal static class AwaitHooks
{
    [Replaces(typeof(AsyncVoidMethodBuilder), "AwaitOnCompleted")]
    public static void AwaitOnCompleted<TAwaiter, TStateMachine>(
        ref AsyncVoidMethodBuilder builder, ref TAwaiter awaiter, ref TStateMachine stateMachine, int site)
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

    [Replaces(typeof(AsyncVoidMethodBuilder), "AwaitUnsafeOnCompleted")]
    public static void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(
        ref AsyncVoidMethodBuilder builder, ref TAwaiter awaiter, ref TStateMachine stateMachine, int site)
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

    [Replaces(typeof(AsyncIteratorMethodBuilder), "AwaitOnCompleted")]
    public static void AwaitOnCompleted<TAwaiter, TStateMachine>(
        ref AsyncIteratorMethodBuilder builder, ref TAwaiter awaiter, ref TStateMachine stateMachine, int site)
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

    [Replaces(typeof(AsyncIteratorMethodBuilder), "AwaitUnsafeOnCompleted")]
    public static void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(
        ref AsyncIteratorMethodBuilder builder, ref TAwaiter awaiter, ref TStateMachine stateMachine, int site)
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
