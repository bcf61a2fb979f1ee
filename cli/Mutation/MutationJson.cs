using System.Text.Json;
using System.Text.Json.Serialization;
using Katas.Engine.Mutation;

namespace Katas.Cli.Mutation;

/// <summary>Prints an outcome for a program.</summary>
internal static class MutationJson
{
    /// <summary>One document.</summary>
    public static void Write(Session session, MutationOutcome outcome, int exitCode)
    {
        var document = new MutationDocument(
            exitCode,
            outcome.Plan.Kata.Id,
            outcome.Plan.Subject.ToString(),
            [.. Enum.GetValues<MutantOrigin>().Select(origin => Score(outcome, origin))],
            [.. outcome.Report.Results.Select(result => Mutant(outcome, result))],
            outcome.Stale,
            outcome.Page is null ? null : SourceEdit.Relative(outcome.Plan.Kata.Root, outcome.Page));
        session.Screen.Out.Write(JsonSerializer.Serialize(document, MutationJsonContext.Default.MutationDocument) + "\n");
    }

    private static ScoreDocument Score(MutationOutcome outcome, MutantOrigin origin) => new(
        Name(origin), outcome.Report.Tried(origin).Count,
        outcome.Report.Tried(origin).Count(result => result.Fate == MutantFate.Killed),
        outcome.Report.Tried(origin).Count(outcome.IsExplained), outcome.ScoreText(origin), outcome.Wanted(origin));

    private static MutantDocument Mutant(MutationOutcome outcome, MutantResult result) => new(
        result.Mutant.Name, result.Mutant.Operator, Name(result.Mutant.Origin), result.Mutant.Edit.File, result.Mutant.Line,
        Name(result.Fate), result.By, result.Text)
    {
        SameAs = result.SameAs,
        Explanation = outcome.Explained.GetValueOrDefault(result.Mutant.Name),
        Original = outcome.MayShowSource ? result.Mutant.Original : null,
        Replacement = outcome.MayShowSource ? result.Mutant.Edit.Text : null,
    };

    private static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>What <c>kata mutate --json</c> prints; <c>docs/mutation.md</c> describes it.</summary>
internal sealed record MutationDocument(
    int ExitCode, string Kata, string Subject, IReadOnlyList<ScoreDocument> Scores, IReadOnlyList<MutantDocument> Mutants,
    IReadOnlyList<string> Stale, string? Page)
{
    /// <summary>Counts up when a member changes its meaning or goes away.</summary>
    public int Schema { get; init; } = 1;
}

/// <summary>The numbers of one origin.</summary>
internal sealed record ScoreDocument(string Origin, int Tried, int Killed, int Explained, string Score, int Wanted);

/// <summary>One mutant.</summary>
internal sealed record MutantDocument(
    string Name, string Operator, string Origin, string File, int Line, string Fate, string By, string Text)
{
    public string? SameAs { get; init; }

    public string? Explanation { get; init; }

    public string? Original { get; init; }

    public string? Replacement { get; init; }
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MutationDocument))]
internal sealed partial class MutationJsonContext : JsonSerializerContext;
