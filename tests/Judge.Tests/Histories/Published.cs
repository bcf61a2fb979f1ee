using System.Text.Json;
using Katas.Engine.Subjects;

namespace Katas.Judge.Tests.Histories;

/// <summary>The published histories with known verdicts, where they are at hand.</summary>
internal static class Published
{
    private const string Variable = "KATAS_HISTORIES";

    /// <summary>Every history of <c>expected.json</c>; one that says why where the folder is absent.</summary>
    public static IEnumerable<TestCaseData> All
    {
        get
        {
            if (Folder is null)
                return [new TestCaseData(default(Expected)).Ignore($"Name the folder of histories in {Variable}.")];
            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "expected.json")));
            return [.. document.RootElement.GetProperty("histories").EnumerateArray().Select(Case)];
        }
    }

    private static string? Folder { get; } = new[]
    {
        Environment.GetEnvironmentVariable(Variable),
        Path.Combine(KataRoot.Current, "..", "shared", "data", "histories"),
    }.FirstOrDefault(folder => folder is not null && File.Exists(Path.Combine(folder, "expected.json")));

    private static TestCaseData Case(JsonElement entry)
    {
        var path = entry.GetProperty("path").GetString()!;
        var alone = !entry.TryGetProperty("partitioned_by_key", out var partitioned) || partitioned.GetBoolean();
        return new TestCaseData(new Expected(
            Path.Combine(Folder!, path),
            entry.GetProperty("ops").GetInt32(),
            entry.GetProperty("pending").GetInt32(),
            entry.GetProperty("counts").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetInt32()),
            entry.GetProperty("linearizable").GetBoolean()))
            .SetArgDisplayNames(path + (alone ? "" : " as one object"));
    }
}

/// <summary>What is known of a published history.</summary>
internal sealed record Expected(string Path, int Operations, int Pending, Dictionary<string, int> Counts, bool Linearizable);
