using Katas.Distributed;
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

    /// <summary>Promise 7: a refusal leaves nothing in doubt, so there is next to nothing to do after it.</summary>
    [Test, Stage(3)]
    public void Who_leaves_while_it_is_refused_leaves_soon()
    {
        using var leaving = new CancellationTokenSource();
        var lease = Take(New());
        Memory.Fate = _ => new StoreFate(There: Ms(20), Back: Ms(20));
        var left = New().TryAcquireAsync(Printer, Minute, Minute, leaving.Token);
        Time.Advance(Ms(30));
        leaving.Cancel();
        ExpectLeft(left, within: Ms(55), leaving.Token); // 10 ms for this answer, 40 for one request more
        Time.Advance(Ms(1000));
        Expect(Memory[Printer], EntryOf(lease), "who leaves changes nothing", "the store's entry");
    }

    [Test, Stage(3)]
    public void Who_has_left_already_extends_nothing_and_gives_nothing_back()
    {
        var cancelled = new CancellationToken(canceled: true);
        var subject = New();
        var lease = Take(subject, Ttl);
        var before = Memory.Calls.Count;
        ExpectLeft(subject.ExtendAsync(lease, Minute, cancelled), within: TimeSpan.Zero, cancelled);
        ExpectLeft(subject.ReleaseAsync(lease, cancelled), within: TimeSpan.Zero, cancelled);
        Expect(Memory[Printer], EntryOf(lease), "who has left already changes nothing", "the store's entry");
        Time.Advance(Ttl);
        ExpectLeft(subject.ReleaseAsync(lease, cancelled), within: TimeSpan.Zero, cancelled);
        Expect(Memory.Calls.Count, before, "a caller who has left already asks nothing", "the number of requests");
    }

    /// <summary>Promise 7: the store does not answer, and it is asked again and again, until somebody has had enough.</summary>
    [Test, Stage(4)]
    public void Who_leaves_a_store_that_does_not_answer_asks_no_more()
    {
        Func<IDistributedLock, Lease, CancellationToken, Task>[] calls =
        [
            (subject, lease, token) => subject.ExtendAsync(lease, Minute, token),
            (subject, lease, token) => subject.ReleaseAsync(lease, token),
        ];
        foreach (var call in calls)
        {
            using var leaving = new CancellationTokenSource();
            Memory.Fate = _ => StoreFate.AtOnce;
            var subject = New();
            var lease = Take(subject);
            Memory.Fate = _ => StoreFate.Lost;
            var asked = Memory.Calls.Count + 5;
            var left = call(subject, lease, leaving.Token);
            while (Memory.Calls.Count < asked && Time.Elapsed < Minute) Time.Advance(Moment);
            Time.Advance(MemoryLockStore.GivesUpAfter + Moment); // by now it pauses
            asked = Memory.Calls.Count;
            leaving.Cancel();
            ExpectLeft(left, within: MemoryLockStore.GivesUpAfter, leaving.Token);
            Time.Advance(Ms(5000));
            Require(Memory.Calls.Count <= asked + 1, "who left asks no more",
                $"The store was asked {Memory.Calls.Count - asked} times since.");
            Expect(Time.ActiveTimers, 0, "who left leaves no timer", "the number of timers");
            Memory.Free(Printer);
        }
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
