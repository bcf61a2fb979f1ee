using System.Runtime.CompilerServices;

namespace Katas.Engine.Interleaving.Running;

/// <summary>Takes an awaiter's place, so that the rest of the method goes to the schedule.</summary>
internal readonly struct ExploredAwaiter<TAwaiter>(TAwaiter awaiter, int site) : ICriticalNotifyCompletion
    where TAwaiter : INotifyCompletion
{
    private readonly TAwaiter _awaiter = awaiter;

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        var awaiter = _awaiter;
        Awaiting.Await(LogicalThread.Current!, ref awaiter, continuation, site);
    }
}
