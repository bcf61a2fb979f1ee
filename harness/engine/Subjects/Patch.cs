namespace Katas.Engine.Subjects;

/// <summary>Applies a mistake's diff to the reference.</summary>
/// <remarks>
/// A diff has no line numbers, because they would rot: a hunk is found by its context, which must occur exactly once in
/// all the files. A line <c>@@</c> separates hunks. This is stricter than <c>patch</c>, which guesses.
/// </remarks>
internal static class Patch
{
    /// <summary>The sources with every hunk applied, in order.</summary>
    /// <exception cref="PatchException">A hunk matches nowhere or more than once, or changes nothing.</exception>
    public static IReadOnlyList<SourceFile> Apply(string diff, IReadOnlyList<SourceFile> sources)
    {
        var files = sources.Select(source => source with { Text = source.Text.ReplaceLineEndings("\n") }).ToList();
        foreach (var hunk in Hunks(diff)) ApplyHunk(hunk, files);
        return files;
    }

    private static void ApplyHunk(IReadOnlyList<string> hunk, List<SourceFile> files)
    {
        var before = hunk.Where(line => line[0] != '+').Select(Body).ToArray();
        var after = hunk.Where(line => line[0] != '-').Select(Body).ToArray();
        if (before.Length == 0) throw new PatchException("A hunk needs a line of context or a line that it removes.");
        if (before.SequenceEqual(after)) throw new PatchException("A hunk changes nothing.");

        var places =
            from index in Enumerable.Range(0, files.Count)
            let lines = files[index].Text.Split('\n')
            from line in Enumerable.Range(0, Math.Max(0, lines.Length - before.Length + 1))
            where Matches(lines, line, before)
            select (index, line, lines);
        switch (places.Take(2).ToList())
        {
            case [var place]:
                string[] text = [.. place.lines[..place.line], .. after, .. place.lines[(place.line + before.Length)..]];
                files[place.index] = files[place.index] with { Text = string.Join('\n', text) };
                break;
            case []:
                throw new PatchException($"The diff no longer applies: the reference has no lines\n{Show(before)}");
            default:
                throw new PatchException($"The diff applies in two places; give more context around\n{Show(before)}");
        }
    }

    private static bool Matches(string[] lines, int at, string[] wanted) =>
        wanted.Select((line, i) => lines[at + i].TrimEnd() == line.TrimEnd()).All(same => same);

    private static List<List<string>> Hunks(string diff)
    {
        List<List<string>> hunks = [[]];
        foreach (var line in diff.Split('\n'))
        {
            if (line.StartsWith("@@", StringComparison.Ordinal)) hunks.Add([]);
            else if (line.Length == 0) hunks[^1].Add(" ");
            else if (line[0] is ' ' or '+' or '-') hunks[^1].Add(line);
            else throw new PatchException($"A line of a diff begins with a space, + or -; this one does not: {line}");
        }

        return hunks.FindAll(hunk => hunk.Count > 0);
    }

    private static string Body(string line) => line[1..];

    private static string Show(string[] lines) => string.Join('\n', lines.Select(line => "    " + line));
}

/// <summary>A mistake's diff does not fit the reference.</summary>
public sealed class PatchException(string message) : Exception(message);
