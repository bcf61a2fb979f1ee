using Katas.Engine.Simulation.Running;

namespace Katas.Engine.Simulation.Escapes;

/// <summary>Notices that code of a program goes on on another thread, by the execution context that goes with it.</summary>
internal static class Tripwire
{
    private static readonly AsyncLocal<Incarnation?> Whose = new(Changed);

    /// <summary>A context that says whose code it is, wherever it flows to.</summary>
    public static ExecutionContext FlowOf(Incarnation incarnation)
    {
        var before = Current();
        Whose.Value = incarnation;
        var flow = Current();
        ExecutionContext.Restore(before);
        return flow;
    }

    /// <summary>The context of the running thread.</summary>
    public static ExecutionContext Current() =>
        ExecutionContext.Capture() ?? throw new InvalidOperationException("Somebody has suppressed the flow of the context.");

    // Nothing may be thrown here: the runtime would end the process.
    private static void Changed(AsyncLocalValueChangedArgs<Incarnation?> change)
    {
        if (change is { ThreadContextChanged: true, CurrentValue: { } whose }) whose.World.Stage.Notice(whose);
    }
}
