using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Simulation.Running;

/// <summary>The one thread on which all machines of a run act, and the tripwires around it.</summary>
internal sealed class Stage(World world)
{
    private readonly Thread _thread = Thread.CurrentThread;

    /// <summary>Whether the caller runs on the stage.</summary>
    public bool IsHere => Thread.CurrentThread == _thread;

    /// <summary>Whose code runs now; null: the engine's own.</summary>
    public Incarnation? Acting { get; private set; }

    /// <summary>Whether code of a machine is running, and not the engine's own.</summary>
    public bool IsLearnersCode => Acting is not null;

    /// <summary>Lets a machine's code run until it gives the thread back.</summary>
    public void Enter(Incarnation incarnation, SendOrPostCallback callback, object? state)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(incarnation);
        Acting = incarnation;
        try
        {
            callback(state);
        }
#pragma warning disable CA1031 // Whatever a machine throws is what came of the run.
        catch (Exception thrown)
        {
            world.Threw(incarnation, thrown);
        }
#pragma warning restore CA1031
        finally
        {
            Acting = null;
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>A member of the node's context may be called from the stage only.</summary>
    /// <exception cref="InvalidOperationException">It was called from another thread.</exception>
    public void Check(Incarnation incarnation, string member)
    {
        if (IsHere) return;
        world.Fail(new SimulationFailure(
            SimulationFinding.Escaped, "all code of a node runs inside the simulator",
            $"{incarnation.Id} called {member} from another thread.", world.Elapsed) { Node = incarnation.Id });
        throw new InvalidOperationException($"{member} was called from outside the simulator.");
    }

    /// <summary>A continuation came back from another thread.</summary>
    public void Escaped(Incarnation incarnation, SendOrPostCallback callback, object? state) =>
        world.Fail(new SimulationFailure(
            SimulationFinding.Escaped, "all code of a node runs inside the simulator",
            $"Code of {incarnation.Id} went on on another thread.", world.Elapsed) { Node = incarnation.Id });

    /// <summary>A task was started for the stage from another thread.</summary>
    public void Lost(Task task) => world.Fail(new SimulationFailure(
        SimulationFinding.Escaped, "all code of a node runs inside the simulator",
        $"Task {task.Id} was started from another thread.", world.Elapsed));

    /// <summary>Code blocks the stage.</summary>
    /// <exception cref="InvalidOperationException">Always: nothing could end the wait.</exception>
    public void Blocked(Incarnation incarnation)
    {
        world.Fail(new SimulationFailure(
            SimulationFinding.Blocked, "no code of a node blocks",
            $"{incarnation.Id} waits without await.", world.Elapsed) { Node = incarnation.Id });
        throw new InvalidOperationException("A wait without await blocks the whole cluster, which runs on one thread.");
    }
}
