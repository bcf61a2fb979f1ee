using Katas.Distributed;
using Katas.Specs.Distributed.Locks;

namespace Katas.Specs.Distributed;

/// <content>For how long a lease may be trusted.</content>
public partial class DistributedLockSpec
{
    private const string TrustEnds =
        "a lease is trusted no longer than the store keeps its entry, also on a clock that is 1 % slow";
    private const string TrustIsUseful = "a lease may be trusted for nine tenths of its time";

    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(10);

    [Test, Stage(2)]
    public void A_lease_allows_for_clocks_that_differ()
    {
        var lease = Take(New(), Ttl);
        ExpectTrust(lease, Ttl, asked: Time.Elapsed);
    }

    /// <summary>Promise 3: the store's time began somewhere between the question and the answer.</summary>
    [Test, Stage(2)]
    public void A_lease_counts_from_before_the_question()
    {
        Memory.Fate = _ => new StoreFate(There: Ms(100), Back: Ms(900));
        var asked = Time.Elapsed;
        var lease = Take(New(), Ttl);
        ExpectTrust(lease, Ttl, asked);
    }

    /// <summary>Promise 3: the time of the lock begins with the question that was answered, however long one waited.</summary>
    [Test, Stage(2)]
    public void Waiting_takes_nothing_from_the_lease()
    {
        Take(New(), Ttl);
        var lease = Take(New(), Ttl, wait: Ttl * 2);
        ExpectTrust(lease, Ttl, asked: Memory.Tries[^1]);
    }

    [Test, Stage(2)]
    public void An_extension_counts_from_before_its_question()
    {
        var subject = New();
        var lease = Take(subject, Ttl);
        Time.Advance(Ms(5000));
        Memory.Fate = _ => new StoreFate(There: Ms(100), Back: Ms(900));
        var asked = Time.Elapsed;
        var longer = Answer(subject.ExtendAsync(lease, Ttl));
        Require(longer is not null, "the owner extends its lock", "ExtendAsync should give a lease, and gave null.");
        ExpectTrust(longer!, Ttl, asked);
    }

    /// <summary>Promise 3: the answer took as long as the lock lasts, so it says nothing about now.</summary>
    [Test, Stage(2)]
    public void An_answer_that_comes_too_late_gives_no_lease()
    {
        Memory.Fate = call => call.Act == StoreAct.PutIfAbsent ? new StoreFate(Back: Ttl - Ms(50)) : StoreFate.AtOnce;
        var lease = Answer(New().TryAcquireAsync(Printer, Ttl, TimeSpan.Zero));
        if (lease is null) ExpectEntry(null, "who has no lease leaves nothing in the store");
        else ExpectSafe(lease);
    }

    [Test, Stage(2)]
    public void The_wall_clock_says_nothing_about_a_lease()
    {
        foreach (var step in new[] { TimeSpan.FromHours(1), TimeSpan.FromHours(-2) })
        {
            var subject = New();
            Memory.Fate = call =>
            {
                Time.StepWallClock(step);
                return new StoreFate(Back: Moment);
            };
            var asked = Time.Elapsed;
            var lease = Take(subject, Ttl);
            ExpectTrust(lease, Ttl, asked);
            asked = Time.Elapsed;
            var longer = Answer(subject.ExtendAsync(lease, Ttl));
            Require(longer is not null, "the owner extends its lock", "ExtendAsync should give a lease, and gave null.");
            ExpectTrust(longer!, Ttl, asked);
            Answer(subject.ReleaseAsync(longer!));
        }
    }

    /// <summary>
    /// Promise 4: a double of the old request, which was on its way for long, has made an entry with the old owner. In between
    /// somebody else had the lock.
    /// </summary>
    [Test, Stage(2)]
    public void A_lease_that_is_over_stays_over()
    {
        var subject = New();
        var lease = Take(subject, Ttl);
        Time.Advance(Ttl);
        Memory.HandOver(Printer, lease.Owner);
        Expect(Answer(subject.ExtendAsync(lease, Ttl)), null, "a lease that may no longer be trusted is not extended");
    }

    /// <summary>Checks that a lease is trusted for long enough, and not for too long.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="ttl">For how long the store was to keep the entry.</param>
    /// <param name="asked">When the store was asked, on the caller's clock.</param>
    private void ExpectTrust(Lease lease, TimeSpan ttl, TimeSpan asked)
    {
        var until = Time.Elapsed + lease.Left(Time) - asked;
        Require(until <= ttl * 0.98, TrustEnds,
            $"It may be trusted until {until.TotalMilliseconds} ms after the store was asked. With a time of " +
            $"{ttl.TotalMilliseconds} ms it should be at most {ttl.TotalMilliseconds * 0.98} ms.");
        Require(until >= ttl * 0.9, TrustIsUseful,
            $"It may be trusted until {until.TotalMilliseconds} ms after the store was asked. With a time of " +
            $"{ttl.TotalMilliseconds} ms it should be at least {ttl.TotalMilliseconds * 0.9} ms.");
        ExpectSafe(lease);
    }

    /// <summary>Checks that the store keeps the lease's entry for longer than the lease is trusted.</summary>
    private void ExpectSafe(Lease lease)
    {
        var (left, kept) = (lease.Left(Time), Memory.Left(Printer));
        Require(left > TimeSpan.Zero, "a lease may be trusted for a while", "Left is zero.");
        Expect(Memory[Printer], EntryOf(lease), "a lease has the owner and the token of the store's entry", "the store's entry");
        Require(left <= kept, TrustEnds,
            $"It may be trusted for {left.TotalMilliseconds} ms, and the store keeps the entry for {kept.TotalMilliseconds} ms.");
    }
}
