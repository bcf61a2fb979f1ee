namespace Katas.Simulation.Tests.Escapes.Programs;

/// <summary>More constructs that stay inside the simulator: tasks and what surrounds them.</summary>
internal static class StayingTasks
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10);

    public static IReadOnlyDictionary<string, Func<INodeContext, Task>> All { get; } =
        new SortedDictionary<string, Func<INodeContext, Task>>(StringComparer.Ordinal)
    {
        ["a TaskCompletionSource"] = node => Complete(node, new TaskCompletionSource()),
        ["a TaskCompletionSource with asynchronous continuations"] =
            node => Complete(node, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)),
        ["Task.Factory.StartNew"] = async node =>
        {
            await Task.Factory.StartNew(() => node.Observe("started", 1));
            Done(node);
        },
        ["new Task and Start"] = async node =>
        {
            var task = new Task(() => node.Observe("started", 1));
            task.Start();
            await task;
            Done(node);
        },
        ["ContinueWith"] = async node =>
        {
            await Task.Delay(Short, node.Time).ContinueWith(_ => node.Observe("continued", 1));
            Done(node);
        },
        ["ContinueWith that runs at once"] = async node =>
        {
            await Task.Delay(Short, node.Time)
                .ContinueWith(_ => node.Observe("continued", 1), TaskContinuationOptions.ExecuteSynchronously);
            Done(node);
        },
        ["Task.FromResult"] = async node =>
        {
            await Task.FromResult(1);
            Done(node);
        },
        ["Task.Result of what is done"] = async node =>
        {
            var task = Later(node);
            await Task.WhenAll(task);
            node.Observe("result", task.Result);
            Done(node);
        },
        ["ValueTask"] = async node =>
        {
            await Value(node);
            Done(node);
        },
        ["lock"] = async node =>
        {
            var gate = new object();
            lock (gate) node.Observe("locked", 1);
            await Task.Yield();
            lock (gate) Done(node);
        },
        ["Lock"] = async node =>
        {
            var gate = new Lock();
            lock (gate) node.Observe("locked", 1);
            await Task.Yield();
            lock (gate) Done(node);
        },
        ["Lazy"] = node =>
        {
            node.Observe("lazy", new Lazy<int>(() => 1).Value);
            Done(node);
            return Task.CompletedTask;
        },
        ["async void"] = node =>
        {
            FireAndForget(node);
            return Task.CompletedTask;
        },
        ["AsyncLocal"] = async node =>
        {
            var local = new AsyncLocal<int> { Value = 1 };
            await Task.Delay(Short, node.Time);
            if (local.Value == 1) Done(node);
        },
        ["IAsyncDisposable"] = async node =>
        {
            await using (new Resource(node)) await Task.Yield();
        },
        ["Progress"] = async node =>
        {
            IProgress<int> progress = new Progress<int>(_ => Done(node));
            progress.Report(1);
            await Task.Delay(Short, node.Time);
        },
        ["ConfigureAwait(true)"] = async node =>
        {
            await Task.Delay(Short, node.Time).ConfigureAwait(true);
            Done(node);
        },
        ["ConfigureAwait(false) on what is done"] = async node =>
        {
            await Task.CompletedTask.ConfigureAwait(false);
            Done(node);
        },
        ["SemaphoreSlim.WaitAsync(token) without waiting"] = async node =>
        {
            using var gate = new SemaphoreSlim(1);
            await gate.WaitAsync(node.Stopping);
            Done(node);
        },
    };

    private static void Done(INodeContext node) => StayingPrograms.Done(node);

    private static async Task Complete(INodeContext node, TaskCompletionSource source)
    {
        var waits = source.Task;
        FireAndForget(node, source);
        await waits;
        Done(node);
    }

    private static async Task<int> Later(INodeContext node)
    {
        await Task.Delay(Short, node.Time);
        return 1;
    }

    private static async ValueTask<int> Value(INodeContext node) => await Later(node);

    private static async void FireAndForget(INodeContext node)
    {
        await Task.Delay(Short, node.Time);
        Done(node);
    }

    private static async void FireAndForget(INodeContext node, TaskCompletionSource source)
    {
        await Task.Delay(Short, node.Time);
        source.SetResult();
    }

    private sealed class Resource(INodeContext node) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Task.Delay(Short, node.Time);
            Done(node);
        }
    }
}
