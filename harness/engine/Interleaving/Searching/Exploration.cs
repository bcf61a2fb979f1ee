using Katas.Engine.Interleaving.Running;
using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>Runs schedule after schedule until one fails or none is left.</summary>
internal sealed class Exploration<T>(
    InstrumentedAssembly twin, Func<T> create, IReadOnlyList<ThreadOperation<T>> threads, Action<T> afterAll,
    ExplorationOptions options)
{
    private readonly HashSet<UncontrolledCall> _reached = [];
    /// <summary>
    /// A race that the schedule itself survived is told only when no schedule fails outright, which is easier to see.
    /// </summary>
    private const int SchedulesAfterRace = 500;

    private const int SchedulesBeforeTurns = 50;
    private const int LongestTurn = 4;

    private ContendedClasses _contended = new();
    private readonly Workers _workers = new();
    private readonly string[] _names = [.. threads.Select(t => t.Name)];
    private volatile ScheduleRun? _current;
    private readonly Dictionary<string, Finding> _early = [];
    private int _schedules;
    private bool _hasEnded;
    private bool _hasTriedTurns;
    private ExplorationResult? _race;
    private string? _inconclusive;
    private string? _omission;

    /// <summary>Changes as long as anything happens; may be read by any thread.</summary>
    public (ScheduleRun? Run, int Steps) Progress => (_current, _current?.Steps ?? 0);

    public ExplorationResult Search()
    {
        try
        {
            return SearchAll();
        }
        finally
        {
            _workers.Close();
        }
    }

    /// <summary>The result when nothing happens any more; the real threads are left to themselves.</summary>
    public ExplorationResult Stalled()
    {
        var run = _current;
        run?.Abandon();
        return Result(ExplorationOutcome.Inconclusive, Words.Stall(run, options.StallLimit));
    }

    /// <remarks>After a stall the schedule's own thread may still be adding to its calls: its last one is told apart.</remarks>
    private UncontrolledCall[] Reached()
    {
        var stalledAt = _current?.Running.LastUncontrolled?.ToCall();
        return [.. _reached.Concat(stalledAt is null ? [] : [stalledAt]).Distinct().OrderBy(call => call.Line)];
    }

    private ExplorationResult SearchAll()
    {
        if (options.Replay is { } replay)
            return ReplayOnly(ReplayText.Parse(replay));
        ExplorationResult? last = null;
        foreach (var (search, share) in Strategies.For(options))
        {
            last = SearchWith(search, Math.Min(options.MaxSchedules, _schedules + share));
            if (last.Outcome != ExplorationOutcome.Passed || _hasEnded)
                break;
        }

        return last!.Outcome == ExplorationOutcome.Passed && _race is not null ? _race : last;
    }

    private ExplorationResult SearchWith(Func<ISearch> strategy, int limit)
    {
        var search = strategy();
        (_inconclusive, _omission) = (null, null);
        for (var number = 1; search.Next() is { } guide; number++)
        {
            if (number == SchedulesBeforeTurns && FailureInTurns() is { } livelock)
                return livelock;
            if (_schedules >= limit || (_race is not null && _schedules >= _race.FailingSchedule + SchedulesAfterRace))
                return Ended(_omission ?? Limit(search));
            var (run, failure) = RunSchedule(guide);
            if (failure is not null && failure.Outcome != ExplorationOutcome.DataRace)
                return WithStacks(new Minimiser(guided => RunSchedule(guided), options).Minimise(failure));
            _race ??= failure;
            if (_contended.Grow())
            {
                (search, _inconclusive, _omission) = (strategy(), null, null);
                continue;
            }

            _omission ??= run.Omission;
            if (run.Verdict is { Outcome: ExplorationOutcome.Inconclusive } verdict)
                _inconclusive ??= verdict.Reason;
            search.Learn(run);
        }

        _hasEnded = true;
        if ((_omission ?? _inconclusive) is not null && FailureInTurns() is { } late)
            return late;
        return Ended(_omission, search.Scope);
    }

    private string Limit(ISearch search) =>
        search is RandomSearch ? Words.Sampled(_schedules) : Words.SearchLimit(_schedules);

    /// <summary>
    /// Tries the schedules in which threads take turns, at every step or at every few. Those that give way to each other for
    /// ever do so in step, which a search that goes on with one thread as long as it can comes to last.
    /// </summary>
    private ExplorationResult? FailureInTurns()
    {
        if (_hasTriedTurns)
            return null;
        _hasTriedTurns = true;
        for (var length = 1; length <= LongestTurn; length++)
        {
            if (RunSchedule(new TurnsGuide(length)).Failure is
                { Outcome: ExplorationOutcome.Livelock or ExplorationOutcome.Deadlock } failure)
                return WithStacks(failure);
        }

        return null;
    }

    private ExplorationResult ReplayOnly(ReplayText replay)
    {
        _contended = new ContendedClasses(replay.Contended);
        var guide = new ReplayGuide(replay);
        var (run, failure) = RunSchedule(guide, capturesStacks: true);
        _inconclusive = run.Verdict?.Reason;
        return (failure ?? Ended(run.Omission ?? Words.OneSchedule)) with { ReplayDifference = guide.DifferenceOf(run) };
    }

    /// <summary>The failing schedule once more, for the stacks of those that wait in it.</summary>
    private ExplorationResult WithStacks(ExplorationResult found)
    {
        if (found.Outcome != ExplorationOutcome.Deadlock)
            return found;
        var (_, again) = RunSchedule(new ReplayGuide(ReplayText.Parse(found.Replay!)), capturesStacks: true);
        _schedules = found.Schedules;
        return again is { Outcome: ExplorationOutcome.Deadlock } ? found with { Blocked = again.Blocked } : found;
    }

    private (ScheduleRun Run, ExplorationResult? Failure) RunSchedule(IGuide guide, bool capturesStacks = false)
    {
        twin.ResetStatics();
        _schedules++;
        var run = new ScheduleRun(guide, _contended, twin.Sites, options.MaxStepsPerSchedule, _workers, _names)
        {
            CapturesStacks = capturesStacks,
        };
        _current = run;
        byte local = 0;
        run.Stage.EnterRealThread(ref local);
        try
        {
            Play(run);
        }
        catch (ScheduleAbortedException)
        {
            // The verdict says why.
        }
        finally
        {
            LogicalThread.LeaveRealThread();
        }

        foreach (var publication in run.Races.Publications.Where(p => p.IsEarly))
            _early.TryAdd(publication.FlagWrite.Location.Part ?? "", Judgements.FindingOf(run, publication));
        var failure = run.Verdict is { Outcome: not ExplorationOutcome.Inconclusive } ? Failed(run) : null;
        Clean(run);
        return (run, failure);
    }

#pragma warning disable CA1031 // Whatever the subject or the check throws is a finding.
    private void Play(ScheduleRun run)
    {
        T subject;
        try
        {
            subject = create();
        }
        catch (Exception thrown) when (thrown is not ScheduleAbortedException)
        {
            run.Fail(new Verdict(ExplorationOutcome.OperationThrew, thrown, "The object could not be created."));
            return;
        }

        run.Subject = subject;
        run.RunThreads([.. threads.Select(thread => (Action)(() => thread.Body(subject)))]);
        try
        {
            run.Stage.AtomicDepth++;
            afterAll(subject);
        }
        catch (Exception thrown) when (thrown is not ScheduleAbortedException)
        {
            run.Fail(new Verdict(ExplorationOutcome.PropertyBroken, thrown, null));
            return;
        }

        run.RunWhatIsLeft();
        if (run.Verdict is null && Judgements.After(run) is { } verdict)
            run.Fail(verdict);
    }
#pragma warning restore CA1031

    private void Clean(ScheduleRun run)
    {
        _reached.UnionWith(run.UncontrolledSites.Select(site => site.ToCall()));
        run.Unwind();
        if (run.UsedStatics)
            twin.StaticsWereUsed();
    }

    private ExplorationResult Failed(ScheduleRun run)
    {
        var verdict = run.Verdict!;
        var text = new TraceText(run);
        return Result(verdict.Outcome, verdict.Reason) with
        {
            Failure = verdict.Failure,
            Finding = Diagnosis.Of(run, _early),
            FailingSchedule = _schedules,
            Preemptions = run.Preemptions,
            ThreadNames = [.. run.Threads.Where(t => !t.IsStage).Select(t => t.Name)],
            Trace = [.. TraceMinimiser.Minimise(run.Trace, run.Touches).Select(text.Of)],
            OriginalSteps = run.Trace.Count,
            Blocked = verdict.Outcome == ExplorationOutcome.Deadlock ? DeadlockWords.Blocked(run) : [],
            Replay = SchedulePath.Replay(run, _contended).ToString(),
        };
    }

    private ExplorationResult Ended(string? omission, string? scope = null) =>
        _inconclusive is null
            ? Result(ExplorationOutcome.Passed, omission) with { Complete = omission is null, Scope = scope }
            : Result(ExplorationOutcome.Inconclusive, _inconclusive);

    private ExplorationResult Result(ExplorationOutcome outcome, string? reason) => new()
    {
        Outcome = outcome,
        Reason = reason,
        Schedules = _schedules,
        ThreadNames = _names,
        Uncontrolled = twin.Uncontrolled,
        UncontrolledReached = Reached(),
    };
}
