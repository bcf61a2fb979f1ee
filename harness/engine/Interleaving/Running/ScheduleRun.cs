using System.Numerics;
using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Searching;
using Katas.Engine.Interleaving.Tracing;
using Katas.Engine.Time;

namespace Katas.Engine.Interleaving.Running;

/// <summary>Hands the baton from thread to thread, as a schedule's prefix says, then without preemption.</summary>
/// <remarks>All members except <see cref="IsAborting"/> belong to the thread that holds the baton.</remarks>
internal sealed class ScheduleRun
{
    private const int HooksAllowedAfterAbort = 1_000;
    private const int FairTurn = 20;
    private const int LooksAtUncontrolledWork = 100;

    private readonly Prefix _prefix;
    private readonly int _maxSteps;
    private readonly List<Decision> _decisions = [];
    private volatile bool _isAborting;
    private bool _isLastChance;
    private Site? _uncontrolled;

    public ScheduleRun(
        Prefix prefix, ContendedClasses contended, SiteTable sites, int maxSteps, IReadOnlyList<Worker> workers)
    {
        (_prefix, Contended, Sites, _maxSteps) = (prefix, contended, sites, maxSteps);
        Stage = new LogicalThread(this, LogicalThread.Stage, new SemaphoreSlim(0));
        Threads = [.. workers.Select((worker, index) => new LogicalThread(this, index, worker.Baton))];
        Running = Stage;
    }

    public ContendedClasses Contended { get; }

    public SiteTable Sites { get; }

    /// <summary>What the threads share; null until it was created.</summary>
    public object? Subject { get; set; }

    public LogicalThread Stage { get; }

    public IReadOnlyList<LogicalThread> Threads { get; }

    public Touches Touches { get; } = new();

    public AddressBook Addresses { get; } = new();

    public Holders Holders { get; } = new();

    public List<TraceEvent> Trace { get; } = [];

    public IReadOnlyList<Decision> Decisions => _decisions;

    public Verdict? Verdict { get; private set; }

    public LogicalThread Running { get; private set; }

    /// <summary>Accesses and synchronisation operations so far; the watchdog reads it from outside.</summary>
    public int Steps { get; private set; }

    /// <summary>Why schedules were left out at this one, or null.</summary>
    public string? Omission { get; private set; }

    /// <summary>Whether a static field was used, so that the next schedule needs a fresh assembly.</summary>
    public bool UsedStatics { get; set; }

    public int Preemptions => _decisions.Count(d => d.IsPreemption);

    /// <summary>Whether threads only unwind any more. The watchdog sets it from outside after a stall.</summary>
    public bool IsAborting => _isAborting;

    /// <summary>Counts a step of the running thread; false when the step is none of the schedule's.</summary>
    public bool Step(LogicalThread current)
    {
        if (_isAborting)
        {
            CountAfterAbort(current);
            return false;
        }

        Steps++;
        _isLastChance = false;
        if (Steps > (current.IsStage ? 2 * _maxSteps : _maxSteps))
            Stop(current, new Verdict(ExplorationOutcome.Inconclusive, null, Words.StepLimit(current, _maxSteps)));
        if (current.IsStage)
            return false;
        if (Steps > _maxSteps / 2 && Steps % FairTurn == 0 && current.AtomicDepth == 0)
        {
            Omission ??= Words.LongSchedule(_maxSteps);
            MoveOn(current, Candidates.NextAfter(current.Index, Candidates.Of(Threads)));
        }

        return true;
    }

    /// <summary>Lets the search choose who goes on, before an access by the running thread.</summary>
    /// <remarks>
    /// A thread that has done nothing yet goes on. To give the baton to T1, which does nothing, and then to T2 is to
    /// give it to T2. Three atomic steps of each of two threads have 20 orders, and get 20 schedules.
    /// </remarks>
    public void Switch(LogicalThread current)
    {
        if (current.IsStage)
            return;
        if (current.AtomicDepth == 0 && current.HasActed)
            MoveOn(current, Decide(Candidates.Of(Threads), current.Index, current.Index));
        current.HasActed = true;
    }

    /// <summary>Lets another thread go on; the running one too, unless it merely repeats itself.</summary>
    public void Yield(LogicalThread current, Site site, bool isRepeated)
    {
        if (current.AtomicDepth > 0 || current.IsStage)
            return;
        var candidates = Candidates.Of(Threads);
        if (isRepeated && !BitOperations.IsPow2(candidates))
        {
            Omission ??= Words.Spin(current, site);
            candidates &= ~(1u << current.Index);
        }

        MoveOn(current, Decide(candidates, Candidates.NextAfter(current.Index, candidates), -1));
    }

    /// <summary>Parks the running thread until something that it waits for changes; false when it timed out.</summary>
    public bool Block(LogicalThread current, Wait wait)
    {
        if (_isAborting)
        {
            CountAfterAbort(current);
            throw new ScheduleAbortedException();
        }

        if (current.IsStage)
            Stop(current, Deadlock(wait));
        if (current.WaitingFor != wait)
            current.WaitingSince = Steps;
        (current.Progress, current.WaitingFor, current.HasTimedOut) = (Progress.Blocked, wait, false);
        var enabled = EnabledOrLastChance();
        if (enabled == 0)
            Stop(current, Deadlock(wait));
        MoveOn(current, Decide(enabled, Candidates.NextAfter(current.Index, enabled), -1));
        if (current.HasTimedOut)
            current.WaitingFor = null;
        return !current.HasTimedOut;
    }

