namespace Katas.Engine.Histories.Files;

/// <summary>Keeps each short name of a file once, however often it occurs.</summary>
internal sealed class Names
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The text as a string.</summary>
    public string Of(ReadOnlySpan<char> text)
    {
        var names = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (names.TryGetValue(text, out var known)) return known;
        var name = text.ToString();
        _known.Add(name);
        return name;
    }
}
