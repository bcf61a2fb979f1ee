using System.Globalization;
using Katas.Engine.Mutation;

namespace Katas.Cli.Mutation;

/// <summary>The table of <c>docs/mutation.md</c>: one row for each reference, written by <c>kata mutate --docs</c>.</summary>
/// <remarks>All but the rows is written by people, and stays as it is.</remarks>
internal static class MutationTable
{
    /// <summary>The file.</summary>
    public static string FileOf(string root) => Path.Combine(root, "docs", "mutation.md");

    /// <summary>The row that an outcome gives.</summary>
    public static string Row(MutationOutcome outcome)
    {
        var cells = Enum.GetValues<MutantOrigin>().Select(origin => Cells(outcome, origin));
        return $"| `{outcome.Plan.Kata.Id}` | {string.Join(" | ", cells)} |";
    }

    /// <summary>The row that stands in the file; <see langword="null"/> for none.</summary>
    public static string? Standing(string root, string kata) =>
        File.ReadLines(FileOf(root)).FirstOrDefault(line => line.StartsWith(Beginning(kata), StringComparison.Ordinal));

    /// <summary>Writes a row in its place, in the order of the katas' names.</summary>
    /// <exception cref="InvalidDataException">The file has no table.</exception>
    public static void Write(string root, MutationOutcome outcome)
    {
        var lines = File.ReadAllText(FileOf(root)).ReplaceLineEndings("\n").Split('\n').ToList();
        var heading = lines.FindIndex(line => line.StartsWith("| kata |", StringComparison.Ordinal));
        if (heading < 0) throw new InvalidDataException($"{FileOf(root)} has no table that begins with \"| kata |\".");
        lines.RemoveAll(line => line.StartsWith(Beginning(outcome.Plan.Kata.Id), StringComparison.Ordinal));
        var at = heading + 2;
        while (at < lines.Count && string.CompareOrdinal(lines[at], Row(outcome)) < 0
            && lines[at].StartsWith("| `", StringComparison.Ordinal))
            at++;
        lines.Insert(at, Row(outcome));
        File.WriteAllText(FileOf(root), string.Join('\n', lines));
    }

    private static string Beginning(string kata) => $"| `{kata}` |";

    private static string Cells(MutationOutcome outcome, MutantOrigin origin)
    {
        var tried = outcome.Report.Tried(origin);
        return string.Join(" | ", new[]
        {
            Number(tried.Count),
            Number(tried.Count(result => result.Fate == MutantFate.Killed)),
            Number(tried.Count(result => result.Fate != MutantFate.Killed && outcome.IsExplained(result))),
            Number(outcome.Unexplained.Count(result => result.Mutant.Origin == origin)),
            outcome.ScoreText(origin),
        });
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
