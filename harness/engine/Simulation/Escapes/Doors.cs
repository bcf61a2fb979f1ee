namespace Katas.Engine.Simulation.Escapes;

/// <summary>The table of all doors: what leads out of the simulator, why, and what to use instead.</summary>
/// <remarks>
/// It is KATA0901's table too. The conformance test runs each of them. What is not in the table stays inside, or is noticed by a
/// tripwire and told without its reason.
/// </remarks>
internal static class Doors
{
    private const string Tasks = "System.Threading.Tasks.";
    private const string Clock = "it reads the real clock, which no seed fixes";
    private const string Timer = "it waits for the real clock, which no seed fixes";
    private const string Pool = "it runs code on the thread pool, whose order no seed fixes";
    private const string Another = "it starts another thread, whose order no seed fixes";
    private const string Configured = "what follows it may go on on any thread";
    private const string Inner = "the framework goes on on the thread pool inside of it";
    private const string Chance = "it draws from chance that no seed fixes";
    private const string World = "it reaches the real machine";
    private const string Hash = "its result differs from process to process";
    private const string Now = "node.Time.GetUtcNow()";
    private const string Stamp = "node.Time.GetTimestamp() and node.Time.GetElapsedTime(...)";
    private const string NodeTimer = "node.Time.CreateTimer(...), or a loop with Task.Delay(time, node.Time)";
    private const string Delay = "Task.Delay(time, node.Time)";
    private const string Start = "an async method that is called and not awaited, or Task.WhenAll";
    private const string Source = "new CancellationTokenSource(time, node.Time)";
    private const string Sorted = "SortedDictionary, or sort before iterating";

