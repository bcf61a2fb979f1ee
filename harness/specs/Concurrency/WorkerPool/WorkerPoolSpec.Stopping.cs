using static Katas.Engine.Specs.TaskCalls;

namespace Katas.Specs.Concurrency;

/// <content>The graceful end.</content>
public partial class WorkerPoolSpec
{
    private const string Drains = "StopAsync completes when every accepted job has ended, and not before";
    private const string Kept = "a job that was accepted is run, also after StopAsync was called";
    private const string Closed = "after StopAsync no job is accepted";

    [Test, Stage(3)]
    public void An_idle_pool_stops_at_once()
    {
        ExpectEnds(New().StopAsync(), End.Done, Drains, "StopAsync of a new pool");
        var pool = New();
        ExpectResult(pool.RunAsync(_ => Task.FromResult(1)), 1, GivesResult);
        ExpectEnds(pool.StopAsync(), End.Done, Drains, "StopAsync of a pool that has worked");
    }

    [Test, Stage(3)]
    public void Jobs_that_were_accepted_are_run()
    {
        var (pool, work) = (New(workers: 2), new Workshop());
        var jobs = Enumerable.Range(1, 6).Select(number => pool.RunAsync(work.Gated(number))).ToList();
        var stopped = pool.StopAsync();
        ExpectStartedCount(work, 2, Kept);
        for (var number = 1; number <= jobs.Count; number++)
        {
            ExpectNotMore(work, Math.Min(number + 1, 6), Limited);
            ExpectStands(stopped, End.None, Drains);
            work.Open(number);
            ExpectResult(jobs[number - 1], number * 10, Kept, $"job {number}");
        }

        ExpectEnds(stopped, End.Done, Drains);
        Expect(work.Ended.Length, 6, Drains, "the number of jobs that have ended");
        Expect(work.Most, 2, Limited, "the most jobs that ran at the same time");
    }

    /// <summary>Promise 8: an empty line is not an idle pool.</summary>
    [Test, Stage(3)]
    public void A_stop_waits_for_what_runs()
    {
        var (pool, work) = (New(workers: 3), new Workshop());
        var job = pool.RunAsync(work.Gated(1));
        ExpectStarted(work, Busy, 1);
        var stopped = pool.StopAsync();
        ExpectNotMore(work, 1, Once);
        ExpectStands(stopped, End.None, Drains);
        work.Open(1);
        ExpectEnds(stopped, End.Done, Drains);
        ExpectResult(job, 10, Kept);
    }

    [Test, Stage(3)]
    public void A_stop_waits_for_the_slowest_of_several()
    {
        var (pool, work) = (New(workers: 3), new Workshop());
        foreach (var number in new[] { 1, 2, 3 }) _ = pool.RunAsync(work.Gated(number));
        ExpectStartedCount(work, 3, Busy);
        var stopped = pool.StopAsync();
        foreach (var number in new[] { 3, 1 })
        {
            work.Open(number);
            ExpectStands(stopped, End.None, Drains);
        }

        work.Open(2);
        ExpectEnds(stopped, End.Done, Drains);
        ExpectSet(work.Ended, [1, 2, 3], Drains);
    }

    [Test, Stage(3)]
    public void A_job_that_comes_too_late_is_refused()
    {
        var (pool, work) = (New(workers: 1), new Workshop());
        var job = pool.RunAsync(work.Gated(1));
        var stopped = pool.StopAsync();
        ExpectEnds(ThroughTheTask(() => pool.RunAsync(work.Gated(2))), End.Refused, Closed, "a job while the pool stops");
        work.Open(1, 2, 3);
        ExpectResult(job, 10, Kept);
        ExpectEnds(stopped, End.Done, Drains);
        ExpectEnds(ThroughTheTask(() => pool.RunAsync(work.Gated(3))), End.Refused, Closed, "a job after the pool has stopped");
        ExpectNotMore(work, 1, "a job that was refused never starts");
    }

    [Test, Stage(3)]
    public void Several_may_stop_the_pool()
    {
        var (pool, work) = (New(workers: 1), new Workshop());
        var job = pool.RunAsync(work.Gated(1));
        Task[] stops = [pool.StopAsync(), pool.StopAsync(), pool.DisposeAsync().AsTask(), pool.DisposeAsync().AsTask()];
        ExpectStarted(work, Kept, 1);
        foreach (var stop in stops) ExpectStands(stop, End.None, Drains, "each of several stops");
        work.Open(1);
        foreach (var stop in stops) ExpectEnds(stop, End.Done, Drains, "each of several stops");
        ExpectResult(job, 10, Kept);
        ExpectEnds(pool.StopAsync(), End.Done, Drains, "a stop of a stopped pool");
        ExpectEnds(pool.DisposeAsync().AsTask(), End.Done, Drains, "DisposeAsync of a stopped pool");
    }

