namespace Katas.Engine.Mutation;

/// <summary>Shows what a mutant changes, as lines.</summary>
public static class MutantDiff
{
    private const int MostLines = 12;

    /// <summary>The lines that go, marked <c>-</c>, then those that come, marked <c>+</c>, without the indent they share.</summary>
    /// <param name="source">The text of the file before the change.</param>
    /// <param name="edit">The change.</param>
    /// <returns>At most twelve lines; what is left out is counted.</returns>
    public static IReadOnlyList<string> Of(string source, SourceEdit edit)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(edit);
        var first = source.LastIndexOf('\n', Math.Max(0, edit.Start - 1)) + 1;
        var end = source.IndexOf('\n', edit.Start + edit.Length);
        if (end < 0) end = source.Length;
        var before = Lines(source[first..end]);
        var after = Lines(source[first..edit.Start] + edit.Text + source[(edit.Start + edit.Length)..end]);
        var same = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var shortest = Math.Min(before.Count, after.Count) - same;
        var sameEnd = before.AsEnumerable().Reverse().Zip(after.AsEnumerable().Reverse())
            .Take(shortest).TakeWhile(pair => pair.First == pair.Second).Count();
        var gone = before.GetRange(same, before.Count - same - sameEnd);
        var come = after.GetRange(same, after.Count - same - sameEnd);
        var indent = gone.Concat(come).Select(Indent).DefaultIfEmpty(0).Min();
        List<string> lines = [.. gone.Select(line => $"- {line[indent..]}"), .. come.Select(line => $"+ {line[indent..]}")];
        return lines.Count <= MostLines
            ? lines
            : [.. lines[..(MostLines - 1)], $"  and {lines.Count - MostLines + 1} more lines"];
    }

    private static List<string> Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];

    private static int Indent(string line) => line.Length - line.TrimStart().Length;
}
