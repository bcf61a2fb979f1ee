using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving;

/// <summary>Prints a schedule as a table, one column for each thread.</summary>
public static class InterleavingTable
{
    /// <summary>Prints the trace of a failing schedule.</summary>
    /// <param name="result">The result; without a trace the text is empty.</param>
    /// <param name="maxRows">The most rows below the heading; more are folded in the middle. Not below 3.</param>
    /// <param name="maxColumns">The most characters of a line; cells that are wider go on over empty ones, or are cut.</param>
    /// <returns>The lines, separated by a line feed, without one at the end.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxRows"/> is below 3.</exception>
    /// <remarks>
    /// <c>** switch **</c> marks where a thread lost the processor although it could have gone on, <c>** ended **</c> where it
    /// had nothing left to do. Threads and tasks of which no step is shown have no column. Further turns of a loop are counted.
    /// The last column shows the value of the place that the step accessed, and says so when a write destroys another
    /// thread's write that the writer never read.
    /// </remarks>
    public static string Render(ExplorationResult result, int maxRows = 12, int maxColumns = 100)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 3);
        if (result.Trace.Count == 0)
            return "";
        return new TableLayout(TableContent.Of(result, maxRows), maxColumns).Print();
    }
}
