using Katas.Engine.Histories;

namespace Katas.Engine.Linearizability.Counterexamples;

/// <summary>
/// Looks for the latest moment from which on a history is impossible, whatever state it began in. What had returned before is
/// left out; what was open then may still happen.
/// </summary>
/// <remarks>
/// A violation is mostly a matter of a few neighbours, and they prove it alone: also where the whole is too hard for the
/// search. From an earlier moment more is known, so a history that is impossible from one moment is so from every earlier one.
/// </remarks>
internal static class LatestBeginning
{
    /// <summary>Sets <see cref="Sketch.Since"/>.</summary>
    /// <param name="sketch">Ends with the return of the impossible operation.</param>
    /// <param name="operations">The operations that it is about, in the order of their calls.</param>
    /// <param name="impossible">The place of the impossible one.</param>
    /// <param name="most">How many operations to look at, at most.</param>
    /// <returns>Whether there is such a moment. If not, the history keeps its beginning.</returns>
    public static bool Find(Sketch sketch, IReadOnlyList<Operation> operations, int impossible, int most)
    {
        int bad = -1, good = impossible + 1;
        for (var length = 1; sketch.KnowsAllStates && bad < 0 && good > 0 && length <= most; length *= 2)
        {
            var from = Math.Max(0, impossible + 1 - length);
            if (IsBadFrom(from)) bad = from;
            else good = from;
        }

        while (bad >= 0 && good - bad > 1)
        {
            var middle = (bad + good) / 2;
            if (IsBadFrom(middle)) bad = middle;
            else good = middle;
        }

        sketch.Since = bad < 0 ? long.MinValue : operations[bad].Invoked;
        return bad >= 0;

        bool IsBadFrom(int operation)
        {
            sketch.Since = operations[operation].Invoked;
            return sketch.Judge().Verdict == CheckVerdict.Violation;
        }
    }
}
