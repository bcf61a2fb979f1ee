using Katas.Concurrency;

namespace Katas.Specs.Concurrency;

/// <summary>Grades the pool of <c>worker-pool</c>: here its workers and its line.</summary>
public partial class WorkerPoolSpec(Subject subject) : KataSpec<IWorkerPool>(subject)
{
    private const string GivesResult = "a job's caller gets its result";
    private const string Once = "every job runs once";
    private const string Limited = "at most as many jobs run at the same time as there are workers";
    private const string Busy = "no worker is idle while a job waits";
    private const string InOrder = "jobs start in the order in which they were accepted";
    private const string UntilItsTask = "a job runs until its task has ended";
    private const string NotOnCaller = "a job does not run on its caller's stack";

    [Test, Stage(1)]
    public void A_job_gives_its_result()
    {
        var pool = New();
        ExpectResult(pool.RunAsync(_ => Task.FromResult("tea")), "tea", GivesResult);
    }

    [Test, Stage(1)]
    public void A_job_that_takes_its_time_gives_its_result()
    {
        var (pool, work) = (New(), new Workshop());
        var job = pool.RunAsync(work.Gated(1));
        ExpectStarted(work, "a free worker takes a job at once", 1);
        ExpectStands(job, End.None, UntilItsTask);
        work.Open(1);
        ExpectResult(job, 10, GivesResult);
    }

    [Test, Stage(1)]
    public void Every_job_runs_once_and_gives_its_own_result()
    {
        var (pool, work) = (New(workers: 3), new Workshop());
        var jobs = Enumerable.Range(1, 50).Select(number => pool.RunAsync(work.Yielding(number))).ToList();
        for (var i = 0; i < jobs.Count; i++) ExpectResult(jobs[i], (i + 1) * 10, GivesResult, $"job {i + 1}");
        ExpectSet(work.Started, Enumerable.Range(1, 50), Once);
        Require(work.Most <= 3, Limited, $"{work.Most} jobs ran at the same time on 3 workers.");
    }

    [Test, Stage(1)]
    public void As_many_jobs_run_as_there_are_workers()
    {
        var (pool, work) = (New(workers: 3), new Workshop());
        var jobs = Enumerable.Range(1, 5).Select(number => pool.RunAsync(work.Gated(number))).ToList();
        ExpectStartedCount(work, 3, Busy);
        ExpectNotMore(work, 3, Limited);
        work.Open(work.Started[0]);
        ExpectStartedCount(work, 4, Busy);
        ExpectNotMore(work, 4, Limited);
        work.Open(1, 2, 3, 4, 5);
        for (var i = 0; i < jobs.Count; i++) ExpectResult(jobs[i], (i + 1) * 10, GivesResult, $"job {i + 1}");
        Expect(work.Most, 3, Limited, "the most jobs that ran at the same time");
    }

    /// <summary>Promise 2: what stands behind the first <c>await</c> of a job is the job too.</summary>
    [Test, Stage(1)]
    public void A_job_that_awaits_keeps_its_worker()
    {
        var (pool, work) = (New(workers: 1), new Workshop());
        var first = pool.RunAsync(work.Gated(1));
        var second = pool.RunAsync(work.Gated(2));
        ExpectStarted(work, InOrder, 1);
        ExpectNotMore(work, 1, UntilItsTask);
        work.Open(1);
        ExpectResult(first, 10, GivesResult);
        ExpectStarted(work, Busy, 1, 2);
        ExpectStands(second, End.None, UntilItsTask);
        work.Open(2);
        ExpectResult(second, 20, GivesResult);
        Expect(work.Most, 1, Limited, "the most jobs that ran at the same time");
    }

    [Test, Stage(1)]
    public void A_free_worker_goes_on_beside_a_slow_job()
    {
        var (pool, work) = (New(workers: 2), new Workshop());
        var slow = pool.RunAsync(work.Gated(1));
        for (var number = 2; number <= 10; number++)
            ExpectResult(pool.RunAsync(work.Yielding(number)), number * 10, Busy, $"job {number}");
        ExpectStands(slow, End.None, UntilItsTask);
        work.Open(1);
        ExpectResult(slow, 10, GivesResult);
    }

    /// <summary>Promise 2: three jobs that need each other have three workers.</summary>
    [Test, Stage(1)]
    public void Jobs_that_wait_for_each_other_all_run()
    {
        var (pool, arrived) = (New(workers: 3), 0);
        var together = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var jobs = Enumerable.Range(1, 3).Select(number => pool.RunAsync(async _ =>
        {
            if (Interlocked.Increment(ref arrived) == 3) together.SetResult();
            await together.Task;
            return number;
        })).ToList();
        for (var i = 0; i < jobs.Count; i++) ExpectResult(jobs[i], i + 1, Busy, $"job {i + 1}");
    }

    [Test, Stage(1)]
    public void One_worker_takes_jobs_in_order()
    {
        var (pool, work) = (New(workers: 1), new Workshop());
        var jobs = Enumerable.Range(1, 10)
            .Select(number => pool.RunAsync(number == 1 ? work.Gated(number) : work.Yielding(number)))
            .ToList();
        work.Open(1);
        for (var i = 0; i < jobs.Count; i++) ExpectResult(jobs[i], (i + 1) * 10, GivesResult, $"job {i + 1}");
        ExpectStarted(work, InOrder, [.. Enumerable.Range(1, 10)]);
    }

