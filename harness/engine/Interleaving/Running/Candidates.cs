using System.Numerics;

namespace Katas.Engine.Interleaving.Running;

/// <summary>Sets of threads, a bit each.</summary>
internal static class Candidates
{
    /// <summary>The threads that can go on.</summary>
    public static uint Of(IReadOnlyList<LogicalThread> threads)
    {
        var ready = 0u;
        foreach (var thread in threads)
        {
            if (thread.Progress == Progress.Ready)
                ready |= 1u << thread.Index;
        }

        return ready;
    }

    /// <summary>The thread whose turn it is after another one's.</summary>
    public static int NextAfter(int index, uint candidates)
    {
        var later = candidates & ~((2u << index) - 1);
        return BitOperations.TrailingZeroCount(later != 0 ? later : candidates);
    }
}