    public static readonly Door[] All =
    [
        new("System.DateTime", "get_Now|get_UtcNow|get_Today", DoorKind.Time, Clock, Now),
        new("System.DateTimeOffset", "get_Now|get_UtcNow", DoorKind.Time, Clock, Now),
        new("System.Diagnostics.Stopwatch", ".ctor|StartNew|GetTimestamp|GetElapsedTime", DoorKind.Time, Clock, Stamp),
        new("System.Environment", "get_TickCount|get_TickCount64", DoorKind.Time, Clock, Stamp),
        new("System.TimeProvider", "get_System", DoorKind.Time, "it is the real clock", "node.Time"),
        new("System.Threading.Thread", "Sleep", DoorKind.Time, Timer, Delay),
        new(Tasks + "Task", "Delay", DoorKind.Time, Timer, Delay) { Calls = DoorCalls.WithoutProvider },
        new(Tasks + "Task", "WaitAsync", DoorKind.Time, Timer, "WaitAsync(time, node.Time)")
            { Calls = DoorCalls.TimeoutWithoutProvider },
        new(Tasks + "Task`1", "WaitAsync", DoorKind.Time, Timer, "WaitAsync(time, node.Time)")
            { Calls = DoorCalls.TimeoutWithoutProvider },
        new("System.Threading.CancellationTokenSource", ".ctor", DoorKind.Time, Timer, Source)
            { Calls = DoorCalls.TimeoutWithoutProvider },
        new("System.Threading.CancellationTokenSource", "CancelAfter", DoorKind.Time, Timer, Source)
            { Calls = DoorCalls.UnlessSourceHasProvider },
        new("System.Threading.PeriodicTimer", ".ctor", DoorKind.Time, Timer, "new PeriodicTimer(time, node.Time)")
            { Calls = DoorCalls.WithoutProvider },
        new("System.Threading.Timer", ".ctor", DoorKind.Time, Timer, NodeTimer),
        new("System.Timers.Timer", ".ctor", DoorKind.Time, Timer, NodeTimer),
        new("System.Threading.SemaphoreSlim", "WaitAsync", DoorKind.Time, Timer,
            "WaitAsync() and a time limit of the caller's own") { Calls = DoorCalls.TimeoutWithoutProvider },

        new("System.Random", "get_Shared", DoorKind.Chance, Chance, "node.Random"),
        new("System.Random", ".ctor", DoorKind.Chance, Chance, "node.Random") { Calls = DoorCalls.NoArguments },
        new("System.Guid", "NewGuid|CreateVersion7", DoorKind.Chance, Chance, "node.Id and a counter, or node.Random"),
        new("System.Security.Cryptography.RandomNumberGenerator", "*", DoorKind.Chance, Chance, "node.Random"),
        new("System.IO.Path", "GetRandomFileName|GetTempFileName", DoorKind.Chance, Chance, "a name of your own"),

        new("System.IO.File", "*", DoorKind.Outside, World, "node.Storage"),
        new("System.IO.FileInfo", "*", DoorKind.Outside, World, "node.Storage"),
        new("System.IO.FileStream", ".ctor", DoorKind.Outside, World, "node.Storage"),
        new("System.IO.Directory", "*", DoorKind.Outside, World, "node.Storage"),
        new("System.Net.Http.", "*", DoorKind.Outside, World, "node.Network"),
        new("System.Net.Sockets.", "*", DoorKind.Outside, World, "node.Network"),
        new("System.Diagnostics.Process", "Start", DoorKind.Outside, World, "nothing: a node is alone with its context"),
        new("System.Environment", "GetEnvironmentVariable|get_MachineName|get_ProcessId", DoorKind.Outside, World, "node.Id"),
        new("System.Console", "Read|ReadLine|ReadKey", DoorKind.Outside, World, "node.Network"),

        new(Tasks + "Task", "Run", DoorKind.Thread, Pool, Start),
        new(Tasks, "ConfigureAwait", DoorKind.Thread, Configured, "await alone")
            { Calls = DoorCalls.FalseArgument },
        new("System.Runtime.CompilerServices.ConfiguredCancelableAsyncEnumerable`1", "ConfigureAwait",
            DoorKind.Thread, Configured, "await foreach alone") { Calls = DoorCalls.FalseArgument },
        new(Tasks + "Parallel", "*", DoorKind.Thread, Pool, "Task.WhenAll"),
        new("System.Linq.ParallelEnumerable", "AsParallel", DoorKind.Thread, Pool, "plain LINQ"),
        new(Tasks + "TaskScheduler", "get_Default", DoorKind.Thread, "it is the thread pool's", "TaskScheduler.Current"),
        new(Tasks + "Task", "WhenEach", DoorKind.Thread, Inner, "Task.WhenAny in a loop"),
        new("System.Threading.Channels.ChannelReader`1", "ReadAllAsync", DoorKind.Thread, Inner,
            "while (await reader.WaitToReadAsync()) with TryRead"),
        new("System.Threading.SemaphoreSlim", "WaitAsync", DoorKind.Thread, Inner, "WaitAsync() without a token")
            { Calls = DoorCalls.TokenOnly },
        new("System.Threading.CancellationTokenSource", "CancelAsync", DoorKind.Thread, Inner, "Cancel()"),
        new("System.Threading.Thread", ".ctor", DoorKind.Thread, Another, Start),
        new("System.Threading.ThreadPool", "QueueUserWorkItem|RegisterWaitForSingleObject", DoorKind.Thread, Pool, Start),
        new("System.Threading.SynchronizationContext", "SetSynchronizationContext", DoorKind.Thread, Configured,
            "the context that is there"),
        new("System.Threading.ThreadPool",
            "UnsafeQueueUserWorkItem|UnsafeRegisterWaitForSingleObject|UnsafeQueueNativeOverlapped",
            DoorKind.UnseenThread, Pool, Start),
        new("System.Threading.Thread", "UnsafeStart", DoorKind.UnseenThread, Another, Start),
        new("System.Threading.ExecutionContext", "SuppressFlow", DoorKind.UnseenThread,
            "what follows it cannot be followed", Start),

        new("System.String", "GetHashCode", DoorKind.Process, Hash, "a sum of your own over the letters"),
        new("System.HashCode", "*", DoorKind.Process, Hash, "a sum of your own"),
        new("System.Object", "GetHashCode", DoorKind.Process, Hash, "a number of your own"),
        new("System.Runtime.CompilerServices.RuntimeHelpers", "GetHashCode", DoorKind.Process, Hash, "a number of your own"),
        new("System.Collections.Immutable.ImmutableDictionary", "*", DoorKind.Process,
            "its order differs from process to process", Sorted),
        new("System.Collections.Immutable.ImmutableHashSet", "*", DoorKind.Process,
            "its order differs from process to process", Sorted),
    ];
}
