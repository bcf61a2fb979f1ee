using System.Threading.Tasks.Sources;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Running;

/// <summary>Somebody who waits for a message.</summary>
internal sealed class Receive : IValueTaskSource<Envelope?>
{
    private ManualResetValueTaskSourceCore<Envelope?> _core = new() { RunContinuationsAsynchronously = true };

    public ValueTask<Envelope?> Task => new(this, _core.Version);

    /// <summary>Leaves the queue; false if a message was already given.</summary>
    public Func<bool>? GiveUp { get; set; }

    public ITimer? Timer { get; set; }

    public CancellationTokenRegistration Registration { get; set; }

    public void Complete(Envelope? envelope)
    {
        Timer?.Dispose();
        Registration.Unregister();
        _core.SetResult(envelope);
    }

    public void TimeIsUp()
    {
        if (GiveUp!()) Complete(null);
    }

    public void Cancelled(CancellationToken token)
    {
        if (!GiveUp!()) return;
        Timer?.Dispose();
        _core.SetException(new OperationCanceledException(token));
    }

    public Envelope? GetResult(short token) => _core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    // AsTask() asks for no context: what follows it would run on the thread pool.
    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags | ValueTaskSourceOnCompletedFlags.UseSchedulingContext);
}