    /// <summary>A wait has ended, so that waits that failed a moment ago are worth trying again.</summary>
    public void NoteProgress() => _isLastChance = false;

    /// <summary>A call outside the explorer's control is made: the schedule says less than it seems to.</summary>
    public void NoteUncontrolled(Site site)
    {
        _uncontrolled ??= site;
        Omission ??= Words.Uncontrolled(site);
    }

    /// <summary>Begins the threads and returns to the stage when all have ended or the schedule was stopped.</summary>
    public void RunThreads()
    {
        var first = Decide(Candidates.Of(Threads), 0, -1);
        Give(Threads[first]);
        Stage.Baton.Wait();
        Running = Stage;
    }

    /// <summary>The running thread's operation has returned or thrown.</summary>
    public void Finish(LogicalThread current, Exception? failure)
    {
        current.Progress = Progress.Finished;
        if (!_isAborting && failure is not null)
            Verdict ??= new Verdict(ExplorationOutcome.OperationThrew, failure, null);
        var enabled = _isAborting || Verdict is not null ? 0 : EnabledOrLastChance();
        if (enabled == 0)
        {
            if (!_isAborting && Threads.FirstOrDefault(t => t.Progress == Progress.Blocked) is { } waiting)
                Verdict ??= Deadlock(waiting.WaitingFor!);
            Stage.Baton.Release();
            return;
        }

        Give(Threads[Decide(enabled, Candidates.NextAfter(current.Index, enabled), -1)]);
    }

    /// <summary>Ends the schedule from the running thread.</summary>
    public void Stop(LogicalThread current, Verdict verdict)
    {
        Verdict ??= verdict;
        if (!current.IsStage)
        {
            Stage.Baton.Release();
            current.Baton.Wait();
        }

        throw new ScheduleAbortedException();
    }

    /// <summary>Ends the threads that are left, one after the other, and returns those that refuse to end.</summary>
    public IReadOnlyList<LogicalThread> Unwind()
    {
        _isAborting = true;
        foreach (var thread in Threads.Where(t => t.Progress != Progress.Finished))
        {
            Give(thread);
            Stage.Baton.Wait();
        }

        return [.. Threads.Where(t => t.Progress != Progress.Finished)];
    }

    /// <summary>Notes that the stage, which creates and checks the object, has failed.</summary>
    public void Fail(Verdict verdict) => Verdict ??= verdict;

    /// <summary>Lets a real thread that is stuck end as soon as it comes back.</summary>
    public void Abandon() => _isAborting = true;

    /// <summary>Everyone waits. What runs outside the explorer's control may still end a wait.</summary>
    private Verdict Deadlock(Wait last) => _uncontrolled is null
        ? new Verdict(ExplorationOutcome.Deadlock, null, Words.Deadlock(this, last))
        : new Verdict(ExplorationOutcome.Inconclusive, null, Words.UncontrolledWait(this, last, _uncontrolled));

    private int Decide(uint candidates, int preferred, int continuing)
    {
        if (BitOperations.IsPow2(candidates))
            return BitOperations.TrailingZeroCount(candidates);
        var number = _decisions.Count;
        var chosen = number < _prefix.Count ? _prefix[number] : preferred;
        if ((candidates >> chosen & 1) == 0)
        {
            Omission ??= Words.NotRepeatable;
            chosen = preferred;
        }

        var isContinuingReady = continuing >= 0 && (candidates >> continuing & 1) != 0;
        _decisions.Add(new Decision(chosen, candidates, isContinuingReady ? continuing : -1));
        return chosen;
    }

    private void Give(LogicalThread next)
    {
        Running = next;
        next.HasActed = false;
        // Others ran meanwhile: what it reads next may be new.
        next.Spinning.Forget();
        next.Baton.Release();
    }

    private void MoveOn(LogicalThread current, int next)
    {
        if (next == current.Index)
            return;
        Give(Threads[next]);
        current.Baton.Wait();
        if (_isAborting)
            throw new ScheduleAbortedException();
    }

    /// <summary>Who can go on; if nobody, those whose wait may have ended unseen, then those with a timeout.</summary>
    private uint EnabledOrLastChance()
    {
        var enabled = Candidates.Of(Threads);
        if (enabled != 0 || Threads.All(t => t.Progress == Progress.Finished))
            return enabled;
        // A framework callback may have released something without a hook: everyone tries once more.
        var tryAgain = !_isLastChance;
        _isLastChance = true;
        // Work outside our control may hold a lock for a moment longer; it may also wait for one of these threads.
        if (tryAgain && _uncontrolled is not null)
            PoolRest.Wait(LooksAtUncontrolledWork);
        foreach (var thread in Threads.Where(t => t.Progress == Progress.Blocked))
        {
            thread.HasTimedOut = !tryAgain && thread.WaitingFor!.CanTimeOut;
            if (tryAgain || thread.HasTimedOut)
                thread.Progress = Progress.Ready;
        }

        return Candidates.Of(Threads);
    }

    private void CountAfterAbort(LogicalThread current)
    {
        if (++current.HooksAfterAbort < HooksAllowedAfterAbort || current.IsStage)
            return;
        // The operation catches whatever ends it and goes on. It keeps its real thread, which is never used again.
        Stage.Baton.Release();
        new SemaphoreSlim(0).Wait();
    }
}