    [Test, Stage(3)]
    public void DisposeAsync_is_a_stop()
    {
        var (pool, work) = (New(workers: 1), new Workshop());
        Task<int>[] jobs = [pool.RunAsync(work.Gated(1)), pool.RunAsync(work.Gated(2))];
        var disposed = pool.DisposeAsync().AsTask();
        ExpectStarted(work, Kept, 1);
        ExpectStands(disposed, End.None, Drains, "DisposeAsync");
        ExpectEnds(ThroughTheTask(() => pool.RunAsync(work.Gated(3))), End.Refused, Closed, "a job while the pool is disposed");
        work.Open(1, 2, 3);
        ExpectEnds(disposed, End.Done, Drains, "DisposeAsync");
        ExpectResult(jobs[0], 10, Kept);
        ExpectResult(jobs[1], 20, Kept);
    }

    [Test, Stage(3)]
    public void A_job_that_waits_may_still_be_cancelled()
    {
        using var leaving = new CancellationTokenSource();
        var (pool, work) = (New(workers: 1), new Workshop());
        var first = pool.RunAsync(work.Gated(1));
        var second = pool.RunAsync(work.Gated(2), leaving.Token);
        ExpectStarted(work, InOrder, 1);
        var stopped = pool.StopAsync();
        leaving.Cancel();
        ExpectEnds(second, End.Cancelled, LeavesAtOnce);
        ExpectStands(stopped, End.None, Drains);
        work.Open(1);
        ExpectResult(first, 10, Kept);
        ExpectEnds(stopped, End.Done, Drains);
        ExpectNotMore(work, 1, NeverStarts);
    }

    [Test, Stage(3)]
    public void Jobs_that_fail_do_not_hold_up_the_end()
    {
        var (pool, work, failure) = (New(workers: 2), new Workshop(), new FormatException());
        var jobs = Enumerable.Range(1, 6)
            .Select(number => pool.RunAsync(number % 3 == 0 ? work.Gated(number) : work.Failing(number, failure)))
            .ToList();
        var stopped = pool.StopAsync();
        work.Open(1, 2, 3, 4, 5, 6);
        ExpectEnds(stopped, End.Done, "StopAsync never fails, whatever the jobs do");
        for (var i = 0; i < jobs.Count; i++)
            ExpectEnds(jobs[i], i % 3 == 2 ? End.Done : End.Failed, Kept, $"job {i + 1}");
    }

    /// <summary>Promise 8: what a job starts while the pool stops comes too late, as everybody else's does.</summary>
    [Test, Stage(3)]
    public void A_job_may_stop_its_pool()
    {
        var pool = New(workers: 1);
        var job = pool.RunAsync(
            _ => Task.FromResult((Stop: pool.StopAsync(), Late: pool.RunAsync(_ => Task.FromResult(1), default))));
        ExpectEnds(job, End.Done, "a job may call StopAsync, and must not await it");
        ExpectEnds(job.Result.Stop, End.Done, Drains, "the stop that a job began");
        ExpectEnds(job.Result.Late, End.Refused, Closed, "a job after StopAsync");
    }

    [Test, Stage(3)]
    public void Code_behind_a_stop_may_call_the_pool_from_any_thread()
    {
        var (pool, work) = (New(workers: 1), new Workshop());
        _ = pool.RunAsync(work.Gated(1));
        var behind = WhenEnded(pool.StopAsync(), () => FromAnotherThread(() => EndOf(Ended(pool.RunAsync(work.Quick(2))))));
        work.Open(1);
        ExpectResult(behind, End.Refused, Closed, "the code behind StopAsync, which brings a job");
    }

    /// <summary>Promise 7: the code behind a job's task is not part of the job.</summary>
    [Test, Stage(3)]
    public void Code_behind_a_job_may_wait_for_the_end()
    {
        var (pool, work) = (New(workers: 1), new Workshop());
        var job = pool.RunAsync(work.Gated(1));
        var stopped = pool.StopAsync();
        var behind = WhenEnded(job, () =>
        {
            stopped.GetAwaiter().GetResult();
            return true;
        });
        work.Open(1);
        ExpectResult(behind, true, OwnThread, "the code behind job 1, which waits for StopAsync");
    }

    private static Task Ended(Task task)
    {
        _ = Thrown(task);
        return task;
    }
}
