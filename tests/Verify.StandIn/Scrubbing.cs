namespace VerifyTests;

/// <summary>Removes lines, then replaces lines, then edits the whole text: the order of the library.</summary>
internal static class Scrubbing
{
    public static string Apply(string text, VerifySettings settings)
    {
        var builder = new StringBuilder(ScrubLines(WithLineFeeds(text), settings));
        settings.Scrubbers.ForEach(scrub => scrub(builder));
        return WithLineFeeds(builder.ToString());
    }

    private static string ScrubLines(string text, VerifySettings settings)
    {
        if (text.Length == 0) return text;
        var end = text.EndsWith('\n') ? "\n" : "";
        var kept = text[..^end.Length].Split('\n').Where(line => !settings.LineFilters.Exists(remove => remove(line)));
        foreach (var replace in settings.LineReplacers)
            kept = kept.SelectMany(line => replace(line) is { } lines ? WithLineFeeds(lines).Split('\n') : []);
        return kept.ToList() is { Count: > 0 } rest ? string.Join('\n', rest) + end : "";
    }

    private static string WithLineFeeds(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n');
}
