using System.Text.Json.Serialization;

namespace Katas.Cli.Reports;

/// <summary>What <c>--json</c> prints; <c>docs/commands.md</c> describes it.</summary>
internal sealed record ReportDocument
{
    /// <summary>Counts up when a member changes its meaning or goes away.</summary>
    public int Schema { get; init; } = 1;

    public required int ExitCode { get; init; }

    public string? Error { get; init; }

    public string? Kata { get; init; }

    public string? Subject { get; init; }

    public int? Stage { get; init; }

    public string? Test { get; init; }

    public string? Seed { get; init; }

    public string? Replay { get; init; }

    public string? Verdict { get; init; }

    public int? Passed { get; init; }

    public int? Total { get; init; }

    public IReadOnlyList<TestDocument>? Tests { get; init; }

    public IReadOnlyList<FindingDocument>? Diagnostics { get; init; }

    public IReadOnlyList<FindingDocument>? Analysis { get; init; }

    public string? Explanation { get; init; }

    public string? Printed { get; init; }
}

/// <summary>One test of a <see cref="ReportDocument"/>.</summary>
internal sealed record TestDocument(string Name, int Stage, string Verdict, string Text, string Statistics)
{
    public string? Replay { get; init; }

    public string? Survival { get; init; }

    public bool? Survives { get; init; }

    public string? Page { get; init; }
}

/// <summary>One diagnostic of a <see cref="ReportDocument"/>.</summary>
internal sealed record FindingDocument(string Id, string Severity, string File, int Line, int Column, string Message);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportDocumentJson : JsonSerializerContext;
