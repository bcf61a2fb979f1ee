using System.Collections;

namespace Katas.Engine.Linearizability.Searching;

/// <summary>About how much memory a remembered state takes.</summary>
internal static class StateSize
{
    /// <summary>The state, its number and its place in the tables, in bytes: an estimate that grows as the state does.</summary>
    private const int Overhead = 96;

    public static long Of(object state) => Overhead + state switch
    {
        string text => 2L * text.Length,
        ICollection items => 16L * items.Count,
        IReadOnlyCollection<object> items => 16L * items.Count,
        _ => 0,
    };
}
