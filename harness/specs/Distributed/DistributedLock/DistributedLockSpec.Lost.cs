using Katas.Distributed;
using Katas.Engine.Time;
using Katas.Specs.Distributed.Locks;

namespace Katas.Specs.Distributed;

/// <content>Requests and answers that are lost.</content>
public partial class DistributedLockSpec
{
    private const string FindsItsOwn = "who took the lock and was not told finds out";
    private const string NeverThrows = "a store that does not answer is no exception";
    private const string OthersReach = "what else a store throws reaches the caller";
    private const string TriesAgain = "what the store did not answer is asked again within a second";

    [Test, Stage(4)]
    public void A_request_that_is_lost_is_made_again()
    {
        Memory.Fate = FirstOf(StoreAct.PutIfAbsent, StoreFate.Lost);
        var lease = Ended(New().TryAcquireAsync(Printer, Ttl, Ttl), Ms(1000), TriesAgain).Result;
        Require(lease is not null, TriesAgain, "TryAcquireAsync should give a lease, and gave null.");
        ExpectSafe(lease!);
    }

    /// <summary>Promise 8: the lock is taken, by nobody that anybody knows.</summary>
    [Test, Stage(4)]
    public void A_lock_whose_answer_is_lost_is_found_again()
    {
        Memory.Fate = FirstOf(StoreAct.PutIfAbsent, StoreFate.Unanswered);
        var lease = Ended(New().TryAcquireAsync(Printer, Minute, Ttl), Ms(1000), FindsItsOwn).Result;
        Require(lease is not null, FindsItsOwn, "TryAcquireAsync should give a lease, and gave null.");
        ExpectSafe(lease!);
    }

    /// <summary>Promise 3: it was the first request that took the lock, and the store has counted since then.</summary>
    [Test, Stage(4)]
    public void A_lock_that_is_found_again_is_as_old_as_it_is()
    {
        var first = true;
        Memory.Fate = call =>
        {
            if (call.Act != StoreAct.PutIfAbsent || !first) return Time.Elapsed < Ms(4000) ? StoreFate.Lost : StoreFate.AtOnce;
            first = false;
            return StoreFate.Unanswered;
        };
        var lease = Ended(New().TryAcquireAsync(Printer, Ttl, Ttl), Ms(5000), FindsItsOwn).Result;
        Require(lease is not null, FindsItsOwn, "TryAcquireAsync should give a lease, and gave null.");
        ExpectSafe(lease!);
    }

    /// <summary>Promise 8: between two requests the lock runs out, somebody has it, and a late double takes it back.</summary>
    [Test, Stage(4)]
    public void A_lock_that_is_found_again_has_the_token_that_it_has()
    {
        Memory.Fate = FirstOf(StoreAct.PutIfAbsent, StoreFate.Unanswered);
        var isSwapped = false;
        Memory.Arrives = call =>
        {
            if (isSwapped || call.Act != StoreAct.ExtendIfOwner || Memory[Printer] is not { } own) return;
            isSwapped = true;
            Memory.HandOver(Printer, "somebody else");
            Memory.HandOver(Printer, own.Owner);
        };
        var lease = Ended(New().TryAcquireAsync(Printer, Minute, Ttl), Ms(1000), FindsItsOwn).Result;
        Require(lease is not null, FindsItsOwn, "TryAcquireAsync should give a lease, and gave null.");
        Expect(lease!.Token, Memory[Printer]?.Token, "a lease has the token of the store's entry", "the lease's token");
    }

    /// <summary>
    /// Promise 8: the request is under way for as long as somebody else has the lock. Who counts from it has no use for the entry
    /// any more, and takes it back.
    /// </summary>
    [Test, Stage(4)]
    public void A_request_that_arrives_late_is_found_too()
    {
        Memory.HandOver(Printer, "somebody else");
        var isFirst = true;
        Memory.Fate = FirstOf(StoreAct.PutIfAbsent, new StoreFate(There: Ms(50_000), IsAnswerLost: true));
        Memory.Arrives = call =>
        {
            if (!isFirst || call.Act != StoreAct.PutIfAbsent || Time.Elapsed < Ms(50_000)) return;
            isFirst = false;
            Memory.Free(Printer);
        };
        var lease = Ended(New().TryAcquireAsync(Printer, Ttl, Ms(55_000)), Ms(56_000), FindsItsOwn).Result;
        if (lease is null) Expect(Memory[Printer], null, "who has no lease leaves nothing in the store", "the store's entry");
        else ExpectSafe(lease);
    }

