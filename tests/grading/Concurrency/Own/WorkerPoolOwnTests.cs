using Katas.Engine.Specs;

namespace Katas.Grading.Concurrency;

/// <summary>Your own tests of WorkerPool. The one that stands is an example.</summary>
public abstract class WorkerPoolOwnTests(Subject subject) : KataSpec<IWorkerPool>(subject)
{
    [Test, Stage(1)]
    public void A_job_gives_its_result()
    {
        var job = New(workers: 2).RunAsync(_ => Task.FromResult(42));
        Expect(job.Wait(TimeSpan.FromMinutes(1)) ? job.Result : 0, 42, "the caller gets what the job returned");
    }

    private IWorkerPool New(int workers) => Make<NewWorkerPool>(create => create(workers));
}
