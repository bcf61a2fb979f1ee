using Katas.Simulation;

namespace Katas.Engine.Simulation.Escapes;

/// <summary>Words an escape: where the code left the simulator, because of what, and what to use instead.</summary>
internal static class EscapeText
{
    public const string Property = "all code of a node stays inside the simulator";
    private const int MostNamed = 3;

    /// <summary>What a tripwire has noticed.</summary>
    /// <param name="node">Whose code it is; null: nobody knows.</param>
    /// <param name="noticed">What it did on the other thread; null: only that it was there is known.</param>
    /// <param name="place">Where it was noticed; null: not known.</param>
    /// <param name="scan">What the code says of itself; null: it was not read.</param>
    public static string Left(NodeId? node, string? noticed, LearnerPlace? place, CodeScan? scan)
    {
        var whose = node is { } id ? $"Code of {id}" : "Code";
        var likely = Likely(place, scan?.ToThreads ?? []);
        var seen = noticed is null ? "" : $" Then it called {noticed}{LearnerPlace.At(place)} from another thread.";
        return likely switch
        {
            [] when noticed is null => $"{whose} went on on another thread than the simulator's.",
            [] => $"{whose} left the simulator.{seen}",
            [_] => $"{whose} left the simulator {likely[0].Sentence}{seen}",
            _ =>
                $"{whose} left the simulator, most likely {likely[0].Sentence} It may also be " +
                $"{Short([.. likely.Skip(1)])}.{seen}",
        };
    }

    /// <summary>What no tripwire would notice, and the code says by itself.</summary>
    public static string Forbidden(IReadOnlyList<DoorUse> uses) =>
        $"The code leaves the simulator {uses[0].Sentence}{(uses.Count == 1 ? "" : $" So do {Short([.. uses.Skip(1)])}.")}";

    /// <summary>The calls of the very method in which it was noticed; or of its class; or all.</summary>
    private static IReadOnlyList<DoorUse> Likely(LearnerPlace? place, IReadOnlyList<DoorUse> uses)
    {
        if (place is null) return uses;
        List<DoorUse> near = [.. uses.Where(use => use.Type == place.Type)];
        if (near.Count > 0) return near;
        near = [.. uses.Where(use => use.Outermost == place.Type.Split('+')[0])];
        return near.Count > 0 ? near : uses;
    }

    private static string Short(IReadOnlyList<DoorUse> uses)
    {
        var named = string.Join(", ", uses.Take(MostNamed).Select(use => $"{use.Call} at {use.Place}"));
        return uses.Count > MostNamed ? $"{named}, and {uses.Count - MostNamed} more" : named;
    }
}
