using Katas.Engine.Time;
using static Katas.Engine.Specs.TaskCalls;

namespace Katas.Specs.Concurrency;

/// <content>Jobs that fail, and the code behind a job's task.</content>
public partial class WorkerPoolSpec
{
    private const string ToItsCaller = "a job's exception reaches its caller, as it was thrown";
    private const string WorkerLives = "a job that fails takes no worker along";
    private const string OwnThread = "the code behind a job's task does not hold up a worker";

    [Test, Stage(2)]
    public void An_exception_reaches_its_caller()
    {
        var (pool, failure) = (New(), new FormatException("job 1"));
        ExpectThrown(pool.RunAsync<int>(_ => Task.FromException<int>(failure)), failure);
        ExpectThrown(pool.RunAsync<int>(_ => throw failure), failure);
        ExpectThrown(pool.RunAsync<int>(async _ => { await Task.Yield(); throw failure; }), failure);
    }

    [Test, Stage(2)]
    public void A_job_that_throws_does_not_kill_its_worker() => ExpectSurvived(_ => throw new FormatException());

    [Test, Stage(2)]
    public void A_job_whose_task_fails_does_not_kill_its_worker() =>
        ExpectSurvived(async _ => { await Task.Yield(); throw new FormatException(); });

    /// <summary>Promise 5: no task at all is a failure of the job, too; the framework's own <c>Unwrap</c> cancels it.</summary>
    [Test, Stage(2)]
    public void A_job_that_returns_no_task_does_not_kill_its_worker() => ExpectSurvived(_ => null!);

    [Test, Stage(2)]
    public void A_job_that_cancels_itself_does_not_kill_its_worker()
    {
        var pool = New(workers: 1);
        var thrown = pool.RunAsync<int>(_ => throw new OperationCanceledException());
        var cancelled = pool.RunAsync(_ => Task.FromCanceled<int>(new CancellationToken(canceled: true)));
        ExpectEnds(thrown, End.Cancelled, "a job that ends by cancellation is cancelled");
        ExpectEnds(cancelled, End.Cancelled, "a job that ends by cancellation is cancelled");
        ExpectResult(pool.RunAsync(_ => Task.FromResult(1)), 1, WorkerLives);
    }

    [Test, Stage(2)]
    public void A_failure_is_nobody_elses()
    {
        var (pool, work, failure) = (New(workers: 2), new Workshop(), new FormatException("job 2"));
        Task<int>[] jobs =
        [
            pool.RunAsync(work.Gated(1)), pool.RunAsync(work.Failing(2, failure)), pool.RunAsync(work.Gated(3)),
            pool.RunAsync(work.Gated(4)),
        ];
        work.Open(1, 2, 3, 4);
        ExpectThrown(jobs[1], failure);
        ExpectResult(jobs[0], 10, GivesResult, "job 1");
        ExpectResult(jobs[2], 30, GivesResult, "job 3");
        ExpectResult(jobs[3], 40, GivesResult, "job 4");
    }

    /// <summary>Promise 5: a worker that died is missed only when as many jobs come as there were workers.</summary>
    [Test, Stage(2)]
    public void After_failures_as_many_jobs_run_as_before()
    {
        var (pool, work) = (New(workers: 3), new Workshop());
        for (var failures = 0; failures < 7; failures++)
            ExpectEnds(pool.RunAsync<int>(_ => throw new FormatException()), End.Failed, ToItsCaller, "a job that throws");
        var jobs = Enumerable.Range(1, 4).Select(number => pool.RunAsync(work.Gated(number))).ToList();
        ExpectStartedCount(work, 3, WorkerLives);
        ExpectNotMore(work, 3, Limited);
        work.Open(1, 2, 3, 4);
        for (var i = 0; i < jobs.Count; i++) ExpectResult(jobs[i], (i + 1) * 10, GivesResult, $"job {i + 1}");
    }

    /// <summary>Promise 7: the code behind the first job waits for the second, and there is one worker.</summary>
    [Test, Stage(2)]
    public void Code_behind_a_job_may_wait_for_the_next_one()
    {
        var (pool, work) = (New(workers: 1), new Workshop());
        var first = pool.RunAsync(work.Gated(1));
        var second = pool.RunAsync(work.Gated(2));
        var behind = WhenEnded(first, () => second.GetAwaiter().GetResult());
        work.Open(1);
        work.Open(2);
        ExpectResult(behind, 20, OwnThread, "the code behind job 1, which waits for job 2");
    }

    [Test, Stage(2)]
    public void Code_behind_a_job_that_fails_may_wait_for_the_next_one()
    {
        var (pool, work) = (New(workers: 1), new Workshop());
        var first = pool.RunAsync(work.Failing(1, new FormatException()));
        var second = pool.RunAsync(work.Gated(2));
        var behind = WhenEnded(first, () => second.GetAwaiter().GetResult());
        work.Open(1);
        work.Open(2);
        ExpectResult(behind, 20, OwnThread, "the code behind job 1, which waits for job 2");
    }

    [Test, Stage(2)]
    public void Code_behind_a_job_may_call_the_pool_from_any_thread()
    {
        var (pool, work) = (New(workers: 1), new Workshop());
        var job = pool.RunAsync(work.Gated(1));
        var behind = WhenEnded(job, () => FromAnotherThread(() => Blocked(pool.RunAsync(work.Quick(2)))));
        work.Open(1);
        ExpectResult(behind, 20, OwnThread, "the code behind job 1, which gives the pool job 2");
    }

    /// <summary>Several failures, more than there are workers: then a job that is well.</summary>
    private void ExpectSurvived(Func<CancellationToken, Task<int>> bad)
    {
        var (pool, work) = (New(workers: 2), new Workshop());
        var jobs = Enumerable.Range(1, 5).Select(_ => pool.RunAsync(bad)).ToList();
        var good = pool.RunAsync(work.Yielding(1));
        foreach (var job in jobs)
        {
            VirtualTime.SettleUntil(() => job.IsCompleted);
            Require(EndOf(job) is End.Failed or End.Cancelled, "each caller is told of its job's failure",
                $"The task of a job that fails should fail, and {Words(EndOf(job), job)}.");
        }

        ExpectResult(good, 10, WorkerLives, "the job behind those that fail");
        ExpectResult(pool.RunAsync(work.Yielding(2)), 20, WorkerLives, "the next job");
    }

    private static void ExpectThrown(Task job, Exception expected)
    {
        ExpectEnds(job, End.Failed, ToItsCaller, "a job that throws");
        var thrown = Thrown(job);
        Require(ReferenceEquals(thrown, expected), ToItsCaller,
            $"Awaiting the job's task should throw the very FormatException that the job threw, and threw {thrown}.");
    }
}
