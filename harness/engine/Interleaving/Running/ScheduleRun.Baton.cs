using System.Numerics;
using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Searching;
using Katas.Engine.Interleaving.Tracing;
using Katas.Engine.Time;

namespace Katas.Engine.Interleaving.Running;

/// <content>Who goes on.</content>
internal sealed partial class ScheduleRun
{
    private const int NobodyMore = -1;

    private int _node;

    /// <summary>Lets the guide choose who goes on, before a step of the running thread.</summary>
    /// <remarks>
    /// A thread that has done nothing yet goes on. To give the baton to T1, which does nothing, and then to T2 is to
    /// give it to T2. Three atomic steps of each of two threads have 20 orders, and get 20 schedules.
    /// </remarks>
    public void Switch(LogicalThread current)
    {
        if (!current.IsStage && current.AtomicDepth == 0 && current.HasActed)
            MoveOn(current, Decide(CanGoOn(), current.Index, current.Index));
        current.HasActed = true;
    }

    /// <summary>Lets another thread go on; the running one too, unless it merely repeats itself.</summary>
    public void Yield(LogicalThread current, Site site, bool isRepeated)
    {
        if (current.AtomicDepth > 0 || current.IsStage)
            return;
        var candidates = CanGoOn();
        var others = candidates & ~(1ul << current.Index);
        // Whoever spins until a timer has fired would spin for ever in a time that does not pass.
        if (isRepeated && others == 0)
            others = LetTimePass() & ~(1ul << current.Index);
        if (isRepeated && others != 0)
        {
            Omission ??= Words.Spin(current, site);
            candidates = others;
        }

        var next = others == 0 ? current.Index : Candidates.NextAfter(current.Index, Prefer(candidates));
        MoveOn(current, Decide(candidates, next, -1));
    }

    /// <summary>Parks the running thread until something that it waits for changes; false when it timed out.</summary>
    public bool Block(LogicalThread current, Wait wait)
    {
        if (_isAborting)
        {
            CountAfterAbort(current);
            throw new ScheduleAbortedException();
        }

        LeaveContinuations(current);
        Capture(wait);
        BeginWait(current, wait);
        var enabled = CanGoOnAtLast();
        if (enabled == 0 && IsDraining && !current.IsStage && !IsHeldBySomeoneWaiting(wait))
            Park(current);
        if (enabled == 0)
            Stop(current, Deadlock(wait));
        MoveOn(current, Decide(enabled, Candidates.NextAfter(current.Index, Prefer(enabled)), -1));
        current.Progress = Progress.Ready;
        if (current.HasTimedOut)
            current.WaitingFor = null;
        return !current.HasTimedOut;
    }

    private bool IsHeldBySomeoneWaiting(Wait wait) =>
        Holders.Of(wait.Location).Any(h => _threads[h.Thread].Progress == Progress.Blocked);

    /// <summary>What is left after the check may wait for ever, as an idle worker does.</summary>
    private void Park(LogicalThread current)
    {
        var baton = current.Baton;
        GiveToStage(isStopped: false);
        baton.Wait();
        throw new ScheduleAbortedException();
    }

    public void BeginWait(LogicalThread thread, Wait wait)
    {
        if (thread.WaitingFor != wait)
            thread.WaitingSince = Steps;
        if (wait.CanTimeOut && wait.Deadline == long.MaxValue)
            wait.Deadline = Time.After(wait.Milliseconds);
        (thread.Progress, thread.WaitingFor, thread.HasTimedOut) = (Progress.Blocked, wait, false);
    }

    /// <summary>Those that can go on now.</summary>
    private ulong Ready()
    {
        TakeIn();
        var ready = 0ul;
        foreach (var thread in _threads)
        {
            if (thread is { Progress: Progress.Blocked, WaitingFor.IsReady: { } isReady } && isReady())
                Wake(thread);
            if (thread.Progress == Progress.Ready)
                ready |= 1ul << thread.Index;
        }

        if (ready != 0 || _threads.Find(t => t is { Progress: Progress.Blocked, WaitingFor.IsForQuiet: true }) is not { } quiet)
            return ready;
        Wake(quiet);
        return 1ul << quiet.Index;
    }

    private void Wake(LogicalThread thread)
    {
        thread.Progress = Progress.Ready;
        thread.Order.Join(Running.Order);
        thread.Known.Join(Running.Known);
        Running.Known.Tick(Running.Index);
    }

    /// <summary>Those that can go on, and the next timer, which may fire at any time.</summary>
    private ulong CanGoOn()
    {
        var ready = Ready();
        return ready == 0 || IsDraining ? ready : ready | NextTimer();
    }

    private ulong NextTimer()
    {
        LogicalThread? next = null;
        foreach (var thread in _threads)
        {
            if (thread is { Progress: Progress.Blocked, WaitingFor.IsTimer: true }
                && (next is null || thread.WaitingFor.Deadline < next.WaitingFor!.Deadline))
                next = thread;
        }

        return next is null || !next.WaitingFor!.MayComeEarly ? 0 : 1ul << next.Index;
    }

