using Katas.Engine.Time;
using Katas.Specs.Distributed.Locks;

namespace Katas.Specs.Distributed;

/// <content>Callers who leave.</content>
public partial class DistributedLockSpec
{
    private const string LeavesNothing = "who leaves, leaves nothing in the store";

    [Test, Stage(3)]
    public void Who_leaves_asks_no_more()
    {
        using var leaving = new CancellationTokenSource();
        Take(New());
        var waiter = New().TryAcquireAsync(Printer, Minute, Minute, leaving.Token);
        Time.Advance(Ms(3000));
        leaving.Cancel();
        ExpectLeft(waiter, within: Moment, leaving.Token);
        var before = Memory.Tries.Count;
        Time.Advance(Ms(5000));
        Expect(Memory.Tries.Count, before, "who left tries no more", "the number of tries");
        Expect(Time.ActiveTimers, 0, "who left leaves no timer", "the number of timers");
    }

    [Test, Stage(3)]
    public void A_token_that_is_cancelled_already_asks_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        var left = New().TryAcquireAsync(Printer, Minute, Minute, cancelled);
        ExpectLeft(left, within: TimeSpan.Zero, cancelled);
        Expect(Memory.Tries.Count, 0, "a caller who has left already tries nothing", "the number of tries");
    }

    [Test, Stage(3)]
    public void Leaving_afterwards_changes_nothing()
    {
        using var leaving = new CancellationTokenSource();
        var lease = Answer(New().TryAcquireAsync(Printer, Ttl, Ttl, leaving.Token));
        Require(lease is not null, "a free lock is taken", "TryAcquireAsync should give a lease, and gave null.");
        leaving.Cancel();
        VirtualTime.Settle();
        ExpectSafe(lease!);
    }

    /// <summary>Promise 7: the answer that nobody waits for any more says that the lock was taken.</summary>
    [Test, Stage(3)]
    public void Who_leaves_during_a_try_takes_no_lock()
    {
        using var leaving = new CancellationTokenSource();
        Memory.Fate = _ => new StoreFate(There: Ms(20), Back: Ms(20));
        var left = New().TryAcquireAsync(Printer, Minute, Minute, leaving.Token);
        Time.Advance(Ms(30));
        leaving.Cancel();
        ExpectLeft(left, within: Ms(200), leaving.Token);
        Time.Advance(Ms(1000));
        Expect(Memory[Printer], null, LeavesNothing, "the store's entry");
    }

    /// <summary>Promise 7: the deletion overtakes what it is to delete.</summary>
    [Test, Stage(3)]
    public void A_try_that_is_under_way_is_not_called_back()
    {
        using var leaving = new CancellationTokenSource();
        Memory.Fate = call => call.Act == StoreAct.PutIfAbsent ? new StoreFate(There: Ms(80)) : StoreFate.AtOnce;
        var left = New().TryAcquireAsync(Printer, Minute, Minute, leaving.Token);
        Time.Advance(Ms(30));
        leaving.Cancel();
        ExpectLeft(left, within: Ms(200), leaving.Token);
        Time.Advance(Ms(1000));
        Expect(Memory[Printer], null, LeavesNothing, "the store's entry");
    }

    private void ExpectLeft(Task call, TimeSpan within, CancellationToken token)
    {
        const string Property = "a cancelled caller gets OperationCanceledException, with its token";
        Ended(call.ContinueWith(_ => true, TaskScheduler.Default), within, "a cancelled call ends");
        var thrown = TaskCalls.Thrown(call);
        Require(thrown is OperationCanceledException left && left.CancellationToken == token, Property,
            $"It gave {thrown?.GetType().Name ?? "an answer"}" +
            $"{(thrown is OperationCanceledException ? " with another token" : "")}.");
    }
}
