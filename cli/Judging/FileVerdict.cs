using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Cli.Judging;

/// <summary>What came of one file.</summary>
/// <param name="File">The file, as it was typed.</param>
internal sealed record FileVerdict(string File)
{
    /// <summary>What was judged; <see langword="null"/>: it could not be read.</summary>
    public History? History { get; init; }

    /// <summary>The verdict; <see langword="null"/>: it was not judged.</summary>
    public CheckResult? Result { get; init; }

    /// <summary>Why it was not judged.</summary>
    public string? Error { get; init; }

    /// <summary>How long judging took, without reading.</summary>
    public TimeSpan Elapsed { get; init; }
}
