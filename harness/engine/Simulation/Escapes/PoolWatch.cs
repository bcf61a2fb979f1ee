using Katas.Engine.Time;

namespace Katas.Engine.Simulation.Escapes;

/// <summary>Gives what escaped to the thread pool its moment, so that a tripwire sees it in the run that it is of.</summary>
/// <remarks>
/// The pool's counts alone accuse nobody: a test runner has work there too. Where they stand still, nothing is waited for.
/// </remarks>
internal sealed class PoolWatch
{
    private const int MostLooks = 60;
    private const int MostWaits = 20;
    private const int Patience = 10;

    private readonly bool _startsThreads;
    private readonly bool _asksOften;
    private int _residents = PoolRest.BusyWorkers();
    private long _completed = ThreadPool.CompletedWorkItemCount;

    /// <param name="scan">What the code says of itself; null: it was not read.</param>
    public PoolWatch(CodeScan? scan)
    {
        _asksOften = scan?.ToThreads.Count > 0;
        _startsThreads = scan?.ToThreads.Any(use => use.Door.Type == "System.Threading.Thread") == true;
    }

    /// <summary>Time is about to pass. Only code that has a way to other threads pays for a look.</summary>
    /// <param name="hasEscaped">Whether a tripwire has seen something.</param>
    public void BeforeTimePasses(Func<bool> hasEscaped)
    {
        if (_asksOften) Look(hasEscaped);
    }

    /// <summary>The run is over.</summary>
    /// <param name="hasEscaped">Whether a tripwire has seen something.</param>
    public void AtTheEnd(Func<bool> hasEscaped)
    {
        Look(hasEscaped);
        // A thread of its own is none of the pool's: all that tells of it is that the process still works.
        if (_startsThreads && !hasEscaped()) PoolRest.Wait(hasEscaped, Patience);
    }

    private void Look(Func<bool> hasEscaped)
    {
        if (IsStill() && ThreadPool.CompletedWorkItemCount == _completed) return;
        var waits = 0;
        do PoolRest.Wait(MostLooks);
        while (!IsStill() && !hasEscaped() && ++waits < MostWaits);
        _completed = ThreadPool.CompletedWorkItemCount;
    }

    // An item that a worker has just taken is neither pending nor completed. A worker of the test runner that has gone to rest
    // leaves a place, in which one that runs what escaped would not be noticed: so the least that was ever seen counts.
    private bool IsStill()
    {
        var busy = PoolRest.BusyWorkers();
        var isStill = ThreadPool.PendingWorkItemCount == 0 && busy <= _residents;
        _residents = Math.Min(_residents, busy);
        return isStill;
    }
}
