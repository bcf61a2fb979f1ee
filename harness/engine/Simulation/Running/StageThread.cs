using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Katas.Engine.Simulation.Running;

/// <summary>A thread on which worlds run, one at a time, so that somebody else can watch them.</summary>
/// <remarks>A run costs a hand-over and no thread. One that never ends keeps its thread; the next run gets another.</remarks>
#pragma warning disable CA1001 // It is kept for the next run, as long as the process lives.
internal sealed class StageThread
#pragma warning restore CA1001
{
    private static readonly ConcurrentBag<StageThread> Idle = [];
    private static int _abandoned;

    private readonly SemaphoreSlim _begin = new(0);
    private readonly SemaphoreSlim _end = new(0);
    private readonly Thread _thread;
    private Func<World>? _create;
    private ExecutionContext? _flow;
    private World? _world;
    private SimulatedRun? _run;
    private ExceptionDispatchInfo? _thrown;

    private StageThread()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = "simulated cluster" };
        _thread.UnsafeStart();
    }

    /// <summary>Whether a run has left a thread behind that never ends: this process is no longer what it was.</summary>
    public static bool HasAbandoned => Volatile.Read(ref _abandoned) > 0;

    /// <summary>Makes a world and runs it, watched. What its making or its running throws is thrown here.</summary>
    public static SimulatedRun Run(Func<World> create)
    {
        if (!Idle.TryTake(out var stage)) stage = new StageThread();
        return stage.RunHere(create);
    }

    private SimulatedRun RunHere(Func<World> create)
    {
        (_create, _flow) = (create, ExecutionContext.Capture());
        _begin.Release();
        if (StageWatch.Await(_end, () => Volatile.Read(ref _world), _thread) is { } stuck)
        {
            Interlocked.Increment(ref _abandoned);
            stuck.Stage.Close();
            return stuck.Result();
        }

        var (run, thrown) = (_run, _thrown);
        (_world, _run, _thrown, _create, _flow) = (null, null, null, null, null);
        Idle.Add(this);
        thrown?.Throw();
        return run!;
    }

    private void Work()
    {
        while (true)
        {
            Wait();
            try
            {
                // What belongs to the caller's flow, such as the test that runs, is there for scripts and properties.
                if (_flow is { } flow) ExecutionContext.Run(flow, static stage => ((StageThread)stage!).Act(), this);
                else Act();
            }
#pragma warning disable CA1031 // The caller gets it.
            catch (Exception thrown)
            {
                _thrown = ExceptionDispatchInfo.Capture(thrown);
            }
#pragma warning restore CA1031
            _end.Release();
        }
    }

    // An interruption that was meant for a run can come when the run has just ended.
    private void Wait()
    {
        while (true)
        {
            try
            {
                _begin.Wait();
                return;
            }
            catch (ThreadInterruptedException)
            {
            }
        }
    }

    private void Act()
    {
        var world = _create!();
        Volatile.Write(ref _world, world);
        _run = world.Run();
    }
}
