using Katas.Concurrency;
using static Katas.Engine.Specs.TaskCalls;

namespace Katas.Specs.Concurrency;

/// <content>Every interleaving of two or three calls, of the workers, and of the jobs.</content>
public partial class WorkerPoolSpec
{
    private const string RunOrRefused = "a job beside StopAsync is run before the stop completes, or refused and never run";
    private const string StartsOrCancelled = "a job beside its cancellation starts or is cancelled, never both and never neither";

    /// <summary>The largest of these tests have more schedules than somebody would wait for; most have far fewer.</summary>
    private const int Enough = 2_000;

    private Workshop _work = null!;
    private CancellationTokenSource _leaving = null!;

    /// <summary>Promise 9: a worker finds the line empty while the second job comes.</summary>
    [Test, Stage(4)]
    public void A_job_comes_while_the_worker_ends_another() =>
        Explore(() => Fresh(workers: 1))
            .ThreadAsync(pool => Task.WhenAll(pool.RunAsync(_work.Quick(1)), pool.RunAsync(_work.Quick(2))))
            .AtMost(Enough)
            .AfterAll(AndStop(_ => ExpectStarted(_work, InOrder, 1, 2)));

    /// <summary>Promise 9: two callers see the same free worker.</summary>
    [Test, Stage(4)]
    public void Two_callers_share_one_worker() =>
        Explore(() => Fresh(workers: 1))
            .ThreadAsync(pool => pool.RunAsync(_work.Yielding(1)))
            .Thread(pool => { _ = pool.RunAsync(_work.Quick(2)); })
            .AtMost(Enough)
            .AfterAll(AndStop(_ => Expect(_work.Most, 1, Limited, "the most jobs that ran at the same time")));

    /// <summary>Promise 4: a worker may be so quick that its caller finds nothing to wait for, and goes on at once.</summary>
    [Test, Stage(4)]
    public void A_job_never_runs_on_its_callers_stack()
    {
        var isOnStack = false;
        Explore(() =>
            {
                isOnStack = false;
                return Fresh(workers: 1);
            })
            .ThreadAsync(async pool =>
            {
                var (caller, isCalling) = (Environment.CurrentManagedThreadId, true);
                var job = pool.RunAsync(_ =>
                {
                    isOnStack |= isCalling && Environment.CurrentManagedThreadId == caller;
                    return Task.FromResult(1);
                });
                isCalling = false;
                await job;
            })
            .AtMost(Enough)
            .AfterAll(AndStop(_ =>
                Expect(isOnStack, false, NotOnCaller, "whether the job ran within the call that handed it in")));
    }

    [Test, Stage(4)]
    public void Two_jobs_that_need_each_other_have_two_workers()
    {
        TaskCompletionSource[] here = [];
        Explore(() =>
            {
                // Inline: a thread of the pool is in no schedule.
                here = [new(TaskCreationOptions.None), new(TaskCreationOptions.None)];
                return New(workers: 2);
            })
            .ThreadAsync(pool => Task.WhenAll(pool.RunAsync(_ => Meet(1)), pool.RunAsync(_ => Meet(2))))
            .AtMost(Enough)
            .AfterAll(AndStop(_ => { }));

        async Task<int> Meet(int number)
        {
            here[number - 1].SetResult();
            await here[2 - number].Task;
            return number;
        }
    }

    [Test, Stage(4)]
    public void A_job_comes_while_another_fails()
    {
        End[] ends = [];
        Explore(() => Fresh(workers: 1))
            .ThreadAsync(async pool => ends = await Task.WhenAll(
                Ending(pool.RunAsync<int>(_ => throw new FormatException())), Ending(pool.RunAsync(_work.Quick(2)))))
            .AtMost(Enough)
            .AfterAll(AndStop(_ =>
            {
                Expect(ends[0], End.Failed, ToItsCaller, "the end of the job that throws");
                Expect(ends[1], End.Done, WorkerLives, "the end of the next job");
            }));
    }

    [Test, Stage(4)]
    public void A_job_beside_a_stop() => BesideAStop(workers: 1);

    /// <summary>Promise 8: two workers have nothing to do, and both must hear of the end.</summary>
    [Test, Stage(4)]
    public void A_job_beside_a_stop_of_two_workers() => BesideAStop(workers: 2);

    /// <summary>Promise 8: the second stop is not told that the pool has stopped while the last job runs.</summary>
    [Test, Stage(4)]
    public void Two_stops_beside_the_last_job()
    {
        var (first, second) = (0, 0);
        Explore(() =>
            {
                var pool = Fresh(workers: 1);
                _ = pool.RunAsync(_work.Quick(1));
                return pool;
            })
            .ThreadAsync(async pool =>
            {
                await pool.StopAsync();
                first = _work.Ended.Length;
            })
            .Thread(pool => second = pool.StopAsync().IsCompleted ? _work.Ended.Length : 1)
            .AtMost(Enough)
            .AfterAll(_ => Expect((first, second), (1, 1), Drains, "the jobs that had ended when each stop completed"));
    }

