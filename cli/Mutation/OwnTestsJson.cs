using System.Text.Json;
using System.Text.Json.Serialization;
using Katas.Engine.Mutation;

namespace Katas.Cli.Mutation;

/// <summary>Prints for a program what a learner's own tests accept and notice.</summary>
internal static class OwnTestsJson
{
    /// <summary>One document.</summary>
    public static void Write(Session session, MutationOutcome outcome, OwnTestsResult others, int exitCode)
    {
        var document = new OwnTestsDocument(
            exitCode, outcome.Plan.Kata.Id, others.Alternatives,
            [.. others.Rejected.Select(one => new NamedTest(one.Name, one.Test))],
            [.. others.Caught.Select(one => new NamedTest(one.Name, one.Test))],
            others.Missed,
            outcome.Report.Results.Count(result => result.Fate == MutantFate.Killed && result.SameAs is null),
            Enum.GetValues<MutantOrigin>().Sum(origin => outcome.Faults(origin).Count));
        session.Screen.Out.Write(JsonSerializer.Serialize(document, OwnTestsJsonContext.Default.OwnTestsDocument) + "\n");
    }
}

/// <summary>What <c>kata mutate --my-tests --json</c> prints; <c>docs/mutation.md</c> describes it.</summary>
internal sealed record OwnTestsDocument(
    int ExitCode, string Kata, int Alternatives, IReadOnlyList<NamedTest> Rejected, IReadOnlyList<NamedTest> Caught,
    IReadOnlyList<string> Missed, int MutantsKilled, int MutantsTried)
{
    /// <summary>Counts up when a member changes its meaning or goes away.</summary>
    public int Schema { get; init; } = 1;
}

/// <summary>A subject and the test that decided about it.</summary>
internal sealed record NamedTest(string Name, string Test);

[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OwnTestsDocument))]
internal sealed partial class OwnTestsJsonContext : JsonSerializerContext;
