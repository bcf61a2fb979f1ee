using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Reporting.Simulations;

/// <summary>Makes one row of several that say the same: the 37 heartbeats that a partition kept back.</summary>
internal static class Folding
{
    /// <summary>The rows with repeats put together. A row that stands for several has the time of the first.</summary>
    public static List<StoryRow> Fold(IReadOnlyList<StoryRow> rows)
    {
        var folded = new List<StoryRow>();
        foreach (var row in rows)
        {
            var like = folded.FindLastIndex(other => IsLike(other, row) || Touches(other, row));
            if (like >= 0 && IsLike(folded[like], row)) folded[like] = Join(folded[like], row);
            else if (folded.Count > 0 && IsLocal(folded[^1], row)) folded[^1] = JoinLocal(folded[^1], row);
            else folded.Add(row);
        }

        return folded;
    }

    /// <summary>Messages of one kind that fare alike; what brought something about stays by itself.</summary>
    private static bool IsLike(StoryRow one, StoryRow other) => one.Arrow == other.Arrow && one.From == other.From
        && one.Message.Data?.GetType() == other.Message.Data?.GetType() && one.Note == other.Note
        && Says(one) == Says(other) && !one.IsViolation && !other.IsViolation
        && (one.Arrow == Arrow.Lost || (one.Arrow == Arrow.Whole && one.To.SequenceEqual(other.To)));

    private static string Says(StoryRow row) => StepWords.Locals(row, 40);

    /// <summary>Whether a row says something of the other's sender, so that a later one may not be told before it.</summary>
    private static bool Touches(StoryRow row, StoryRow later) => row.From == later.From || row.From < 0
        || row.To.Contains(later.From) || (later.Arrow != Arrow.Lost && row.To.Intersect(later.To).Any());

    private static bool IsLocal(StoryRow one, StoryRow other) => one.Arrow == Arrow.None && other.Arrow == Arrow.None
        && one.From == other.From && other.Lead.Length == 0 && one.From >= 0
        && (one.Time == other.Time || one.Locals.All(step => step.Kind == TraceKind.Disk))
        && one.Locals.Concat(other.Locals).All(step => step.Kind is TraceKind.Observe or TraceKind.Disk);

    private static StoryRow Join(StoryRow one, StoryRow other) => one with
    {
        To = [.. one.To.Union(other.To).Order()],
        Count = one.Count + other.Count, Last = other.Last, Steps = one.Steps + other.Steps,
    };

    private static StoryRow JoinLocal(StoryRow one, StoryRow other) => one with
    {
        // What is said when the disk is done is said then, and not when it began.
        Time = other.Time, Locals = [.. one.Locals, .. other.Locals],
        Steps = one.Steps + other.Steps, IsViolation = one.IsViolation || other.IsViolation,
    };
}
