using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Katas.Engine.Mutation;

/// <summary>Puts our results into the page that Stryker made: the sources, with each mutant where it is.</summary>
/// <remarks>
/// The form is that of the mutation testing elements, schema 2. The page counts what came to no end as noticed; we do not, so
/// whatever was not killed is there as survived, with what happened as its reason.
/// </remarks>
public static partial class MutationPage
{
    /// <summary>The page.</summary>
    /// <param name="page">Stryker's page.</param>
    /// <param name="plan">What was tried.</param>
    /// <param name="results">What became of it.</param>
    /// <param name="explained">Why some are no faults, by name.</param>
    /// <param name="sources">The texts of the subject's files, by <see cref="SourceEdit.File"/>.</param>
    /// <exception cref="InvalidDataException">The page has no place for a report.</exception>
    public static string Write(
        string page, MutationPlan plan, IReadOnlyList<MutantResult> results,
        IReadOnlyDictionary<string, string> explained, IReadOnlyDictionary<string, string> sources)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var place = Report().Match(page);
        if (!place.Success) throw new InvalidDataException("Stryker's page has no \"app.report = …;\" to put results in.");
        var config = MutationConfig.Read(plan.Kata.Root);
        var report = new JsonObject
        {
            ["schemaVersion"] = "2",
            ["thresholds"] = new JsonObject { ["high"] = config.Concurrency, ["low"] = config.Stryker },
            ["projectRoot"] = plan.Kata.Root,
            ["files"] = new JsonObject(sources.Select(source => KeyValuePair.Create<string, JsonNode?>(source.Key, new JsonObject
            {
                ["language"] = "cs",
                ["source"] = source.Value,
                ["mutants"] = new JsonArray(
                    [.. from result in results
                        where result.Mutant.Edit.File == source.Key
                        select MutantOf(result, source.Value, explained)]),
            }))),
        };
        // The page waits for results that a running Stryker would send.
        var quiet = Waiting().Replace(page[..place.Index], "");
        quiet = Title().Replace(quiet, $"title-postfix=\"mutants of {plan.Kata.Id}, {plan.Subject}\"");
        return $"{quiet}app.report = {report.ToJsonString(JsonSerializerOptions.Web)};\n{page[(place.Index + place.Length)..]}";
    }

    private static JsonObject MutantOf(MutantResult result, string source, IReadOnlyDictionary<string, string> explained)
    {
        var (mutant, edit) = (result.Mutant, result.Mutant.Edit);
        var (status, reason) = Status(result, explained);
        return new JsonObject
        {
            ["id"] = mutant.Name,
            ["mutatorName"] = mutant.Operator,
            ["replacement"] = edit.Text,
            ["location"] = new JsonObject { ["start"] = At(source, edit.Start), ["end"] = At(source, edit.Start + edit.Length) },
            ["status"] = status,
            ["statusReason"] = reason,
        };
    }

    private static (string Status, string Reason) Status(MutantResult result, IReadOnlyDictionary<string, string> explained) =>
        result switch
        {
            { SameAs: { } same } => ("Ignored", $"The same program as {same}."),
            { Fate: MutantFate.SameCode } => ("Ignored", "The same program as the original."),
            { Fate: MutantFate.DoesNotCompile } => ("CompileError", result.Text),
            { Fate: MutantFate.Killed } => ("Killed", result.Text),
            _ when explained.TryGetValue(result.Mutant.Name, out var why) => ("Ignored", why),
            { Fate: MutantFate.Survived } => ("Survived", "Every test passed."),
            _ => ("Survived", $"{result.Fate}, and no test failed. {result.Text}"),
        };

    private static JsonObject At(string source, int offset) => new()
    {
        ["line"] = source.AsSpan(0, offset).Count('\n') + 1,
        ["column"] = offset - (offset == 0 ? 0 : source.LastIndexOf('\n', offset - 1) + 1) + 1,
    };

    [GeneratedRegex(@"app\.report = \{.*?\};\r?\n", RegexOptions.Singleline)]
    private static partial Regex Report();

    [GeneratedRegex("title-postfix=\"[^\"]*\"")]
    private static partial Regex Title();

    [GeneratedRegex("\\s+sse=\"[^\"]*\"")]
    private static partial Regex Waiting();
}
