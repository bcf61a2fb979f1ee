using System.Numerics;

namespace Katas.Engine.Interleaving.Running;

/// <summary>Sets of threads, a bit each.</summary>
internal static class Candidates
{
    /// <summary>The thread whose turn it is after another one's.</summary>
    public static int NextAfter(int index, ulong candidates)
    {
        var later = candidates & ~((2ul << index) - 1);
        return BitOperations.TrailingZeroCount(later != 0 ? later : candidates);
    }
}
