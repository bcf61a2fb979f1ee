using Katas.Engine.Simulation;

namespace Katas.Engine.Reporting.Simulations;

/// <summary>Draws a run as a table.</summary>
internal static class SpaceTimeText
{
    public static string Of(SimulatedRun run) => $"(a diagram of {run.Trace})";
}
