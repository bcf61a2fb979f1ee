using Katas.Engine.Interleaving.Running;
using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>Runs schedule after schedule until one fails or none is left.</summary>
internal sealed class Exploration<T>(
    InstrumentedAssembly twin, Func<T> create, IReadOnlyList<ThreadOperation<T>> threads, Action<T> afterAll,
    ExplorationOptions options)
{
    private readonly ContendedClasses _contended = new();
    private readonly Worker[] _workers = [.. threads.Select(_ => new Worker())];
    private readonly string[] _names = [.. threads.Select(t => t.Name)];
    private volatile ScheduleRun? _current;
    private int _schedules;
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
            foreach (var worker in _workers)
                worker.Close();
        }
    }

    /// <summary>The result when nothing happens any more; the real threads are left to themselves.</summary>
    public ExplorationResult Stalled()
    {
        var run = _current;
        run?.Abandon();
        return Result(ExplorationOutcome.Inconclusive, Words.Stall(run, options.StallLimit));
    }

    private ExplorationResult SearchAll()
    {
        var search = new PreemptionSearch(options.MaxPreemptions);
        while (search.TryNext(out var prefix))
        {
            if (_schedules == options.MaxSchedules)
                return Ended(Words.SearchLimit(_schedules));
            var (run, failure) = RunSchedule(prefix);
            if (failure is not null)
                return failure;
            if (_contended.Grow())
            {
                (search, _inconclusive, _omission) = (new PreemptionSearch(options.MaxPreemptions), null, null);
                continue;
            }

            _omission ??= run.Omission;
            // Variations of a schedule that does not end would not end either.
            if (run.Verdict is { } verdict)
                _inconclusive ??= verdict.Reason;
            else
                search.Expand(prefix, run.Decisions);
        }

        return Ended(_omission);
    }

    private (ScheduleRun Run, ExplorationResult? Failure) RunSchedule(Prefix prefix)
    {
        twin.ResetStatics();
        _schedules++;
        var run = new ScheduleRun(
            prefix, _contended, twin.Sites, options.MaxStepsPerSchedule, _workers);
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
        for (var i = 0; i < _workers.Length; i++)
        {
            var body = threads[i].Body;
            _workers[i].Assign(run.Threads[i], () => body(subject));
        }

        run.RunThreads();
        if (run.Verdict is not null)
            return;
        try
        {
            afterAll(subject);
        }
        catch (Exception thrown) when (thrown is not ScheduleAbortedException)
        {
            run.Fail(new Verdict(ExplorationOutcome.PropertyBroken, thrown, null));
        }
    }
#pragma warning restore CA1031

    private void Clean(ScheduleRun run)
    {
        if (run.Subject is not null)
        {
            foreach (var stuck in run.Unwind())
                _workers[stuck.Index] = new Worker();
        }

        if (run.UsedStatics)
            twin.StaticsWereUsed();
    }

    private ExplorationResult Failed(ScheduleRun run)
    {
        var verdict = run.Verdict!;
        var text = new TraceText(run.Subject);
        return Result(verdict.Outcome, verdict.Reason) with
        {
            Failure = verdict.Failure,
            FailingSchedule = _schedules,
            Preemptions = run.Preemptions,
            Trace = [.. TraceMinimiser.Minimise(run.Trace, run.Touches).Select(text.Of)],
            OriginalSteps = run.Trace.Count,
        };
    }

    private ExplorationResult Ended(string? omission) =>
        _inconclusive is null
            ? Result(ExplorationOutcome.Passed, omission) with { Complete = omission is null }
            : Result(ExplorationOutcome.Inconclusive, _inconclusive);

    private ExplorationResult Result(ExplorationOutcome outcome, string? reason) => new()
    {
        Outcome = outcome,
        Reason = reason,
        Schedules = _schedules,
        ThreadNames = _names,
        Uncontrolled = twin.Uncontrolled,
    };
}
