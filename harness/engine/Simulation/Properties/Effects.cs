using Katas.Engine.Reporting;
using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Simulation.Properties;

/// <summary>Compares what was asked for with what happened.</summary>
internal static class Effects
{
    /// <summary>
    /// An effect twice, or without anybody having asked; null when there is none. Looks at the latest one only.
    /// </summary>
    public static string? TooMany(ClusterView view, string asked, string effect)
    {
        if (view.Latest is not { } latest || latest.Name != effect) return null;
        var first = view.All(effect).First(other => Equals(other.Value, latest.Value));
        if (!ReferenceEquals(first, latest))
        {
            return $"{Show.Value(latest.Value)} took effect on {latest.Node} at {Show.Milliseconds(latest.Time)} ms, and had " +
                $"done so on {first.Node} at {Show.Milliseconds(first.Time)} ms. Once would have been right.";
        }

        return Values(view, asked).Contains(latest.Value)
            ? null
            : $"{Show.Value(latest.Value)} took effect on {latest.Node}, and nobody had asked for it.";
    }

    /// <summary>What was confirmed and did not happen; null when there is nothing.</summary>
    public static string? Missing(ClusterView view, string confirmed, string effect)
    {
        var happened = Values(view, effect).ToHashSet();
        return view.All(confirmed).FirstOrDefault(promise => !happened.Contains(promise.Value)) is { } lost
            ? $"{Show.Value(lost.Value)} was confirmed at {Show.Milliseconds(lost.Time)} ms, and never took effect."
            : null;
    }

    private static IEnumerable<object?> Values(ClusterView view, string name) =>
        view.All(name).Select((Observation observation) => observation.Value);
}
