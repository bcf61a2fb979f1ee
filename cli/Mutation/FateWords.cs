using Katas.Cli.Output;
using Katas.Engine.Mutation;

namespace Katas.Cli.Mutation;

/// <summary>How fates are called, and in which order they are told.</summary>
internal static class FateWords
{
    /// <summary>The fates of mutants that no test noticed, the plainest first.</summary>
    public static IReadOnlyList<MutantFate> Unnoticed { get; } =
        [MutantFate.Survived, MutantFate.TimedOut, MutantFate.Crashed, MutantFate.OutOfMemory, MutantFate.Undecided];

    /// <summary>The fate as a word.</summary>
    public static string Of(MutantFate fate) => fate switch
    {
        MutantFate.Killed => "killed",
        MutantFate.Survived => "survived",
        MutantFate.TimedOut => "timed out",
        MutantFate.Crashed => "crashed",
        MutantFate.OutOfMemory => "out of memory",
        MutantFate.Undecided => "undecided",
        MutantFate.DoesNotCompile => "does not compile",
        _ => "the same program",
    };

    /// <summary>Its ink.</summary>
    public static Ink InkOf(MutantFate fate) => fate switch
    {
        MutantFate.Killed => Ink.Good,
        MutantFate.Survived => Ink.Bad,
        MutantFate.DoesNotCompile or MutantFate.SameCode => Ink.Quiet,
        _ => Ink.Warning,
    };
}
