using Katas.Engine.Reporting;
using Katas.Engine.Simulation.Escapes;

namespace Katas.Engine.Simulation.Running;

/// <summary>Words what happened to a run whose one thread did not come back.</summary>
internal static class HungText
{
    private const int MostLoops = 3;

    /// <param name="world">The run.</param>
    /// <param name="incarnation">Whose code waits.</param>
    /// <param name="place">Where; null: not known.</param>
    public static SimulationFailure Blocked(World world, Incarnation incarnation, LearnerPlace? place) => Failure(
        world, incarnation, SimulationFinding.Blocked, "no code of a node blocks",
        $"{incarnation.Id} waits without await{LearnerPlace.At(place)}. The whole cluster runs on this thread, so that nothing " +
        "could end the wait.");

    public static SimulationFailure NeverYields(World world, Incarnation incarnation)
    {
        var loops = world.Code?.Scan.Loops ?? [];
        var where = loops.Count is 0 or > MostLoops ? "" : $" A loop without await is at {string.Join(", and at ", loops)}.";
        return Failure(
            world, incarnation, SimulationFinding.NeverYields, "a node gives the thread back",
            $"{incarnation.Id} kept a core busy at {Show.Milliseconds(world.Elapsed)} ms, and came to no await that waits." +
            $"{where} Awaiting what is done already, such as a delay of less than a millisecond, does not count.");
    }

    private static SimulationFailure Failure(
        World world, Incarnation incarnation, SimulationFinding finding, string property, string evidence) =>
        new(finding, property, evidence, world.Elapsed) { Node = incarnation.Id, Step = incarnation.Machine.LastStep };
}
