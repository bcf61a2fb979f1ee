using System.Text.Json;
using System.Text.Json.Serialization;

namespace Katas.Engine.Subjects;

/// <summary>What <c>kata.json</c> holds.</summary>
/// <param name="Id">The name a person types; lower case words joined by hyphens.</param>
/// <param name="Title">The name a person reads.</param>
/// <param name="Level">1 warm-up, 2 mid, 3 senior, 4 staff.</param>
/// <param name="Minutes">The interview's budget, in minutes.</param>
/// <param name="Summary">What the learner builds, in one line.</param>
/// <param name="Stages">The stages, first to last; stage 1 is the first.</param>
/// <param name="Starter">
/// <see cref="StarterKind.Stub"/>: the starter throws <see cref="NotImplementedException"/>;
/// <see cref="StarterKind.Bug"/>: it works, almost, and the learner mends it.
/// </param>
public sealed record KataFacts(
    string Id,
    string Title,
    int Level,
    int Minutes,
    string Summary,
    IReadOnlyList<KataStage> Stages,
    StarterKind Starter = StarterKind.Stub)
{
    /// <summary>The level's name, as interviewers say it.</summary>
    [JsonIgnore]
    public string LevelName => Level switch { 1 => "warm-up", 2 => "mid", 3 => "senior", 4 => "staff", _ => "?" };

    /// <summary>Reads <c>kata.json</c>.</summary>
    /// <exception cref="InvalidDataException">The file is not valid; the message names the file and every problem.</exception>
    public static KataFacts Read(string file)
    {
        KataFacts? facts;
        try
        {
            facts = JsonSerializer.Deserialize(File.ReadAllBytes(file), KataFactsJson.Default.KataFacts);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}: not a kata.json: {e.Message}", e);
        }

        var problems = facts is null ? ["it is empty"] : Problems(facts).ToList();
        return problems.Count == 0
            ? facts!
            : throw new InvalidDataException($"{file}: {string.Join("; ", problems)}.");
    }

    private static IEnumerable<string> Problems(KataFacts facts)
    {
        if (string.IsNullOrWhiteSpace(facts.Id)) yield return "\"id\" is missing";
        if (string.IsNullOrWhiteSpace(facts.Title)) yield return "\"title\" is missing";
        if (string.IsNullOrWhiteSpace(facts.Summary)) yield return "\"summary\" is missing";
        if (facts.Level is < 1 or > 4) yield return $"\"level\" is {facts.Level}, it goes from 1 to 4";
        if (facts.Minutes < 1) yield return $"\"minutes\" is {facts.Minutes}, it must be positive";
        if (facts.Stages is not { Count: > 0 }) yield return "\"stages\" names no stage";
    }
}

/// <summary>One stage of a kata: a few promises that are graded together.</summary>
/// <param name="Name">The stage's name, such as <c>waiting</c>.</param>
/// <param name="Concept">The idea to look up when a test of this stage fails.</param>
public sealed record KataStage(string Name, string Concept);

/// <summary>What a kata's starter is.</summary>
public enum StarterKind
{
    /// <summary>Every member throws <see cref="NotImplementedException"/>.</summary>
    Stub,

    /// <summary>It compiles and runs, and has the bug that the kata is about.</summary>
    Bug,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(KataFacts))]
internal sealed partial class KataFactsJson : JsonSerializerContext;
