namespace Katas.Concurrency;

/// <summary>
/// Runs jobs on a fixed number of workers. README.md says what you promise; every member below is yours to write.
/// </summary>
public sealed class WorkerPool : IWorkerPool
{
    public WorkerPool(int workers)
    {
        throw new NotImplementedException();
    }

    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> job, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    public Task StopAsync() => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
