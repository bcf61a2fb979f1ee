using Katas.Engine.Time;

namespace Katas.Engine.Simulation.Escapes;

/// <summary>Gives what escaped to the thread pool its moment, so that a tripwire sees it in the run that it is of.</summary>
/// <remarks>
/// The pool's counts alone accuse nobody: a test runner has work there too. Where they stand still, nothing is waited for.
/// </remarks>
internal sealed class PoolWatch
{
    private const int MostLooks = 60;
    private const int Patience = 10;

    private readonly bool _startsThreads;
    private readonly bool _asksOften;
    private long _completed = ThreadPool.CompletedWorkItemCount;

    /// <param name="scan">What the code says of itself; null: it was not read.</param>
    public PoolWatch(CodeScan? scan)
    {
        _asksOften = scan?.ToThreads.Count > 0;
        _startsThreads = scan?.ToThreads.Any(use => use.Door.Type == "System.Threading.Thread") == true;
    }

    /// <summary>Time is about to pass. Only code that has a way to other threads pays for a look.</summary>
    public void BeforeTimePasses()
    {
        if (_asksOften) Look();
    }

    /// <summary>The run is over.</summary>
    /// <param name="hasEscaped">Whether a tripwire has seen something.</param>
    public void AtTheEnd(Func<bool> hasEscaped)
    {
        Look();
        // A thread of its own is none of the pool's: all that tells of it is that the process still works.
        if (_startsThreads && !hasEscaped()) PoolRest.Wait(hasEscaped, Patience);
    }

    private void Look()
    {
        if (ThreadPool.PendingWorkItemCount == 0 && ThreadPool.CompletedWorkItemCount == _completed) return;
        PoolRest.Wait(MostLooks);
        _completed = ThreadPool.CompletedWorkItemCount;
    }
}
