namespace Katas.Specs.Distributed;

/// <content>Time that passes, and callers who wait.</content>
public abstract partial class AnyStoreLockSpec
{
    /// <summary>Promise 4: its owner may be dead, and nobody knows.</summary>
    [Test, Stage(2)]
    public void A_lock_whose_time_is_up_goes_to_the_next()
    {
        var (one, other) = (New(), New());
        var lost = Take(one, ttl: Second, wait: Minute); // where a second is over before the answer, it is asked again
        var next = Take(other, wait: Minute, property: "a lock is free when its time is up");
        Require(next.Token > lost.Token, Fencing, $"The token {next.Token} came after {lost.Token}.");
        Expect(Answer(one.ReleaseAsync(lost)), false, OwnerOnly);
        Expect(Answer(one.ExtendAsync(lost, Minute)), null, OwnerExtends);
        ExpectEntry(EntryOf(next), "what became of a lock that ran out is nobody's business but the next owner's");
    }

    [Test, Stage(2)]
    public void An_extended_lock_is_the_same_lock()
    {
        var (one, other) = (New(), New());
        var lease = Take(one, ttl: Minute);
        var longer = Answer(one.ExtendAsync(lease, Minute * 2));
        Require(longer is not null, "the owner extends its lock", "ExtendAsync should give a lease, and gave null.");
        Expect((longer!.Resource, longer.Owner, longer.Token), (lease.Resource, lease.Owner, lease.Token),
            "an extended lock is the same lock");
        Require(longer.Left(Clock) > Minute, "an extended lock may be trusted for longer", $"Left is {longer.Left(Clock)}.");
        Expect(Answer(other.TryAcquireAsync(Printer, Minute, TimeSpan.Zero)), null, Refuses);
        Expect(Answer(one.ReleaseAsync(longer)), true, "the owner gives its lock back");
        ExpectEntry(null, GivenBack);
    }

    /// <summary>Promise 2: the same process has the lock, and it is another one.</summary>
    [Test, Stage(2)]
    public void A_lock_that_was_given_back_is_not_extended()
    {
        var subject = New();
        var lease = Take(subject);
        Answer(subject.ReleaseAsync(lease));
        Expect(Answer(subject.ExtendAsync(lease, Minute)), null, OwnerExtends);
        ExpectEntry(null, "to extend is not to take");
        var next = Take(subject);
        Expect(Answer(subject.ExtendAsync(lease, Minute)), null, OwnerExtends);
        ExpectEntry(EntryOf(next), OwnerExtends);
    }

    [Test, Stage(3)]
    public void A_waiter_gets_what_is_given_back()
    {
        var (one, other) = (New(), New());
        var lease = Take(one);
        var waiter = other.TryAcquireAsync(Printer, Minute, Minute);
        Answer(one.ReleaseAsync(lease));
        var next = Answer(waiter);
        Require(next is not null, "a waiter gets a lock that is free", "TryAcquireAsync should give a lease, and gave null.");
        ExpectEntry(EntryOf(next!), "a lease has the owner and the token of the store's entry");
    }

    [Test, Stage(3)]
    public void A_wait_comes_to_an_end()
    {
        var lease = Take(New());
        Expect(Answer(New().TryAcquireAsync(Printer, Minute, TimeSpan.FromMilliseconds(300))), null, Refuses);
        ExpectEntry(EntryOf(lease), "a refused caller changes nothing");
    }

    [Test, Stage(3)]
    public void A_waiter_may_leave()
    {
        using var leaving = new CancellationTokenSource();
        var one = New();
        var lease = Take(one);
        var waiter = New().TryAcquireAsync(Printer, Minute, Minute, leaving.Token);
        leaving.Cancel();
        ExpectRefused<OperationCanceledException>(() => waiter, "a cancelled caller gets OperationCanceledException");
        ExpectEntry(EntryOf(lease), "who leaves changes nothing");
        Answer(one.ReleaseAsync(lease));
        ExpectEntry(null, "who left takes no lock");
    }
}
