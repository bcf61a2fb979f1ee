using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Cli.Judging;

/// <summary>How files are to be judged.</summary>
/// <param name="ModelName">The model, as it was typed.</param>
/// <param name="Model">The model.</param>
internal sealed record JudgeRequest(string ModelName, SequentialModel Model)
{
    /// <summary>The form of the files; <see langword="null"/>: guessed for each.</summary>
    public HistoryFormat? Format { get; init; }

    /// <summary>The only key that counts; <see langword="null"/>: all.</summary>
    public string? Key { get; init; }

    /// <summary>How many steps a file may take.</summary>
    public required long MaxSteps { get; init; }

    /// <summary>How long a file may take; <see langword="null"/>: without end.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether the order that explains a history is shown, however long it is.</summary>
    public bool Witness { get; init; }

    /// <summary>Where to write the page; <see langword="null"/>: nowhere.</summary>
    public string? Page { get; init; }
}
