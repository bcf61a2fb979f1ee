using Katas.Engine.Reporting;

namespace Katas.Cli.Output;

/// <summary>The signs before and between texts, in the characters that the screen can show.</summary>
internal sealed class Marks(bool unicode)
{
    /// <summary>Between parts of a heading.</summary>
    public string Dot => unicode ? " · " : " - ";

    /// <summary>Something was left out here.</summary>
    public string Ellipsis => unicode ? "…" : "...";

    /// <summary>The sign of a verdict.</summary>
    public string Of(Verdict verdict) => verdict switch
    {
        Verdict.Passed => unicode ? "✓" : "+",
        Verdict.Failed => unicode ? "✗" : "x",
        Verdict.Broken or Verdict.DoesNotCompile => "!",
        Verdict.Inconclusive => "?",
        _ => unicode ? "·" : "-",
    };

    /// <summary>The ink of a verdict.</summary>
    public static Ink InkOf(Verdict verdict) => verdict switch
    {
        Verdict.Passed => Ink.Good,
        Verdict.Failed or Verdict.Broken or Verdict.DoesNotCompile => Ink.Bad,
        _ => Ink.Warning,
    };
}
