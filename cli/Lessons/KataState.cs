using Katas.Cli.Output;
using Katas.Cli.Records;
using Katas.Engine.Subjects;

namespace Katas.Cli.Lessons;

/// <summary>How far a learner is with a kata.</summary>
internal enum KataState
{
    /// <summary>The file is still the starter.</summary>
    ToDo,

    /// <summary>The file differs from the starter.</summary>
    InProgress,

    /// <summary>Every stage has passed.</summary>
    Passed,

    /// <summary>It has passed, and it is time to write it again.</summary>
    ReviewDue,
}

/// <summary>Finds and words the states.</summary>
internal static class KataStates
{
    /// <summary>The state of a kata.</summary>
    public static KataState Of(Kata kata, KataRecord record, DateTimeOffset now) =>
        ReviewPlan.IsDue(record, now) ? KataState.ReviewDue
        : record.PassedAt is not null ? KataState.Passed
        : IsStarter(kata) ? KataState.ToDo
        : KataState.InProgress;

    /// <summary>Whether the solution's file holds the starter, letter by letter; line endings do not count.</summary>
    public static bool IsStarter(Kata kata) =>
        File.Exists(kata.SolutionFile) && File.Exists(kata.StarterFile)
        && SourceFile.Read(kata.SolutionFile).Text.ReplaceLineEndings()
            == SourceFile.Read(kata.StarterFile).Text.ReplaceLineEndings();

    /// <summary>The state in words.</summary>
    public static Inked Shown(this KataState state) => state switch
    {
        KataState.Passed => ("passed", Ink.Good),
        KataState.ReviewDue => ("review due", Ink.Warning),
        KataState.InProgress => ("in progress", Ink.Warning),
        _ => "to do",
    };
}
