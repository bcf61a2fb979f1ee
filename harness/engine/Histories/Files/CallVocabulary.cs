using Katas.Engine.Linearizability;

namespace Katas.Engine.Histories.Files;

/// <summary>What the ends of calls mean in files: the one place for the rules that <c>docs/histories.md</c> describes.</summary>
/// <remarks>
/// The files follow Jepsen: <c>ok</c> repeats the argument where a call gives nothing back, and <c>fail</c> says that the
/// call certainly did not happen, except where the answer "no" is a result in itself.
/// </remarks>
internal static class CallVocabulary
{
    private static readonly Dictionary<string, Kind> Kinds = new(StringComparer.Ordinal)
    {
        ["read"] = Kind.ReadOnly,
        ["get"] = Kind.ReadOnly,
        ["contains"] = Kind.ReadOnly,
        ["length"] = Kind.ReadOnly,
        ["write"] = Kind.Done,
        ["put"] = Kind.Done,
        ["append"] = Kind.Done,
        ["enqueue"] = Kind.Done,
        ["push"] = Kind.Done,
        ["insert"] = Kind.Done,
        ["add"] = Kind.Done,
        ["remove"] = Kind.Done,
        ["increment"] = Kind.Done,
        ["decrement"] = Kind.Done,
        ["acquire"] = Kind.Done,
        ["release"] = Kind.Done,
        ["expire"] = Kind.Done,
        ["cas"] = Kind.YesOrNo,
        ["try-acquire"] = Kind.YesOrNo,
    };

    private enum Kind
    {
        /// <summary>What <c>ok</c> holds is the answer.</summary>
        Answers,

        /// <summary>An answer too, and no state changes.</summary>
        ReadOnly,

        /// <summary>It is done, or it answers something other than its argument.</summary>
        Done,

        /// <summary>It may be refused, and then did nothing.</summary>
        YesOrNo,
    }

    /// <summary>What a call gave back whose <c>ok</c> holds a value.</summary>
    public static object? Output(Call call, object? value) => KindOf(call) switch
    {
        Kind.Done when Equals(value, call.Argument) => null,
        Kind.YesOrNo when value is null || Equals(value, call.Argument) => true,
        _ => value,
    };

    /// <summary>What <c>fail</c> means for a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="value">The value of the <c>fail</c>: the argument again, nothing, or a word such as <c>timed-out</c>.</param>
    /// <param name="hasError">Whether it gives an error too; then nobody can tell whether the object said no.</param>
    public static FailMeaning MeaningOfFail(Call call, object? value, bool hasError) => KindOf(call) switch
    {
        Kind.ReadOnly => FailMeaning.ResultUnknown,
        Kind.YesOrNo when !hasError && (value is null || Equals(value, call.Argument)) => FailMeaning.ReturnedFalse,
        _ => FailMeaning.DidNothing,
    };

    private static Kind KindOf(Call call) => Kinds.GetValueOrDefault(call.Name);
}

/// <summary>What a <c>fail</c> in a file comes to.</summary>
internal enum FailMeaning
{
    /// <summary>The call certainly did not happen, and is left out.</summary>
    DidNothing,

    /// <summary>It could not have changed anything, and its answer is lost.</summary>
    ResultUnknown,

    /// <summary>The object refused: the answer is <see langword="false"/>.</summary>
    ReturnedFalse,
}
