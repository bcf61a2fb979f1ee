namespace Katas.Engine.Mutation;

/// <summary>Shows what a mutant changes, as lines.</summary>
public static class MutantDiff
{
    private const int MostLines = 14;

    /// <summary>
    /// The lines that go, marked <c>-</c>, then those that come, marked <c>+</c>, between the line before and the line after;
    /// without the indent they share.
    /// </summary>
    /// <param name="source">The text of the file before the change.</param>
    /// <param name="edit">The change.</param>
    /// <returns>At most fourteen lines; what is left out is counted.</returns>
    public static IReadOnlyList<string> Of(string source, SourceEdit edit)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(edit);
        var before = Lines(source);
        var after = Lines(source[..edit.Start] + edit.Text + source[(edit.Start + edit.Length)..]);
        var same = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var shortest = Math.Min(before.Count, after.Count) - same;
        var sameEnd = before.AsEnumerable().Reverse().Zip(after.AsEnumerable().Reverse())
            .Take(shortest).TakeWhile(pair => pair.First == pair.Second).Count();
        List<(char Mark, string Line)> lines =
        [
            .. before.Take(same).TakeLast(1).Select(line => (' ', line)),
            .. before.GetRange(same, before.Count - same - sameEnd).Select(line => ('-', line)),
            .. after.GetRange(same, after.Count - same - sameEnd).Select(line => ('+', line)),
            .. before.TakeLast(sameEnd).Take(1).Select(line => (' ', line)),
        ];
        var indent = lines.Select(line => Indent(line.Line)).DefaultIfEmpty(0).Min();
        var shown = lines.ConvertAll(line => $"{line.Mark} {line.Line[indent..]}");
        return shown.Count <= MostLines
            ? shown
            : [.. shown[..(MostLines - 1)], $"  and {shown.Count - MostLines + 1} more lines"];
    }

    private static List<string> Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];

    private static int Indent(string line) => line.Length - line.TrimStart().Length;
}
