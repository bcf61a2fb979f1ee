using System.Threading.Channels;

namespace Katas.Concurrency;

/// <summary>
/// The same promises with a channel and one task for each worker. The workers hand out turns; callers run the jobs.
/// </summary>
/// <remarks>
/// A turn is a task that its worker completes, or the caller's token cancels: a task ends once, so one of the two wins. The job
/// then runs in its caller's flow, and sees what is <see cref="AsyncLocal{T}"/> there. A quick worker may hand out the turn
/// before its caller waits for it: the wait yields all the same, or the job would run on the caller's stack.
/// </remarks>
public sealed class ChannelTurnsWorkerPool : IWorkerPool
{
    private readonly Channel<Turn> _line = Channel.CreateUnbounded<Turn>();
    private readonly Task _workers;

    /// <inheritdoc cref="NewWorkerPool"/>
    public ChannelTurnsWorkerPool(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        var tasks = new Task[workers];
        for (var i = 0; i < workers; i++) tasks[i] = Task.Run(WorkAsync);
        _workers = Task.WhenAll(tasks);
    }

    /// <inheritdoc/>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        cancellationToken.ThrowIfCancellationRequested();
        var turn = new Turn();
        if (!_line.Writer.TryWrite(turn)) throw new PoolStoppedException();
        using (cancellationToken.UnsafeRegister((_, token) => turn.Begin.TrySetCanceled(token), null))
            await turn.Begin.Task.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return await job(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.End.SetResult();
        }
    }

    /// <inheritdoc/>
    public Task StopAsync()
    {
        _line.Writer.TryComplete();
        return DoneAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(StopAsync());

    private async Task WorkAsync()
    {
        while (await _line.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_line.Reader.TryRead(out var turn))
                if (turn.Begin.TrySetResult()) await turn.End.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Not the workers' task itself: code behind it could run on the last worker's stack.</summary>
    private async Task DoneAsync()
    {
        await _workers.ConfigureAwait(false);
        await Task.Yield();
    }

    private sealed class Turn
    {
        public TaskCompletionSource Begin { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
