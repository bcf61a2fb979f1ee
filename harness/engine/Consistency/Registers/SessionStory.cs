using Katas.Engine.Consistency.Graphs;

namespace Katas.Engine.Consistency.Registers;

/// <summary>Says in words why one write must come before another.</summary>
internal static class SessionStory
{
    public static string Summary(int writes) => writes == 1
        ? "a client saw a write before it was made."
        : "no order of the writes fits: each of these would have to come before the next, and the last before the first.";

    public static Dependency Tell(RegisterHistory registers, Edge edge, Demand demand)
    {
        var (from, to) = (registers.Accesses[edge.From], registers.Accesses[edge.To]);
        var why = $"{Why(from, to, demand)}: {from.Text} before {to.Text}";
        return new Dependency(from.Source.Index, to.Source.Index, edge.Kind, why);
    }

    private static string Why(Access from, Access to, Demand demand)
    {
        if (demand is not { By: { } by, Known: { } known })
            return $"{from.Text} has the version number before that of {to.Text}";
        var client = $"client {by.Source.Client} called {known.Text}, and then {by.Text}";
        if (by.IsWrite || known == from || known.Register == from.Register) return client;
        return $"{client}; and whoever knows of the former knows of {RegisterHistory.Tell(from)}";
    }
}
