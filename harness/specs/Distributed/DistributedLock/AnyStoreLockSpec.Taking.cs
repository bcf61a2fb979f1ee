using Katas.Distributed;

namespace Katas.Specs.Distributed;

/// <content>Taking a lock and giving it back.</content>
public abstract partial class AnyStoreLockSpec
{
    [Test, Stage(1)]
    public void A_free_lock_is_taken()
    {
        var lease = Take(New());
        Expect(lease.Resource, Printer, "a lease names its resource");
        ExpectEntry(EntryOf(lease), "a lease has the owner and the token of the store's entry");
        Require(lease.Left(Clock) > TimeSpan.Zero, "a lease may be trusted for a while", "Left is zero.");
    }

    [Test, Stage(1)]
    public void A_lock_that_somebody_has_is_refused()
    {
        var lease = Take(New());
        Expect(Answer(New().TryAcquireAsync(Printer, Minute, TimeSpan.Zero)), null, Refuses);
        ExpectEntry(EntryOf(lease), "a refused caller changes nothing");
    }

    /// <summary>Promise 1: two parts of one process are two callers.</summary>
    [Test, Stage(1)]
    public void A_lock_is_refused_to_the_process_that_has_it()
    {
        var subject = New();
        var lease = Take(subject);
        Expect(Answer(subject.TryAcquireAsync(Printer, Minute, TimeSpan.Zero)), null, Refuses);
        ExpectEntry(EntryOf(lease), "a refused caller changes nothing");
    }

    [Test, Stage(1)]
    public void A_lock_that_was_given_back_is_free()
    {
        var (one, other) = (New(), New());
        var lease = Take(one);
        Expect(Answer(one.ReleaseAsync(lease)), true, "the owner gives its lock back");
        ExpectEntry(null, GivenBack);
        Take(other, property: GivenBack);
    }

    [Test, Stage(1)]
    public void Resources_have_locks_of_their_own()
    {
        var (subject, scanner) = (New(), Printer + "-scanner");
        var (print, scan) = (Take(subject), Take(subject, resource: scanner));
        Answer(subject.ReleaseAsync(print));
        ExpectEntry(EntryOf(scan), "each resource has a lock of its own", scanner);
    }

    [Test, Stage(1)]
    public void Tokens_grow_from_lock_to_lock()
    {
        var last = long.MinValue;
        for (var turn = 0; turn < 3; turn++)
        {
            var subject = New();
            var lease = Take(subject);
            Require(lease.Token > last, Fencing, $"The token {lease.Token} came after {last}.");
            last = lease.Token;
            Answer(subject.ReleaseAsync(lease));
        }
    }

    /// <summary>Promise 2: who gave a lock back, and does so again, does not give back the next one.</summary>
    [Test, Stage(1)]
    public void A_lock_is_given_back_once()
    {
        var (one, other) = (New(), New());
        var lease = Take(one);
        Answer(one.ReleaseAsync(lease));
        var next = Take(other);
        Expect(Answer(one.ReleaseAsync(lease)), false, OwnerOnly);
        ExpectEntry(EntryOf(next), OwnerOnly);
    }

    /// <summary>Promise 2: the next one may be the same process's, in another thread or another request.</summary>
    [Test, Stage(1)]
    public void Each_lock_has_an_owner_of_its_own()
    {
        var subject = New();
        var lease = Take(subject);
        Answer(subject.ReleaseAsync(lease));
        var next = Take(subject);
        Require(next.Owner != lease.Owner, "each lock has an owner of its own", $"Two locks have the owner {next.Owner}.");
        Expect(Answer(subject.ReleaseAsync(lease)), false, OwnerOnly);
        ExpectEntry(EntryOf(next), OwnerOnly);
    }

    [Test, Stage(1)]
    public void Nonsense_is_refused()
    {
        var subject = New();
        ExpectRefused<ArgumentException>(() => subject.TryAcquireAsync("", Minute, TimeSpan.Zero), "a resource has a name");
        ExpectRefused<ArgumentException>(() => subject.TryAcquireAsync(null!, Minute, TimeSpan.Zero), "a resource has a name");
        ExpectRefused<ArgumentOutOfRangeException>(
            () => subject.TryAcquireAsync(Printer, TimeSpan.Zero, TimeSpan.Zero), "a lock has some time");
        ExpectRefused<ArgumentOutOfRangeException>(
            () => subject.TryAcquireAsync(Printer, Minute, TimeSpan.FromTicks(-1)), "nobody waits for less than no time");
        ExpectEntry(null, "a call that is refused does nothing");
        var lease = Take(subject);
        ExpectRefused<ArgumentOutOfRangeException>(() => subject.ExtendAsync(lease, TimeSpan.Zero), "a lock has some time");
        ExpectRefused<ArgumentNullException>(() => subject.ExtendAsync(null!, Minute), "what is extended is a lease");
        ExpectRefused<ArgumentNullException>(() => subject.ReleaseAsync(null!), "what is given back is a lease");
    }

    [Test, Stage(1)]
    public void What_is_missing_is_refused()
    {
        const string Property = "a lock needs a store, a clock and randomness";
        var random = new Random(1);
        ExpectThrows<ArgumentNullException>(() => Make<NewDistributedLock>(create => create(null!, Clock, random)), Property);
        ExpectThrows<ArgumentNullException>(() => Make<NewDistributedLock>(create => create(Store, null!, random)), Property);
        ExpectThrows<ArgumentNullException>(() => Make<NewDistributedLock>(create => create(Store, Clock, null!)), Property);
    }
}
