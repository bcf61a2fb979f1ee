using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Running;

/// <summary>What becomes of the rest of an asynchronous method that has to wait.</summary>
internal static class Awaiting
{
    /// <summary>Leaves the rest to be run when what is awaited has completed.</summary>
    /// <param name="thread">Who awaits.</param>
    /// <param name="awaiter">The awaiter.</param>
    /// <param name="rest">What follows the <c>await</c>.</param>
    /// <param name="siteIndex">The <c>await</c>.</param>
    public static void Await<TAwaiter>(LogicalThread thread, ref TAwaiter awaiter, Action rest, int siteIndex)
        where TAwaiter : INotifyCompletion
    {
        var awaited = AwaiterReader<TAwaiter>.Of(ref awaiter);
        var place = awaited?.Target is { } target ? thread.Run.PlaceOf(target) : default;
        var wait = new Wait(place, Synchronisation.ClassOf(place), thread.Run.Sites[siteIndex]);
        if (place.IsKnown)
            thread.Run.Record(thread, new TraceEvent(thread.Index, wait.Site, "awaits", place));
        if (awaited is { CanBeAsked: true })
        {
            var isInline = awaited.Target is Task task && !TaskFields.ContinuesElsewhere(task);
            thread.Run.Continue(thread, wait with { IsReady = () => awaited.IsCompleted, IsInline = isInline }, rest);
        }
        else if (awaiter is YieldAwaitable.YieldAwaiter)
        {
            thread.Run.Continue(thread, wait with { IsReady = () => true }, rest);
        }
        else
        {
            var callback = new CallbackWait(thread, wait, rest);
            if (awaited is not null)
                awaited.Register(callback.Call);
            else if (awaiter is ICriticalNotifyCompletion critical)
                critical.UnsafeOnCompleted(callback.Call);
            else
                awaiter.OnCompleted(callback.Call);
            callback.Begin();
        }
    }

    /// <summary>A wait for something that can only call back.</summary>
    private sealed class CallbackWait
    {
        private readonly LogicalThread _thread;
        private readonly Wait _wait;
        private readonly Action _rest;
        private bool _isWaiting;
        private volatile bool _isCalled;
        private bool _hasRun;

        public CallbackWait(LogicalThread thread, Wait wait, Action rest)
        {
            (_thread, _rest) = (thread, rest);
            _wait = wait with { IsReady = () => _isCalled };
        }

        public void Begin()
        {
            if (_hasRun)
                return;
            _isWaiting = true;
            _thread.Run.Continue(_thread, _wait, _rest);
        }

        /// <summary>On a thread of the schedule the rest runs at once, as it would if nobody explored.</summary>
        public void Call()
        {
            _isCalled = true;
            if (LogicalThread.Current is not { IsDeferring: false } thread || thread.Run.IsAborting)
                return;
            var rest = _isWaiting ? thread.Run.Claim(thread, _wait) : _rest;
            _hasRun |= !_isWaiting;
            rest?.Invoke();
        }
    }
}