    /// <summary>Without a reason to choose otherwise, time does not pass, and the check comes before what is left over.</summary>
    private ulong Prefer(ulong candidates)
    {
        var ready = 0ul;
        for (var left = candidates; left != 0; left &= left - 1)
        {
            var index = BitOperations.TrailingZeroCount(left);
            if (_threads[index].Progress == Progress.Ready)
                ready |= 1ul << index;
        }

        var stage = 1ul << Stage.Index;
        return ready == 0 ? candidates : (ready & stage) != 0 ? stage : ready;
    }

    private int Decide(ulong candidates, int preferred, int continuing)
    {
        _node = -1;
        if (BitOperations.IsPow2(candidates) || IsDraining)
        {
            var only = BitOperations.IsPow2(candidates) ? BitOperations.TrailingZeroCount(candidates) : preferred;
            return !IsDraining && _guide.IsRedundant(only) ? NobodyMore : only;
        }

        var chosen = _guide.Choose(_decisions.Count, candidates, preferred);
        if (chosen == IGuide.Redundant)
            return NobodyMore;
        if ((candidates >> chosen & 1) == 0)
        {
            Omission ??= Words.NotRepeatable;
            chosen = preferred;
        }

        var isContinuingReady = continuing >= 0 && (candidates >> continuing & 1) != 0;
        _node = _decisions.Count;
        _decisions.Add(new Decision(
            chosen, candidates, isContinuingReady ? continuing : -1, _dependence?.Steps.Count ?? 0)
        {
            IsPreferred = chosen == preferred,
        });
        return chosen;
    }

    private void Give(LogicalThread next)
    {
        if (next is { Progress: Progress.Blocked, WaitingFor: { IsTimer: true } timer })
            Time.Reach(timer.Deadline);
        Running = next;
        next.Node = _node;
        next.HasActed = false;
        // Others ran meanwhile: what it reads next may be new.
        next.Spinning.Forget();
        if (next.Body is { } body)
        {
            (next.Body, next.WaitingFor, next.Progress) = (null, null, Progress.Ready);
            next.Worker = _workers.For(next);
            next.Worker.Assign(next, body);
        }

        next.Baton.Release();
    }

    private void MoveOn(LogicalThread current, int next)
    {
        if (next == NobodyMore)
        {
            IsRedundant = true;
            Stop(current, null);
        }

        if (next == current.Index)
        {
            current.Node = _node;
            if (current.WaitingFor is { IsTimer: true } timer)
                Time.Reach(timer.Deadline);
            return;
        }

        var baton = current.Baton;
        Give(_threads[next]);
        baton.Wait();
        if (_isAborting || _isStopped)
            throw new ScheduleAbortedException();
    }

    /// <summary>Who can go on; if nobody, those whose wait may have ended unseen, then those whose time has come.</summary>
    private ulong CanGoOnAtLast()
    {
        var enabled = CanGoOn();
        if (enabled != 0 || IsDraining || _threads.All(t => t.Progress is not Progress.Blocked))
            return enabled;
        // A framework callback may have released something without a hook: everyone tries once more.
        var tryAgain = !_isLastChance;
        _isLastChance = true;
        if (tryAgain)
        {
            // Work outside our control may hold a lock for a moment longer; it may also wait for one of these threads.
            if (_uncontrolled is not null || AwaitsFramework)
                PoolRest.Wait(LooksAtUncontrolledWork);
            foreach (var thread in _threads)
            {
                if (thread is { Progress: Progress.Blocked, WaitingFor.IsReady: null, Body: null, WaitingFor.IsTimer: false })
                    thread.Progress = Progress.Ready;
            }

            enabled = Ready();
        }

        return enabled != 0 ? enabled : LetTimePass();
    }

    private ulong LetTimePass()
    {
        var waiting = _threads.Where(t => t is { Progress: Progress.Blocked, WaitingFor.CanTimeOut: true }).ToList();
        if (waiting.Count == 0)
            return 0;
        var deadline = waiting.Min(t => t.WaitingFor!.Deadline);
        Time.Reach(deadline);
        foreach (var thread in waiting.Where(t => t.WaitingFor!.Deadline == deadline))
            (thread.HasTimedOut, thread.Progress) = (!thread.WaitingFor!.IsTimer, Progress.Ready);
        return Ready();
    }

    /// <summary>Everyone waits. What runs outside the explorer's control may still end a wait.</summary>
    private Verdict Deadlock(Wait last)
    {
        foreach (var thread in _threads)
        {
            if (thread is { Progress: Progress.Blocked, WaitingFor: { } wait })
                thread.SayThatItWaits(wait);
        }

        return _uncontrolled is null
            ? new Verdict(ExplorationOutcome.Deadlock, null, string.Join('\n', DeadlockWords.Sentences(this, last)))
            : new Verdict(ExplorationOutcome.Inconclusive, null, Words.UncontrolledWait(this, last, _uncontrolled));
    }
}
