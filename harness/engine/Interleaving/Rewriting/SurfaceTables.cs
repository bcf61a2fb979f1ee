namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>What the text files of the framework's surface say.</summary>
internal sealed record SurfaceTables(
    IReadOnlyCollection<string> Namespaces, IReadOnlyDictionary<string, SurfaceType> Types)
{
    private const string Folder = "FrameworkSurface/";

    /// <exception cref="FormatException">A line is not as it must be, or a type stands there twice.</exception>
    public static SurfaceTables Read()
    {
        var assembly = typeof(SurfaceTables).Assembly;
        var files = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal));
        return Parse(files.SelectMany(file => Lines(new StreamReader(assembly.GetManifestResourceStream(file)!))));
    }

    public static SurfaceTables Parse(IEnumerable<string> lines)
    {
        HashSet<string> namespaces = [];
        Dictionary<string, SurfaceType> types = [];
        List<SurfaceRow> rows = [];
        foreach (var text in lines.Select(l => l.Split('#')[0].TrimEnd()).Where(l => l.Length > 0))
        {
            if (char.IsWhiteSpace(text[0]))
            {
                rows.Add(Row(text.Trim()));
                continue;
            }

            var (kind, name) = InTwo(text);
            if (kind == "namespace")
                namespaces.Add(name);
            else if (kind is "type" or "part" && types.TryAdd(SurfaceKey.TypeName(name), Type(kind, name, rows = [])))
                continue;
            else
                throw new FormatException($"'{text}' is no heading, or stands there twice");
        }

        return new SurfaceTables(namespaces, types);
    }

    private static SurfaceType Type(string kind, string name, List<SurfaceRow> rows)
    {
        var parameters = name.Split('<', '>').Where((_, i) => i % 2 == 1).SelectMany(p => p.Split(", "));
        return new SurfaceType(SurfaceKey.TypeName(name), [.. parameters], kind == "type", rows);
    }

    private static SurfaceRow Row(string text)
    {
        var (kind, member) = InTwo(text);
        return Enum.TryParse<SurfaceClass>(kind, out var @class)
            ? new SurfaceRow(@class, member)
            : throw new FormatException($"'{text}' begins with no class");
    }

    private static (string Head, string Tail) InTwo(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? throw new FormatException($"'{text}' is one word") : (text[..space], text[space..].Trim());
    }

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        using (reader)
        {
            while (reader.ReadLine() is { } line)
                yield return line;
        }
    }
}
