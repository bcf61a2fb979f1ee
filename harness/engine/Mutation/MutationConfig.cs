using System.Text.Json;

namespace Katas.Engine.Mutation;

/// <summary>The scores that a reference has to reach, from <c>stryker-config.json</c>, in percent.</summary>
/// <param name="Concurrency">Of our own mutants: the threshold <c>high</c>.</param>
/// <param name="Stryker">Of Stryker's mutants: the threshold <c>break</c>.</param>
public sealed record MutationConfig(int Concurrency, int Stryker)
{
    /// <summary>The file, in the repository's root folder.</summary>
    public const string FileName = "stryker-config.json";

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It is missing, or has no such thresholds.</exception>
    public static MutationConfig Read(string root)
    {
        var file = Path.Combine(root, FileName);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var thresholds = document.RootElement.GetProperty("stryker-config").GetProperty("thresholds");
            return new(thresholds.GetProperty("high").GetInt32(), thresholds.GetProperty("break").GetInt32());
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException(
                $$"""{{file}} should hold "stryker-config": { "thresholds": { "high": 95, "break": 90 } }: {{e.Message}}""", e);
        }
    }
}
