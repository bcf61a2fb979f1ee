using System.Text.Json.Serialization;

namespace Katas.Cli.Records;

/// <summary>What a learner has done: the contents of <c>.kata/progress.json</c>.</summary>
internal sealed record LearnerRecord
{
    /// <summary>The format that this program writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The file's format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The kata graded last.</summary>
    public string? Last { get; init; }

    /// <summary>Each kata that was worked on, by its id.</summary>
    public SortedDictionary<string, KataRecord> Katas { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What was done with one kata.</summary>
    public KataRecord Of(string kata) => Katas.GetValueOrDefault(kata) ?? new KataRecord();

    /// <summary>The same with another entry for one kata.</summary>
    public LearnerRecord With(string kata, KataRecord entry) =>
        this with { Katas = new(Katas, StringComparer.Ordinal) { [kata] = entry } };
}

/// <summary>What a learner has done with one kata.</summary>
internal sealed record KataRecord
{
    /// <summary>When every stage passed for the first time.</summary>
    public DateTimeOffset? PassedAt { get; init; }

    /// <summary>How many reviews were passed since.</summary>
    public int Reviews { get; init; }

    /// <summary>When the latest of them was.</summary>
    public DateTimeOffset? ReviewedAt { get; init; }

    /// <summary>The hints that were read, by number.</summary>
    public IReadOnlyList<int> Hints { get; init; } = [];

    /// <summary>When the solution was shown before a pass.</summary>
    public DateTimeOffset? GaveUpAt { get; init; }
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LearnerRecord))]
internal sealed partial class LearnerRecordJson : JsonSerializerContext;