    /// <summary>Promise 8: there is an entry, and it is not this caller's.</summary>
    [Test, Stage(4)]
    public void Not_every_lock_that_is_taken_is_ones_own()
    {
        LockEntry? other = null;
        var lost = FirstOf(StoreAct.PutIfAbsent, StoreFate.Lost);
        Memory.Fate = call =>
        {
            var fate = lost(call);
            if (fate.IsLost) other = Memory.HandOver(Printer, "somebody else");
            return fate;
        };
        var lease = Answer(New().TryAcquireAsync(Printer, Ttl, Ms(2000)));
        Expect(lease, null, "a lock that somebody has is refused to everybody else");
        Expect(Memory[Printer], other, "a refused caller changes nothing", "the store's entry");
    }

    /// <summary>Promise 8: what was one's own a moment ago is another's, or nobody's, by the time its token is read.</summary>
    [Test, Stage(4)]
    public void A_lock_that_is_found_again_may_be_lost_again()
    {
        foreach (var isTaken in new[] { true, false })
        {
            LockEntry? other = null;
            var isOver = false;
            Memory.Free(Printer);
            Memory.Fate = FirstOf(StoreAct.PutIfAbsent, StoreFate.Unanswered);
            Memory.Arrives = call =>
            {
                if (isOver || call.Act != StoreAct.Get) return;
                isOver = true;
                if (isTaken) other = Memory.HandOver(Printer, "somebody else");
                else Memory.Free(Printer);
            };
            var tried = Ended(New().TryAcquireAsync(Printer, Ttl, Ms(2000)), Ms(3000));
            Expect(tried.Exception?.InnerException?.GetType().Name, null, "a lost answer is no exception", "the exception");
            if (tried.Result is { } lease) ExpectSafe(lease);
            else Expect(Memory[Printer], other, "who has no lease leaves the store as it is", "the store's entry");
        }
    }

    [Test, Stage(4)]
    public void A_try_without_an_answer_is_taken_back()
    {
        Memory.Fate = FirstOf(StoreAct.PutIfAbsent, StoreFate.Unanswered);
        var lease = Ended(New().TryAcquireAsync(Printer, Minute, TimeSpan.Zero), Ms(1000)).Result;
        if (lease is null) Expect(Memory[Printer], null, "who has no lease leaves nothing in the store", "the store's entry");
        else ExpectSafe(lease);
    }

    [Test, Stage(4)]
    public void Who_leaves_without_an_answer_leaves_nothing()
    {
        using var leaving = new CancellationTokenSource();
        var unanswered = FirstOf(StoreAct.PutIfAbsent, StoreFate.Unanswered);
        Memory.Fate = call => call.Act == StoreAct.PutIfAbsent && Memory.Tries.Count > 1 ? StoreFate.Lost : unanswered(call);
        var left = New().TryAcquireAsync(Printer, Minute, Minute, leaving.Token);
        Time.Advance(Ms(105));
        leaving.Cancel();
        ExpectLeft(left, within: Ms(1000), leaving.Token);
        Time.Advance(Ms(1000));
        Expect(Memory[Printer], null, LeavesNothing, "the store's entry");
    }

    [Test, Stage(4)]
    public void A_store_that_never_answers_ends_the_wait()
    {
        Memory.Fate = _ => StoreFate.Lost;
        foreach (var wait in new[] { 0, 2000 })
        {
            var lease = Ended(New().TryAcquireAsync(Printer, Ttl, Ms(wait)), Ms(wait + 1000), NeverThrows);
            Expect(lease.Exception?.InnerException?.GetType().Name, null, NeverThrows, "the exception");
            Expect(lease.Result, null, NeverThrows, "the lease");
        }
    }

    [Test, Stage(4)]
    public void A_release_is_asked_again()
    {
        foreach (var fate in new[] { StoreFate.Lost, StoreFate.Unanswered })
        {
            Memory.Fate = _ => StoreFate.AtOnce;
            var subject = New();
            var lease = Take(subject);
            Memory.Fate = FirstOf(StoreAct.DeleteIfOwner, fate);
            var released = Ended(subject.ReleaseAsync(lease), Ms(1000), TriesAgain);
            Expect(released.Exception?.InnerException?.GetType().Name, null, NeverThrows, "the exception");
            Expect(Memory[Printer], null, "what the owner gives back is free, if the store answers at all", "the store's entry");
        }
    }

