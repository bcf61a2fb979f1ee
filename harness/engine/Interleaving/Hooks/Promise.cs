using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>A task that the explorer completes in the framework's place.</summary>
internal abstract class Promise
{
    public abstract Task Task { get; }

    /// <summary>One without a result; who awaits it goes on elsewhere if that is so for any of the sources.</summary>
    public static Promise After(IReadOnlyList<Task> sources) => new VoidPromise(GoesElsewhere(sources));

    public abstract bool TryEndAs(Task task);

    public abstract bool TryCancel(CancellationToken token);

    public abstract bool TryFail(IEnumerable<Exception> exceptions);

    protected static bool GoesElsewhere(IReadOnlyList<Task> sources) => sources.Any(TaskFields.ContinuesElsewhere);

    protected static TaskCreationOptions Options(bool isElsewhere) =>
        isElsewhere ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None;

    private sealed class VoidPromise(bool isElsewhere) : Promise
    {
        private readonly TaskCompletionSource _source = new(Options(isElsewhere));

        public override Task Task => _source.Task;

        public override bool TryEndAs(Task task) => _source.TrySetFromTask(task);

        public override bool TryCancel(CancellationToken token) => _source.TrySetCanceled(token);

        public override bool TryFail(IEnumerable<Exception> exceptions) => _source.TrySetException(exceptions);
    }
}

/// <inheritdoc cref="Promise"/>
internal sealed class Promise<T>(bool isElsewhere) : Promise
{
    private readonly TaskCompletionSource<T> _source = new(Options(isElsewhere));

    public override Task<T> Task => _source.Task;

    /// <inheritdoc cref="Promise.After"/>
    public static new Promise<T> After(IReadOnlyList<Task> sources) => new(GoesElsewhere(sources));

    public override bool TryEndAs(Task task) => _source.TrySetFromTask((Task<T>)task);

    public bool TryEnd(T result) => _source.TrySetResult(result);

    public override bool TryCancel(CancellationToken token) => _source.TrySetCanceled(token);

    public override bool TryFail(IEnumerable<Exception> exceptions) => _source.TrySetException(exceptions);
}
