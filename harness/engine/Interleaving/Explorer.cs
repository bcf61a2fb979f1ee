using System.Diagnostics;
using Katas.Engine.Interleaving.Searching;
using Katas.Engine.Time;

namespace Katas.Engine.Interleaving;

/// <summary>Runs a few operations on one fresh object in every order that differs, up to a bound.</summary>
public static class Explorer
{
    /// <summary>The most threads that a schedule can have.</summary>
    public const int MaxThreads = 16;

    /// <summary>Searches for a schedule that breaks something.</summary>
    /// <typeparam name="T">The contract that the object is used by.</typeparam>
    /// <param name="twin">The rewritten assembly that the object's class comes from.</param>
    /// <param name="create">
    /// Makes the object, with a type from <see cref="InstrumentedAssembly.Assembly"/> asked for in each call. It runs
    /// once in each schedule, and no other thread runs meanwhile.
    /// </param>
    /// <param name="threads">The operations, one for each logical thread; at most <see cref="MaxThreads"/>.</param>
    /// <param name="afterAll">Checks the object after all threads have ended; throws if something is wrong.</param>
    /// <param name="options">The bounds; null for the defaults.</param>
    /// <returns>The verdict; the first failing schedule has the fewest preemptions that were needed.</returns>
    /// <exception cref="ArgumentException">No thread, or too many, or an option that makes no sense.</exception>
    /// <exception cref="ObjectDisposedException">The twin was unloaded.</exception>
    /// <remarks>
    /// The same arguments give the same result as long as the operations themselves are repeatable. The operations, the
    /// creation and the check run on threads of the explorer, without the caller's execution context; the caller waits.
    /// Several explorations may run at a time, each with a twin of its own.
    /// </remarks>
    public static ExplorationResult Explore<T>(
        InstrumentedAssembly twin, Func<T> create, IReadOnlyList<ThreadOperation<T>> threads, Action<T> afterAll,
        ExplorationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(twin);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(threads);
        ArgumentNullException.ThrowIfNull(afterAll);
        ArgumentOutOfRangeException.ThrowIfZero(threads.Count, nameof(threads));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads.Count, MaxThreads, nameof(threads));
        options ??= new ExplorationOptions();
        options.Validate();
        // A test runner keeps a worker of the pool for itself; waiting for that one to rest would take for ever.
        PoolRest.Begin();
        twin.Begin();
        twin.ResetStatics();
        return Watch(new Exploration<T>(twin, create, threads, afterAll, options), options.StallLimit);
    }

    /// <summary>Waits for the search, and gives up when nothing happens for too long.</summary>
    private static ExplorationResult Watch<T>(Exploration<T> exploration, TimeSpan stallLimit)
    {
        var search = new TaskCompletionSource<ExplorationResult>();
        var stage = new Thread(() => Complete(search, exploration)) { IsBackground = true };
        stage.Name = "interleaving stage";
        stage.UnsafeStart();
        var before = exploration.Progress;
        while (!Task.WhenAny(search.Task).Wait(stallLimit))
        {
            var now = exploration.Progress;
            // A debugger that stands at a breakpoint stalls everything.
            if (now == before && !Debugger.IsAttached)
                return exploration.Stalled();
            before = now;
        }

        return search.Task.GetAwaiter().GetResult();
    }

    private static void Complete<T>(TaskCompletionSource<ExplorationResult> search, Exploration<T> exploration)
    {
#pragma warning disable CA1031 // A fault of the explorer itself goes to the caller.
        try
        {
            search.SetResult(exploration.Search());
        }
        catch (Exception fault)
        {
            search.SetException(fault);
        }
#pragma warning restore CA1031
    }
}
