using Katas.Engine.Grading;
using Katas.Engine.Simulation;

namespace Katas.Engine.Reporting;

/// <summary>Words a survival matrix: what the cluster survives in a line, then the table.</summary>
internal static class SurvivalText
{
    private const int MostRows = 40;

    /// <summary>All that the simulations of a test came to; null when there are none.</summary>
    public static SurvivalReport? Of(IEnumerable<SurvivalMatrix> matrices)
    {
        List<SurvivalMatrix> all = [.. matrices];
        return all.Count == 0 ? null : new SurvivalReport(string.Join('\n', all.Select(Of)), all.All(each => each.Survives));
    }

    /// <summary>At most 100 characters wide, but for long promises, which stand below by their letters.</summary>
    public static string Of(SurvivalMatrix matrix)
    {
        var letters = Enumerable.Range(0, matrix.Properties.Count).Select(Letter).ToList();
        var rows = matrix.Rows.Select(row => (string[])[row.Name, .. matrix.Properties.Select(name => Cell(matrix, row, name))]);
        return string.Join('\n',
        [
            Summary(matrix),
            TextTable.Render([$"{matrix.Seeds} seeds each", .. letters], [.. rows], MostRows),
            .. matrix.Properties.Select((name, i) => $" {letters[i]}: {name}"),
        ]);
    }

    private static string Summary(SurvivalMatrix matrix)
    {
        var alone = matrix.Rows.Where(row => row.Name is not ("none" or "all")).ToList();
        var survived = string.Join(", ", alone.Where(row => row.Survives).Select(row => row.Name));
        var fails = string.Join(", ", alone.Where(row => row.Broken.Count > 0).Select(row => row.Name));
        var none = matrix.Rows[0];
        var all = matrix.Rows[^1];
        List<string> parts = [];
        if (none.Broken.Count > 0) parts.Add("fails without any fault");
        if (survived.Length > 0) parts.Add($"survives {survived}");
        if (fails.Length > 0) parts.Add($"fails {fails}");
        if (fails.Length == 0 && none.Survives && alone.Count == 0) parts.Add("survives without faults");
        if (fails.Length == 0 && none.Broken.Count == 0 && all.Broken.Count > 0) parts.Add("fails all of them together");
        return string.Join("; ", parts);
    }

    /// <summary>The seeds that were survived, or the first that was not.</summary>
    private static string Cell(SurvivalMatrix matrix, SurvivalRow row, string property)
    {
        if (row.Broken.FirstOrDefault(broken => broken.Property == property) is { } failed)
            return $"seed {failed.Seed.ToString("x", System.Globalization.CultureInfo.InvariantCulture)}";
        return row.Runs == matrix.Seeds ? $"{row.Runs}" : $"{row.Runs} of {matrix.Seeds}";
    }

    private static string Letter(int index) => index < 26 ? $"{(char)('A' + index)}" : $"A{(char)('A' + index - 26)}";
}
