namespace VerifyTests;

/// <summary>Where a verification finds its files, and what it removes from the text before comparing.</summary>
public sealed class VerifySettings
{
    public VerifySettings(VerifySettings? settings = null)
    {
        if (settings is null) return;
        (Directory, FileName) = (settings.Directory, settings.FileName);
        (TypeName, MethodName) = (settings.TypeName, settings.MethodName);
        LineFilters.AddRange(settings.LineFilters);
        LineReplacers.AddRange(settings.LineReplacers);
        Scrubbers.AddRange(settings.Scrubbers);
    }

    internal string? Directory { get; private set; }
    internal string? FileName { get; private set; }
    internal string? TypeName { get; private set; }
    internal string? MethodName { get; private set; }
    internal List<Func<string, bool>> LineFilters { get; } = [];
    internal List<Func<string, string?>> LineReplacers { get; } = [];
    internal List<Action<StringBuilder>> Scrubbers { get; } = [];

    public void UseDirectory(string directory) => Directory = directory;
    public void UseFileName(string fileName) => FileName = fileName;
    public void UseTypeName(string name) => TypeName = name;
    public void UseMethodName(string name) => MethodName = name;

    public void AddScrubber(Action<StringBuilder> scrubber, ScrubberLocation location = ScrubberLocation.First) =>
        Scrubbers.Insert(location is ScrubberLocation.First ? 0 : Scrubbers.Count, scrubber);

    public void ScrubLines(Func<string, bool> removeLine) => LineFilters.Add(removeLine);
    public void ScrubLinesContaining(params string[] stringToMatch) =>
        ScrubLinesContaining(StringComparison.OrdinalIgnoreCase, stringToMatch);
    public void ScrubLinesContaining(StringComparison comparison, params string[] stringToMatch) =>
        ScrubLines(line => stringToMatch.Any(part => line.Contains(part, comparison)));
    public void ScrubLinesWithReplace(Func<string, string?> replaceLine) => LineReplacers.Add(replaceLine);
}
