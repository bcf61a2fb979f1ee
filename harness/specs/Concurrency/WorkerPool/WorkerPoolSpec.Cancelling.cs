using System.Runtime.CompilerServices;
using Katas.Concurrency;
using Katas.Engine.Time;
using static Katas.Engine.Specs.TaskCalls;

namespace Katas.Specs.Concurrency;

/// <content>Jobs whose caller changes its mind.</content>
public partial class WorkerPoolSpec
{
    private const string LeavesAtOnce = "a job that waits is cancelled at once, however busy the workers are";
    private const string NeverStarts = "a job that was cancelled while it waited never starts";
    private const string ItsToken = "a cancelled task tells by which token";
    private const string Decides = "a job that runs is told of the cancellation, and decides for itself";

    [Test, Stage(2)]
    public void A_waiting_job_is_cancelled_at_once_and_never_starts()
    {
        using var leaving = new CancellationTokenSource();
        var (pool, work) = (New(workers: 1), new Workshop());
        var first = pool.RunAsync(work.Gated(1));
        var second = pool.RunAsync(work.Gated(2), leaving.Token);
        var third = pool.RunAsync(work.Gated(3));
        ExpectStarted(work, InOrder, 1);
        leaving.Cancel();
        ExpectEnds(second, End.Cancelled, LeavesAtOnce);
        Require(Thrown(second) is OperationCanceledException cancelled && cancelled.CancellationToken == leaving.Token, ItsToken,
            "The exception's CancellationToken should be the one that the caller gave, and is another.");
        work.Open(1, 2, 3);
        ExpectResult(first, 10, GivesResult);
        ExpectResult(third, 30, "a cancelled job holds up nobody");
        ExpectStarted(work, NeverStarts, 1, 3);
    }

    [Test, Stage(2)]
    public void Many_cancelled_jobs_hold_up_nobody()
    {
        using var leaving = new CancellationTokenSource();
        var (pool, work) = (New(workers: 2), new Workshop());
        Task<int>[] running = [pool.RunAsync(work.Gated(1)), pool.RunAsync(work.Gated(2))];
        var waiting = Enumerable.Range(3, 20)
            .Select(number => pool.RunAsync(work.Gated(number), number % 2 == 0 ? leaving.Token : CancellationToken.None))
            .ToList();
        ExpectStartedCount(work, 2, Busy);
        leaving.Cancel();
        for (var i = 1; i < waiting.Count; i += 2) ExpectEnds(waiting[i], End.Cancelled, LeavesAtOnce, $"job {i + 3}");
        work.Open([.. Enumerable.Range(1, 22)]);
        foreach (var job in running) ExpectEnds(job, End.Done, GivesResult, "a job that was running");
        for (var i = 0; i < waiting.Count; i += 2) ExpectResult(waiting[i], (i + 3) * 10, GivesResult, $"job {i + 3}");
        ExpectSet(work.Started, [1, 2, .. Enumerable.Range(3, 20).Where(number => number % 2 == 1)], NeverStarts);
        Expect(work.Most, 2, Limited, "the most jobs that ran at the same time");
    }

    [Test, Stage(2)]
    public void A_job_whose_token_is_cancelled_already_never_starts()
    {
        var (pool, work) = (New(), new Workshop());
        var job = ThroughTheTask(() => pool.RunAsync(work.Quick(1), new CancellationToken(canceled: true)));
        ExpectEnds(job, End.Cancelled, LeavesAtOnce);
        ExpectNotMore(work, 0, NeverStarts);
        ExpectResult(pool.RunAsync(work.Quick(2)), 20, "a cancelled job holds up nobody");
        ExpectStarted(work, NeverStarts, 2);
    }

    [Test, Stage(2)]
    public void A_running_job_is_told_by_its_token()
    {
        using var leaving = new CancellationTokenSource();
        var (pool, work) = (New(workers: 1), new Workshop());
        var job = pool.RunAsync(work.Obedient(1), leaving.Token);
        var next = pool.RunAsync(work.Quick(2));
        ExpectStarted(work, InOrder, 1);
        leaving.Cancel();
        ExpectEnds(job, End.Cancelled, Decides);
        ExpectResult(next, 20, "a job that ends by cancellation takes no worker along");
    }

    /// <summary>Promise 6: the worker is busy as long as the job runs, whatever its caller wishes.</summary>
    [Test, Stage(2)]
    public void A_running_job_may_ignore_its_token()
    {
        using var leaving = new CancellationTokenSource();
        var (pool, work) = (New(workers: 1), new Workshop());
        var job = pool.RunAsync(work.Gated(1), leaving.Token);
        var next = pool.RunAsync(work.Gated(2));
        ExpectStarted(work, InOrder, 1);
        leaving.Cancel();
        ExpectNotMore(work, 1, UntilItsTask);
        ExpectStands(job, End.None, Decides);
        work.Open(1, 2);
        ExpectResult(job, 10, Decides);
        ExpectResult(next, 20, GivesResult);
        Expect(work.Most, 1, Limited, "the most jobs that ran at the same time");
    }

    [Test, Stage(2)]
    public void A_token_is_its_own_jobs()
    {
        using var leaving = new CancellationTokenSource();
        var (pool, work) = (New(workers: 2), new Workshop());
        var leaver = pool.RunAsync(work.Obedient(1), leaving.Token);
        var stayer = pool.RunAsync(work.Obedient(2));
        ExpectStartedCount(work, 2, Busy);
        leaving.Cancel();
        ExpectEnds(leaver, End.Cancelled, Decides);
        ExpectStands(stayer, End.None, "one caller's token is nothing to another's job");
        work.Open(2);
        ExpectResult(stayer, 20, GivesResult);
    }

    /// <summary>Promise 6: the token may be the one that ends the process, and lives longer than a million jobs.</summary>
    [Test, Stage(2)]
    public void A_token_keeps_no_job_that_has_ended()
    {
        using var leaving = new CancellationTokenSource();
        var pool = New(workers: 2);
        var pictures = Enumerable.Range(1, 50).Select(_ => SizeOfPicture(pool, leaving.Token)).ToList();
        // Not all: a worker's stack may hold the job that it had last.
        for (var looks = 0; looks < 3 && Kept() >= 10; looks++) VirtualTime.Settle();
        Require(Kept() < 10, "a job that has ended is not kept by its token",
            $"50 jobs have ended, and what they worked on is still held for {Kept()} of them while their token lives.");

        int Kept()
        {
            GC.Collect();
            return pictures.Count(picture => picture.IsAlive);
        }
    }

    [Test, Stage(2)]
    public void Cancelling_afterwards_changes_nothing()
    {
        using var leaving = new CancellationTokenSource();
        var (pool, work) = (New(workers: 1), new Workshop());
        var job = pool.RunAsync(work.Quick(1), leaving.Token);
        ExpectResult(job, 10, GivesResult);
        leaving.Cancel();
        ExpectResult(job, 10, "a job that has ended stays as it is");
        ExpectResult(pool.RunAsync(work.Quick(2)), 20, WorkerLives);
    }

    /// <summary>Runs a job that works on a picture, and forgets both.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference SizeOfPicture(IWorkerPool pool, CancellationToken cancellationToken)
    {
        var picture = new byte[100];
        ExpectResult(pool.RunAsync(_ => Task.FromResult(picture.Length), cancellationToken), 100, GivesResult);
        return new WeakReference(picture);
    }
}