    /// <summary>Promise 3: with three workers, two jobs at the most are taken and have not begun.</summary>
    [Test, Stage(1)]
    public void A_job_overtakes_only_what_a_worker_has_taken()
    {
        var (pool, work) = (New(workers: 3), new Workshop());
        var jobs = Enumerable.Range(1, 40).Select(number => pool.RunAsync(work.Gated(number))).ToList();
        work.Open([.. Enumerable.Range(1, 40)]);
        for (var i = 0; i < jobs.Count; i++) ExpectResult(jobs[i], (i + 1) * 10, GivesResult, $"job {i + 1}");
        ExpectInTurn(work.Started, workers: 3);
    }

    /// <summary>Ten jobs of 100 ms on three workers: three at a time, and the last one alone.</summary>
    [Test, Stage(1)]
    public void Ten_jobs_on_three_workers_take_four_rounds()
    {
        var (pool, work) = (New(workers: 3), new Workshop());
        var round = TimeSpan.FromMilliseconds(100);
        var jobs = Enumerable.Range(1, 10).Select(number => pool.RunAsync(work.Lasting(number, round, Time))).ToList();
        foreach (var begun in new[] { 3, 6, 9, 10 })
        {
            ExpectStartedCount(work, begun, Busy);
            Time.Advance(round);
        }

        for (var i = 0; i < jobs.Count; i++) ExpectResult(jobs[i], (i + 1) * 10, GivesResult, $"job {i + 1}");
        Expect(work.Most, 3, Limited, "the most jobs that ran at the same time");
    }

    [Test, Stage(1)]
    public void A_job_does_not_run_on_its_callers_stack()
    {
        var (pool, caller) = (New(), Thread.CurrentThread);
        var job = pool.RunAsync(_ => Task.FromResult(Thread.CurrentThread == caller));
        ExpectResult(job, false, NotOnCaller);
    }

    /// <summary>Promise 4: a job that blocks its thread blocks its worker, and nobody else.</summary>
    [Test, Stage(1)]
    public void A_job_that_blocks_does_not_block_its_caller()
    {
        using var door = new ManualResetEventSlim();
        var pool = New(workers: 2);
        var job = pool.RunAsync(_ =>
        {
            door.Wait(CancellationToken.None);
            return Task.FromResult(1);
        });
        ExpectResult(pool.RunAsync(_ => Task.FromResult(2)), 2, Busy);
        door.Set();
        ExpectResult(job, 1, GivesResult);
    }

    /// <summary>Workers that have had nothing to do for a while are there again.</summary>
    [Test, Stage(1)]
    public void An_idle_pool_takes_up_work_again()
    {
        var (pool, work) = (New(workers: 2), new Workshop());
        for (var wave = 0; wave < 5; wave++)
        {
            var first = wave * 3;
            var jobs = Enumerable.Range(first + 1, 3).Select(number => pool.RunAsync(work.Gated(number))).ToList();
            ExpectStartedCount(work, first + 2, Busy);
            work.Open(first + 1, first + 2, first + 3);
            for (var i = 0; i < jobs.Count; i++)
                ExpectResult(jobs[i], (first + i + 1) * 10, Busy, $"job {first + i + 1}");
        }

        Expect(work.Most, 2, Limited, "the most jobs that ran at the same time");
    }

    [Test, Stage(1)]
    public void A_job_may_give_the_pool_another_job()
    {
        var pool = New(workers: 2);
        var outer = pool.RunAsync(async _ => 1 + await pool.RunAsync(_ => Task.FromResult(2), default));
        ExpectResult(outer, 3, Busy);
        var alone = New(workers: 1);
        var handedOver = alone.RunAsync(_ => Task.FromResult(alone.RunAsync(_ => Task.FromResult(4), default)));
        ExpectEnds(handedOver, End.Done, GivesResult);
        ExpectResult(handedOver.Result, 4, Busy);
    }

    [Test, Stage(1)]
    public void Pools_are_independent()
    {
        var (one, other, work) = (New(workers: 1), New(workers: 1), new Workshop());
        var slow = one.RunAsync(work.Gated(1));
        ExpectResult(other.RunAsync(work.Quick(2)), 20, "each pool has its own workers");
        work.Open(1);
        ExpectResult(slow, 10, GivesResult);
    }

    [TestCase(0), TestCase(-1), Stage(1)]
    public void A_pool_without_workers_is_refused(int workers) =>
        ExpectThrows<ArgumentOutOfRangeException>(() => New(workers), "a pool has one worker at least");

    [Test, Stage(1)]
    public void A_missing_job_is_refused() =>
        ExpectThrows<ArgumentNullException>(
            () => Blocked(New().RunAsync<int>(null!)), "there is nothing to run without a job");

    /// <summary>What a caller gets who blocks its thread for it, as code outside of the pool may.</summary>
    private static T Blocked<T>(Task<T> job) => job.GetAwaiter().GetResult();

    private IWorkerPool New(int workers = 2) => Make<NewWorkerPool>(create => create(workers));
}
