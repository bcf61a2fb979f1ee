using NUnit.Framework.Interfaces;

namespace Katas.Engine.Reporting;

/// <summary>What a test, a stage or a whole kata came to.</summary>
/// <remarks>In the order of precedence: a kata is what the last of its tests' verdicts in this list is.</remarks>
public enum Verdict
{
    /// <summary>Every check held.</summary>
    Passed,

    /// <summary>The starter is untouched: neither passed nor failed.</summary>
    ToDo,

    /// <summary>A budget ended, or something could not be controlled: neither passed nor failed.</summary>
    Inconclusive,

    /// <summary>A promise of the contract does not hold.</summary>
    Failed,

    /// <summary>It hung, crashed, exited, ran out of memory, or could not be made.</summary>
    Broken,

    /// <summary>It does not compile.</summary>
    DoesNotCompile,
}

/// <summary>The verdicts in NUnit's terms.</summary>
internal static class Verdicts
{
    private const string BrokenLabel = "Broken";

    public static ResultState ToResultState(this Verdict verdict) => verdict switch
    {
        Verdict.Passed => ResultState.Success,
        Verdict.ToDo or Verdict.Inconclusive => ResultState.Inconclusive,
        Verdict.Broken => new ResultState(TestStatus.Failed, BrokenLabel),
        _ => ResultState.Failure,
    };

    public static Verdict ToVerdict(this ResultState state) => state.Status switch
    {
        TestStatus.Passed => Verdict.Passed,
        TestStatus.Failed when state.Label == BrokenLabel => Verdict.Broken,
        TestStatus.Failed => Verdict.Failed,
        _ => Verdict.Inconclusive,
    };
}