    /// <summary>Promise 9: nothing is left to give back when the lease is over.</summary>
    [Test, Stage(4)]
    public void A_release_ends_with_the_lease()
    {
        var subject = New();
        var lease = Take(subject, Ttl);
        Memory.Fate = _ => StoreFate.Lost;
        var released = Ended(subject.ReleaseAsync(lease), Ttl + Ms(500), "a release ends with the lease");
        Expect(released.Exception?.InnerException?.GetType().Name, null, NeverThrows, "the exception");
        Expect(released.Result, false, "what nobody confirmed is not given back");
    }

    [Test, Stage(4)]
    public void An_extension_is_asked_again()
    {
        foreach (var fate in new[] { StoreFate.Lost, StoreFate.Unanswered })
        {
            Memory.Fate = _ => StoreFate.AtOnce;
            var subject = New();
            var lease = Take(subject, Ttl);
            Memory.Fate = FirstOf(StoreAct.ExtendIfOwner, fate);
            var longer = Ended(subject.ExtendAsync(lease, Ttl), Ms(1000), TriesAgain).Result;
            Require(longer is not null, TriesAgain, "ExtendAsync should give a lease, and gave null.");
            ExpectSafe(longer!);
            Answer(subject.ReleaseAsync(longer!));
        }
    }

    [Test, Stage(4)]
    public void An_extension_ends_with_the_lease()
    {
        var subject = New();
        var lease = Take(subject, Ttl);
        Memory.Fate = _ => StoreFate.Lost;
        var longer = Ended(subject.ExtendAsync(lease, Ttl), Ttl + Ms(500), "an extension ends with the lease");
        Expect(longer.Exception?.InnerException?.GetType().Name, null, NeverThrows, "the exception");
        Expect(longer.Result, null, "what nobody confirmed is not extended");
    }

    /// <summary>Promises 5 and 9: where nobody listens, that is known at once, and only pauses take time.</summary>
    [Test, Stage(4)]
    public void A_store_that_is_down_is_not_hammered()
    {
        foreach (var act in new[] { StoreAct.PutIfAbsent, StoreAct.ExtendIfOwner, StoreAct.DeleteIfOwner })
        {
            Memory.Fate = _ => StoreFate.AtOnce;
            var subject = New();
            var lease = Take(subject, Ttl);
            if (act == StoreAct.PutIfAbsent) Memory.Free(Printer);
            Memory.Fate = _ => StoreFate.Down;
            var before = Memory.Calls.Count;
            Task call = act switch
            {
                StoreAct.PutIfAbsent => subject.TryAcquireAsync(Printer, Ttl, Ttl),
                StoreAct.ExtendIfOwner => subject.ExtendAsync(lease, Ttl),
                _ => subject.ReleaseAsync(lease),
            };
            Ended(call.ContinueWith(_ => true, TaskScheduler.Default), Ttl + Ms(500));
            Expect(TaskCalls.Thrown(call)?.GetType().Name, null, NeverThrows, "the exception");
            var asked = Memory.Calls.Skip(before).Count(one => one.Call.Act == act);
            Require(asked <= 100, "a store that does not answer is asked ten times a second at the most",
                $"{act} was asked {asked} times in 10 seconds.");
            Time.Advance(Ttl);
        }
    }

    /// <summary>Promise 8: a password that is wrong is not a lost answer, and no pause makes it right.</summary>
    [Test, Stage(4)]
    public void What_else_a_store_throws_reaches_the_caller()
    {
        Exception? wrong = null;
        var subject = New();
        var lease = Take(subject);
        Memory.Fate = _ => wrong is null ? StoreFate.Unanswered : throw wrong;
        foreach (var call in new Func<Task>[]
        {
            () => subject.TryAcquireAsync(Printer, Ttl, Ttl), () => subject.ExtendAsync(lease, Ttl),
            () => subject.ReleaseAsync(lease),
        })
        {
            wrong = new InvalidOperationException("The password is wrong.");
            ExpectThrown(call());
        }

        Memory.Free(Printer);
        wrong = null;
        var last = subject.TryAcquireAsync(Printer, Ttl, TimeSpan.Zero);
        VirtualTime.Settle();
        wrong = new InvalidOperationException("The password is wrong."); // for what takes the try back
        ExpectThrown(last);

        void ExpectThrown(Task call)
        {
            Ended(call.ContinueWith(_ => true, TaskScheduler.Default), Ms(1000), OthersReach);
            Expect(TaskCalls.Thrown(call)?.Message, wrong!.Message, OthersReach, "the exception's message");
        }
    }

    private static Func<StoreCall, StoreFate> FirstOf(StoreAct act, StoreFate fate)
    {
        var met = false;
        return call =>
        {
            if (met || call.Act != act) return StoreFate.AtOnce;
            met = true;
            return fate;
        };
    }
}
