namespace Katas.Engine.Simulation.Tracing;

/// <summary>One step of a run.</summary>
/// <param name="Number">Its place, from 0.</param>
/// <param name="Time">When, in virtual time from the beginning.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Node">The machine's index among <see cref="Trace.Nodes"/>; -1 for what concerns several.</param>
/// <param name="Peer">The other machine's index; -1 where there is none.</param>
/// <param name="Cause">The number of the step that brought it about on another path than the machine's own order; or -1.</param>
/// <param name="Data">The message, the observation, the fault; null where there is none.</param>
/// <remarks>
/// <para>Happens-before (Lamport, "Time, clocks, and the ordering of events in a distributed system", CACM 1978) is the order of
/// the steps of each machine, together with the causes.</para>
/// </remarks>
public readonly record struct TraceEvent(
    int Number, TimeSpan Time, TraceKind Kind, int Node, int Peer, int Cause, object? Data);
