using System.Text.Json.Serialization;

namespace Katas.Cli.Judging;

/// <summary>What <c>kata judge --json</c> prints; <c>docs/commands.md</c> describes it.</summary>
internal sealed record JudgeDocument(string Model, IReadOnlyList<JudgedFileDocument> Files, int ExitCode)
{
    /// <summary>Counts up when a member changes its meaning or goes away.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The only key that was judged.</summary>
    public string? Key { get; init; }
}

/// <summary>One file of a <see cref="JudgeDocument"/>.</summary>
internal sealed record JudgedFileDocument(string File)
{
    public string? Error { get; init; }

    public string? Verdict { get; init; }

    public string? Reason { get; init; }

    public CounterexampleDocument? Counterexample { get; init; }

    public IReadOnlyList<WitnessDocument>? Witness { get; init; }

    public CostDocument? Cost { get; init; }
}

/// <summary>What is impossible in a file.</summary>
internal sealed record CounterexampleDocument(
    string? Key,
    string Reason,
    IReadOnlyList<CoreOperationDocument> Operations,
    OperationDocument Impossible,
    IReadOnlyList<string> LegalAnswers,
    IReadOnlyList<PlacedDocument> Order,
    bool IsMinimal,
    int From);

/// <summary>The order that explains the answers of one key's operations.</summary>
internal sealed record WitnessDocument(string? Key, IReadOnlyList<OperationDocument> Order);

/// <summary>An operation: in words, and where it is found.</summary>
internal sealed record OperationDocument(int Index, int? Line, int Client, string Text, long Invoked, long? Returned);

/// <summary>An operation of a counterexample.</summary>
internal sealed record CoreOperationDocument(OperationDocument Operation, bool Relaxed);

/// <summary>An operation with the state after it.</summary>
internal sealed record PlacedDocument(OperationDocument Operation, string StateAfter);

/// <summary>What a verdict took.</summary>
internal sealed record CostDocument(
    int Operations, int Keys, long Steps, long Configurations, long PeakBytes, string DecidedBy, double Milliseconds);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JudgeDocument))]
internal sealed partial class JudgeDocumentJson : JsonSerializerContext;
