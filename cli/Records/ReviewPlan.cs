namespace Katas.Cli.Records;

/// <summary>When a kata that was passed should be written again: 2, 7 and 21 days after the time before.</summary>
internal static class ReviewPlan
{
    private static readonly int[] Days = [2, 7, 21];

    /// <summary>How many reviews there are.</summary>
    public static int Count => Days.Length;

    /// <summary>When the next review is due; <see langword="null"/>: never passed, or no review is left.</summary>
    public static DateTimeOffset? DueAt(KataRecord kata) =>
        kata.PassedAt is { } passed && kata.Reviews < Days.Length
            ? (kata.ReviewedAt ?? passed).AddDays(Days[kata.Reviews])
            : null;

    /// <summary>Whether a review is due.</summary>
    public static bool IsDue(KataRecord kata, DateTimeOffset now) => DueAt(kata) <= now;

    /// <summary>The record after a pass of all stages; a pass before the review is due is only practice.</summary>
    public static KataRecord Passed(KataRecord kata, DateTimeOffset now) =>
        kata.PassedAt is null ? kata with { PassedAt = now }
        : IsDue(kata, now) ? kata with { Reviews = kata.Reviews + 1, ReviewedAt = now }
        : kata;
}
