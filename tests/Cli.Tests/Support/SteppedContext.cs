namespace Katas.Cli.Tests.Support;

/// <summary>Runs asynchronous code on the test's own thread, and only when the test says so.</summary>
internal sealed class SteppedContext : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = [];

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    /// <summary>Runs what is ready, and what that makes ready.</summary>
    public void Run() => Within(() => true);

    /// <summary>Starts something here, and runs what is ready.</summary>
    public T Within<T>(Func<T> start)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var started = start();
            while (_posted.TryDequeue(out var next)) next.Callback(next.State);
            return started;
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
