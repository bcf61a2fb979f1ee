using Katas.Distributed;
using Katas.Engine.Time;
using Katas.Specs.Distributed.Locks;

namespace Katas.Specs.Distributed;

/// <content>Callers who wait, and how often they ask.</content>
public partial class DistributedLockSpec
{
    private const string SoonEnough = "a waiter asks again after half a second at the latest";
    private const string Patient = "a waiter asks ten times a second at the most";
    private const string Exact = "a wait ends when its time is over, with one last try";

    [Test, Stage(3)]
    public void No_wait_is_one_try()
    {
        Take(New());
        var before = Memory.Tries.Count;
        var refused = New().TryAcquireAsync(Printer, Minute, TimeSpan.Zero);
        VirtualTime.Settle();
        Require(refused.IsCompleted, "who does not wait is answered at once", "The call has not ended.");
        Expect(refused.Result, null, "a lock that somebody has is refused to everybody else");
        Expect(Memory.Tries.Count - before, 1, "who does not wait tries once", "the number of tries");
        Expect(Time.ActiveTimers, 0, "who does not wait sets no timer", "the number of timers");
    }

    [Test, Stage(3)]
    public void A_waiter_notices_soon()
    {
        Take(New());
        var waiter = New().TryAcquireAsync(Printer, Minute, Minute);
        foreach (var pause in new[] { 100, 3000, 7000 })
        {
            Time.Advance(Ms(pause));
            Memory.Free(Printer);
            Ended(waiter, Ms(500), SoonEnough);
            ExpectSafe(waiter.Result!);
            waiter = New().TryAcquireAsync(Printer, Minute, Minute);
        }
    }

    [Test, Stage(3)]
    public void A_wait_ends_when_it_is_over()
    {
        Take(New());
        var waiter = New().TryAcquireAsync(Printer, Minute, Ms(2000));
        Time.Advance(Ms(1999));
        Require(!waiter.IsCompleted, Exact, "After 1999 of 2000 ms the call has ended.");
        Ended(waiter, Moment, Exact);
        Expect(waiter.Result, null, "a lock that somebody has is refused to everybody else");
    }

    /// <summary>Promise 5: what became free since the last pause began is not missed.</summary>
    [Test, Stage(3)]
    public void The_last_try_comes_at_the_end()
    {
        foreach (var wait in new[] { 400, 1000, 2000, 5000 })
        {
            Take(New());
            var waiter = New().TryAcquireAsync(Printer, Minute, Ms(wait));
            Time.Advance(Ms(wait - 1));
            Memory.Free(Printer);
            Ended(waiter, Moment, Exact);
            Require(waiter.Result is not null, Exact, $"The lock was free 1 ms before the end of {wait} ms, and was not taken.");
            Memory.Free(Printer);
        }
    }

    [Test, Stage(3)]
    public void A_waiter_does_not_hammer()
    {
        Take(New());
        var waiter = New().TryAcquireAsync(Printer, Minute, Ms(10_000));
        Ended(waiter, Ms(10_000), Exact);
        var tries = Memory.Tries.Skip(1).ToList();
        Require(tries.Count <= 100, Patient, $"It asked {tries.Count} times in 10 seconds.");
        var longest = tries.Zip(tries.Skip(1), (one, next) => next - one).Max();
        Require(longest <= Ms(500), SoonEnough, $"Once it paused for {longest.TotalMilliseconds} ms.");
    }

    /// <summary>Promise 6: a hundred callers who lost the lock at one moment would ask for it at one moment for ever.</summary>
    [Test, Stage(3)]
    public void Waiters_do_not_go_in_step()
    {
        Take(New());
        var waiters = Enumerable.Range(0, 2).Select(_ => New().TryAcquireAsync(Printer, Minute, Ms(10_000))).ToList();
        foreach (var waiter in waiters) Ended(waiter, Ms(10_000), Exact);
        var tries = Memory.Calls.Where(call => call.Call.Act == StoreAct.PutIfAbsent).Skip(3)
            .Where(call => call.Sent < Ms(10_000)).GroupBy(call => call.Sent).ToList();
        var together = tries.Count(moment => moment.Count() > 1);
        Require(together * 4 <= tries.Count, "waiters pause for times that they draw",
            $"Two waiters asked at {tries.Count} moments, and at {together} of them both did.");
    }

    /// <summary>Promise 6: all randomness is the constructor's, or no run could be repeated.</summary>
    [Test, Stage(3)]
    public void The_same_randomness_gives_the_same_pauses()
    {
        Take(New());
        List<TimeSpan> Pauses()
        {
            var (began, before) = (Time.Elapsed, Memory.Tries.Count);
            var subject = Make<NewDistributedLock>(create => create(Memory, Time, new Random(77)));
            Ended(subject.TryAcquireAsync(Printer, Minute, Ms(5000)), Ms(5000), Exact);
            return [.. Memory.Tries.Skip(before).Select(time => time - began)];
        }

        var (once, again) = (Pauses(), Pauses());
        Require(once.SequenceEqual(again), "all randomness is the constructor's",
            $"With one seed it asked at {string.Join(", ", once.Take(4).Select(time => time.TotalMilliseconds))} ms, and again " +
            $"at {string.Join(", ", again.Take(4).Select(time => time.TotalMilliseconds))} ms.");
    }

    [Test, Stage(3)]
    public void The_wall_clock_says_nothing_about_a_wait()
    {
        Take(New());
        foreach (var step in new[] { TimeSpan.FromHours(1), TimeSpan.FromHours(-2) })
        {
            var waiter = New().TryAcquireAsync(Printer, Minute, Ms(2000));
            Time.Advance(Ms(700));
            Time.StepWallClock(step);
            Time.Advance(Ms(1299));
            Require(!waiter.IsCompleted, Exact, "After 1999 of 2000 ms the call has ended.");
            Ended(waiter, Moment, Exact);
        }
    }
}