    /// <summary>Promise 7: the last worker has left, and whoever stops the pool now may be the one who tells the first.</summary>
    [Test, Stage(4)]
    public void Code_behind_a_stop_does_not_hold_up_another_stop()
    {
        var (stopping, isHeldUp) = (0, false);
        Explore(() =>
            {
                var pool = Fresh(workers: 1);
                _ = pool.RunAsync(_work.Quick(1));
                (stopping, isHeldUp) = (0, false);
                return pool;
            })
            .ThreadAsync(async pool =>
            {
                await pool.StopAsync();
                isHeldUp = stopping == Environment.CurrentManagedThreadId;
            })
            .Thread(pool =>
            {
                stopping = Environment.CurrentManagedThreadId;
                _ = pool.StopAsync();
                stopping = 0;
            })
            .AtMost(Enough)
            .AfterAll(_ => Expect(isHeldUp, false, "the code behind a stop does not hold up whoever else stops the pool",
                "whether the code behind the first StopAsync ran inside the second"));
    }

    /// <summary>Promise 6: a job that is in the line for a moment may be taken in that moment.</summary>
    [Test, Stage(4)]
    public void A_job_whose_token_is_cancelled_already_starts_in_no_order_of_steps() =>
        Explore(() => Fresh(workers: 1))
            .ThreadAsync(pool => Ending(pool.RunAsync(_work.Quick(1), new CancellationToken(canceled: true))))
            .AtMost(Enough)
            .AfterAll(AndStop(results =>
            {
                Expect((End)results[0]!, End.Cancelled, LeavesAtOnce, "the end of the job");
                Expect(_work.Started.Length, 0, NeverStarts, "the number of jobs that have begun");
            }));

    /// <summary>Promise 9: a worker is about to start the job while its caller gives up.</summary>
    [Test, Stage(4)]
    public void A_job_beside_its_cancellation() =>
        Explore(() => Fresh(workers: 1))
            .ThreadAsync(pool => Ending(pool.RunAsync(_work.Quick(1), _leaving.Token)))
            .Thread(_ => Cancel(_leaving))
            .AtMost(Enough)
            .AfterAll(AndStop(results => ExpectStartedOrCancelled((End)results[0]!, 1)));

    [Test, Stage(4)]
    public void A_job_that_waits_beside_its_cancellation()
    {
        Task<int> second = null!;
        Explore(() =>
            {
                var pool = Fresh(workers: 1);
                (_, second) = (pool.RunAsync(_work.Quick(1)), pool.RunAsync(_work.Quick(2), _leaving.Token));
                return pool;
            })
            .ThreadAsync(_ => Ending(second))
            .Thread(_ => Cancel(_leaving))
            .AtMost(Enough)
            .AfterAll(AndStop(results => ExpectStartedOrCancelled((End)results[0]!, 2)));
    }

    /// <summary>Promise 8: the last job leaves the line, by its worker or by its caller, and the stop hears of it.</summary>
    [Test, Stage(4)]
    public void A_stop_beside_a_cancellation()
    {
        Task<int> job = null!;
        Explore(() =>
            {
                var pool = Fresh(workers: 1);
                job = pool.RunAsync(_work.Quick(1), _leaving.Token);
                return pool;
            })
            .ThreadAsync(pool => pool.StopAsync())
            .Thread(_ => Cancel(_leaving))
            .ThreadAsync(_ => Ending(job))
            .AtMost(Enough)
            .AfterAll((_, results) => ExpectStartedOrCancelled((End)results[2]!, 1));
    }

    private void BesideAStop(int workers)
    {
        var (begun, running) = (0, 0);
        Explore(() => Fresh(workers))
            .ThreadAsync(pool => Ending(pool.RunAsync(_work.Quick(1))))
            .ThreadAsync(async pool =>
            {
                await pool.StopAsync();
                (begun, running) = (_work.Started.Length, _work.Running);
            })
            .AtMost(Enough)
            .AfterAll((_, results) =>
            {
                var end = (End)results[0]!;
                Require(end is End.Done or End.Refused, RunOrRefused,
                    $"The job should have a result or be refused, and is {end}.");
                Expect(_work.Started.Length, end == End.Done ? 1 : 0, RunOrRefused, "how often the job began");
                Expect(running, 0, Drains, "the jobs that were running when the stop completed");
                Expect(begun, _work.Started.Length, Drains, "the jobs that had begun when the stop completed");
            });
    }

    private IWorkerPool Fresh(int workers)
    {
        (_work, _leaving) = (new Workshop(), new CancellationTokenSource());
        return New(workers);
    }

    /// <summary>After the check the pool is stopped: a thread that still waits then would wait for ever.</summary>
    private static Action<IWorkerPool, IReadOnlyList<object?>> AndStop(Action<IReadOnlyList<object?>> check) => (pool, results) =>
    {
        check(results);
        _ = pool.StopAsync();
    };

    private void ExpectStartedOrCancelled(End end, int number)
    {
        Require(end is End.Done or End.Cancelled, StartsOrCancelled,
            $"The job's task should have a result or be cancelled, not {end}.");
        var begun = _work.Started.Count(started => started == number);
        Expect(begun, end == End.Done ? 1 : 0, StartsOrCancelled, $"how often the job that is {end} began");
    }

    private static async Task<End> Ending(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception thrown) when (thrown is not NotImplementedException)
        {
        }

        return EndOf(task);
    }
}
