using System.Globalization;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>What a schedule did, as a sum: who did what to which field or object, in which order.</summary>
/// <remarks>Line numbers do not count. Whoever adds a comment to the code can still replay it.</remarks>
internal static class SchedulePath
{
    public static string Of(ScheduleRun run)
    {
        var sum = Letters.Begin;
        foreach (var step in run.Trace)
        {
            sum = Letters.Add(sum, step.Thread.ToString(CultureInfo.InvariantCulture));
            sum = Letters.Add(sum, step.Verb);
            sum = Letters.Add(sum, step.Location.Part ?? step.Location.Owner?.GetType().Name ?? "");
        }

        return ReplayText.PathSum(sum);
    }

    /// <summary>The schedule as it can be run again; what is preferred at the end need not be said.</summary>
    public static ReplayText Replay(ScheduleRun run, ContendedClasses contended)
    {
        var count = run.Decisions.Count;
        while (count > 0 && run.Decisions[count - 1].IsPreferred)
            count--;
        return new ReplayText([.. run.Decisions.Take(count).Select(d => d.Chosen)], contended.Sums, Of(run));
    }
}
