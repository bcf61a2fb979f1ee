using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Running;

/// <content>How threads begin and end, and the schedule.</content>
internal sealed partial class ScheduleRun
{
    private bool _isStopped;

    /// <summary>Whether the check has passed and what is left over runs to its end, in any one order.</summary>
    private bool IsDraining { get; set; }

    /// <summary>Begins the threads and returns to the stage when all have ended.</summary>
    public void RunThreads(IReadOnlyList<Action> bodies)
    {
        LeaveContinuations(Stage);
        for (var i = 0; i < bodies.Count; i++)
        {
            var thread = _threads[i];
            (thread.Body, thread.Progress) = (bodies[i], Progress.Ready);
            thread.Known.Join(Stage.Known);
            thread.Order.Join(Stage.Order);
        }

        Stage.Known.Tick(Stage.Index);
        var operations = _threads[..Operations];
        var end = new Wait(default, "", Rewriting.Site.None)
        {
            IsReady = () => operations.TrueForAll(t => t.Progress == Progress.Finished),
        };
        BeginWait(Stage, end);
        MoveOn(Stage, Decide(CanGoOn(), 0, -1));
        Stage.Progress = Progress.Ready;
        Stage.WaitingFor = null;
        foreach (var thread in operations)
        {
            Stage.Known.Join(thread.Known);
            Stage.Order.Join(thread.Order);
        }
    }

    /// <summary>After the check: what the operations have left behind runs on until it ends or waits.</summary>
    public void RunWhatIsLeft()
    {
        LeaveContinuations(Stage);
        IsDraining = true;
        BeginWait(Stage, new Wait(default, "", Rewriting.Site.None));
        // A timer that has not fired might have come before a step that it conflicts with: the search must see it.
        foreach (var timer in _threads.Where(
            t => t is { Progress: Progress.Blocked, WaitingFor: { IsTimer: true, MayComeEarly: true } }))
            timer.Progress = Progress.Ready;
        if (Ready() is var left and not 0)
            MoveOn(Stage, Candidates.NextAfter(Stage.Index, left));
        Stage.Progress = Progress.Ready;
        Stage.WaitingFor = null;
    }

    /// <summary>The running thread's body has returned or thrown.</summary>
    public void Finish(LogicalThread current, Exception? failure)
    {
        current.Worker = null;
        if (!_isAborting && failure is null && GoesOn(current))
        {
            PassOn(current);
            return;
        }

        if (!_isAborting)
            failure ??= FailureOf(current.Ending);
        current.Progress = Progress.Finished;
        current.End = current.Known.Tick(current.Index);
        if (!_isAborting && failure is not null)
            Verdict ??= Ended(current, failure);
        PassOn(current);
    }

    private static Exception? FailureOf(Task? ending) =>
        ending is { IsCanceled: true } ? new TaskCanceledException(ending) : ending?.Exception?.InnerException;

    /// <summary>Ends the schedule from the running thread.</summary>
    /// <param name="current">The running thread.</param>
    /// <param name="verdict">Why; null when it leads to nothing new.</param>
    public void Stop(LogicalThread current, Verdict? verdict)
    {
        Verdict ??= verdict;
        if (!current.IsStage)
        {
            var baton = current.Baton;
            GiveToStage(isStopped: true);
            baton.Wait();
        }

        throw new ScheduleAbortedException();
    }

    /// <summary>Ends the threads that are left, one after the other.</summary>
    public void Unwind()
    {
        _isAborting = true;
        for (var i = 0; i < _threads.Count; i++)
        {
            var thread = _threads[i];
            if (thread.IsStage || thread.Progress == Progress.Finished || thread.Worker is not { } worker)
                continue;
            Running = thread;
            worker.Baton.Release();
            StageBaton.Wait();
            if (thread.Progress != Progress.Finished)
                _workers.Abandon(worker);
        }
    }

    /// <summary>Whether the thread has something more to do: the rest of its flow, or to wait for its task.</summary>
    private bool GoesOn(LogicalThread current)
    {
        current.Parts++;
        // What an operation that has returned has left behind is not the operation any more.
        if (current.Continuations.Count > 0
            && (current.Index > Operations || current.Ending is { IsCompleted: false }))
        {
            var (wait, rest) = current.Continuations[0];
            current.Continuations.RemoveAt(0);
            LeaveContinuations(current);
            current.Body = rest;
            BeginWait(current, wait);
            return true;
        }

        LeaveContinuations(current);
        return AwaitsItsEnd(current);
    }

    /// <summary>Whether the operation lasts until a task has ended.</summary>
    private bool AwaitsItsEnd(LogicalThread thread)
    {
        // A task that has ended at once has nothing to wait for: the check may come before what was left behind.
        if (thread.Ending is not { IsCompleted: false } task)
            return false;
        thread.Ending = null;
        thread.Body = () => task.GetAwaiter().GetResult();
        BeginWait(thread, new Wait(new Location(task, null), "", Rewriting.Site.None) { IsReady = () => task.IsCompleted });
        return true;
    }

    /// <summary>An operation that throws has failed; anything else that throws ends the process, if it were real.</summary>
    private Verdict Ended(LogicalThread current, Exception failure) => current.Index < Operations
        ? new Verdict(ExplorationOutcome.OperationThrew, failure, null)
        : new Verdict(ExplorationOutcome.LostFailure, failure, Words.Unhandled(current, failure));

    private void PassOn(LogicalThread current)
    {
        if (_isAborting || Verdict is not null)
        {
            GiveToStage(isStopped: !_isAborting);
            return;
        }

        var enabled = CanGoOnAtLast();
        if (enabled == 0)
        {
            if (!IsDraining)
                Verdict = Deadlock(Stage.WaitingFor!);
            GiveToStage(isStopped: !IsDraining);
            return;
        }

        var next = Decide(enabled, Candidates.NextAfter(current.Index, Prefer(enabled)), -1);
        IsRedundant = next == NobodyMore;
        if (IsRedundant)
            GiveToStage(isStopped: true);
        else
            Give(_threads[next]);
    }

    private void GiveToStage(bool isStopped)
    {
        _isStopped |= isStopped;
        Running = Stage;
        StageBaton.Release();
    }
}
