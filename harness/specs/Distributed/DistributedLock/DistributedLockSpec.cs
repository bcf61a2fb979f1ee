using Katas.Distributed;
using Katas.Engine.Time;
using Katas.Specs.Distributed.Locks;

namespace Katas.Specs.Distributed;

/// <summary>
/// Grades the lock of <c>distributed-lock</c>: what <see cref="AnyStoreLockSpec"/> asks, over a store in memory, and what can be
/// asked only where the test moves the clock and says which answer is lost.
/// </summary>
public partial class DistributedLockSpec(Subject subject) : AnyStoreLockSpec(subject)
{
    private const string OneStep = "to compare and to act are one step of the store";

    private MemoryLockStore? _memory;

    /// <inheritdoc/>
    protected override ILockStore Store => Memory;

    /// <inheritdoc/>
    protected override TimeProvider Clock => Time;

    /// <inheritdoc/>
    protected override string Printer => "printer";

    /// <summary>The store of the running test; each test has a clock of its own.</summary>
    private MemoryLockStore Memory => _memory?.Time == Time ? _memory : _memory = new MemoryLockStore(Time);

    [Test, Stage(1)]
    public void Nonsense_is_not_asked_of_the_store()
    {
        const string Property = "nonsense is refused before the store is asked";
        var subject = New();
        ExpectRefused<ArgumentException>(() => subject.TryAcquireAsync("", Minute, TimeSpan.Zero), Property);
        ExpectRefused<ArgumentException>(() => subject.TryAcquireAsync(null!, Minute, TimeSpan.Zero), Property);
        ExpectRefused<ArgumentOutOfRangeException>(
            () => subject.TryAcquireAsync(Printer, TimeSpan.Zero, TimeSpan.Zero), Property);
        Expect(Memory.Calls.Count, 0, Property, "the number of requests");
    }

    /// <summary>Promise 2: between a look and a deletion there is time enough for the lock to run out and be taken.</summary>
    [Test, Stage(1)]
    public void It_gives_back_in_one_step()
    {
        var subject = New();
        var lease = Take(subject);
        var next = HandOverAfterOneRequest();
        Answer(subject.ReleaseAsync(lease));
        Expect(Memory[Printer], next(), OneStep, "the store's entry");
    }

    /// <summary>Promise 2: a lock that is given back to be taken again was somebody else's in between.</summary>
    [Test, Stage(2)]
    public void It_extends_in_one_step()
    {
        var subject = New();
        var lease = Take(subject);
        var next = HandOverAfterOneRequest();
        var longer = Answer(subject.ExtendAsync(lease, Minute));
        Expect(Memory[Printer], next() ?? EntryOf(lease), OneStep, "the store's entry");
        Expect(longer is null, next() is not null, "a lock that somebody else has is not extended", "ExtendAsync gave null");
    }

    /// <inheritdoc/>
    protected override T Answer<T>(Task<T> call) => Ended(call, Minute * 2).GetAwaiter().GetResult();

    /// <summary>Lets time pass until a call has ended.</summary>
    private Task<T> Ended<T>(Task<T> call, TimeSpan within, string property = "every call comes to an end")
    {
        var most = Time.Elapsed + within;
        VirtualTime.Settle();
        while (!call.IsCompleted && Time.Elapsed < most) Time.Advance(Moment);
        Require(call.IsCompleted, property, $"It has not ended after {within.TotalMilliseconds} ms.");
        return call;
    }

    private static readonly TimeSpan Moment = Ms(1);

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>Lets the lock run out and be somebody else's between the next two requests.</summary>
    /// <returns>Gives the other's entry; null while it did not come so far.</returns>
    private Func<LockEntry?> HandOverAfterOneRequest()
    {
        var arrived = 0;
        LockEntry? other = null;
        Memory.Arrives = _ =>
        {
            if (++arrived == 2) other = Memory.HandOver(Printer, "somebody else");
        };
        return () => other;
    }
}
