using Katas.Concurrency;

namespace Katas.Specs.Concurrency;

/// <content>Every interleaving of two or three calls, of the workers, and of the jobs.</content>
public partial class WorkerPoolSpec
{
    private const string RunOrRefused = "a job beside StopAsync is run before the stop completes, or refused and never run";
    private const string StartsOrCancelled = "a job beside its cancellation starts or is cancelled, never both and never neither";

    private Workshop _work = null!;
    private CancellationTokenSource _leaving = null!;

    /// <summary>Promise 9: a worker finds the line empty while the second job comes.</summary>
    [Test, Stage(4)]
    public void Two_jobs_share_one_worker() =>
        Explore(() => Fresh(workers: 1))
            .ThreadAsync(pool => pool.RunAsync(_work.Quick(1)))
            .ThreadAsync(pool => pool.RunAsync(_work.Quick(2)))
            .AfterAll((_, results) =>
            {
                ExpectResults(results, 10, 20);
                ExpectSet(_work.Started, [1, 2], Once);
                Expect(_work.Most, 1, Limited, "the most jobs that ran at the same time");
            });

    [Test, Stage(4)]
    public void Two_jobs_that_need_each_other_have_two_workers()
    {
        TaskCompletionSource[] here = [];
        Explore(() =>
            {
                here = [new(), new()];
                return New(workers: 2);
            })
            .ThreadAsync(pool => pool.RunAsync(_ => Meet(1)))
            .ThreadAsync(pool => pool.RunAsync(_ => Meet(2)))
            .AfterAll((_, results) => ExpectResults(results, 1, 2));

        async Task<int> Meet(int number)
        {
            here[number - 1].SetResult();
            await here[2 - number].Task;
            return number;
        }
    }

    [Test, Stage(4)]
    public void Three_jobs_on_two_workers() =>
        Explore(() => Fresh(workers: 2))
            .ThreadAsync(pool => pool.RunAsync(_work.Quick(1)))
            .ThreadAsync(pool => Task.WhenAll(pool.RunAsync(_work.Quick(2)), pool.RunAsync(_work.Quick(3))))
            .AfterAll(_ =>
            {
                ExpectSet(_work.Ended, [1, 2, 3], Once);
                Require(_work.Most <= 2, Limited, $"{_work.Most} jobs ran at the same time on 2 workers.");
            });

    /// <summary>Promise 3: whatever comes between, the first of one caller's jobs starts first.</summary>
    [Test, Stage(4)]
    public void One_callers_jobs_start_in_order() =>
        Explore(() => Fresh(workers: 1))
            .ThreadAsync(pool => Task.WhenAll(pool.RunAsync(_work.Quick(1)), pool.RunAsync(_work.Quick(2))))
            .ThreadAsync(pool => pool.RunAsync(_work.Quick(3)))
            .AfterAll(_ =>
            {
                ExpectSet(_work.Started, [1, 2, 3], Once);
                Require(Array.IndexOf(_work.Started, 1) < Array.IndexOf(_work.Started, 2), InOrder,
                    $"Job 1 was accepted before job 2; the jobs began in the order {Numbers(_work.Started)}.");
            });

    [Test, Stage(4)]
    public void A_failing_job_beside_the_next_one()
    {
        var failure = new FormatException();
        Explore(() => Fresh(workers: 1))
            .ThreadAsync(pool => Ending(pool.RunAsync<int>(_ => throw failure)))
            .ThreadAsync(pool => Ending(pool.RunAsync(_work.Quick(2))))
            .AfterAll((_, results) =>
            {
                Expect((End)results[0]!, End.Failed, ToItsCaller, "the end of the job that throws");
                Expect((End)results[1]!, End.Done, WorkerLives, "the end of the next job");
            });
    }

    [Test, Stage(4)]
    public void A_job_beside_a_stop() => BesideAStop(workers: 1);

    /// <summary>Promise 8: two workers have nothing to do, and both must hear of the end.</summary>
    [Test, Stage(4)]
    public void A_job_beside_a_stop_of_two_workers() => BesideAStop(workers: 2);

    [Test, Stage(4)]
    public void Two_stops_beside_the_last_job()
    {
        var left = new int[2];
        Explore(() =>
            {
                var pool = Fresh(workers: 1);
                _ = pool.RunAsync(_work.Quick(1));
                return pool;
            })
            .ThreadAsync(pool => StopAsync(pool, 0))
            .ThreadAsync(pool => StopAsync(pool, 1))
            .AfterAll(_ =>
            {
                Expect(_work.Ended.Length, 1, Kept, "the number of jobs that have ended");
                foreach (var ended in left) Expect(ended, 1, Drains, "the jobs that had ended when a stop completed");
            });

        async Task StopAsync(IWorkerPool pool, int place)
        {
            await pool.StopAsync();
            left[place] = _work.Ended.Length;
        }
    }

    /// <summary>Promise 9: a worker is about to start the job while its caller gives up.</summary>
    [Test, Stage(4)]
    public void A_job_beside_its_cancellation() =>
        Explore(() => Fresh(workers: 1))
            .ThreadAsync(pool => Ending(pool.RunAsync(_work.Quick(1), _leaving.Token)))
            .Thread(_ => _leaving.Cancel())
            .AfterAll((_, results) => ExpectStartedOrCancelled((End)results[0]!, 1));

    [Test, Stage(4)]
    public void A_job_that_waits_beside_its_cancellation()
    {
        Task<int> first = null!, second = null!;
        Explore(() =>
            {
                var pool = Fresh(workers: 1);
                (first, second) = (pool.RunAsync(_work.Quick(1)), pool.RunAsync(_work.Quick(2), _leaving.Token));
                return pool;
            })
            .ThreadAsync(_ => first)
            .ThreadAsync(_ => Ending(second))
            .Thread(_ => _leaving.Cancel())
            .AfterAll((_, results) => ExpectStartedOrCancelled((End)results[1]!, 2));
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
            .Thread(_ => _leaving.Cancel())
            .ThreadAsync(_ => Ending(job))
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
            .AfterAll((_, results) =>
            {
                var end = (End)results[0]!;
                Require(end is End.Done or End.Refused, RunOrRefused, $"The job should have a result or be refused, and is {end}.");
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

    private void ExpectStartedOrCancelled(End end, int number)
    {
        Require(end is End.Done or End.Cancelled, StartsOrCancelled, $"The job's task should have a result or be cancelled, not {end}.");
        var begun = _work.Started.Count(started => started == number);
        Expect(begun, end == End.Done ? 1 : 0, StartsOrCancelled, $"how often the job that is {end} began");
    }

    private static void ExpectResults(IReadOnlyList<object?> actual, params IReadOnlyList<object> expected)
    {
        for (var i = 0; i < expected.Count; i++) Expect(actual[i], expected[i], GivesResult, $"the result of job {i + 1}");
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
