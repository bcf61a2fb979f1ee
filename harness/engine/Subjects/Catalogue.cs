namespace Katas.Engine.Subjects;

/// <summary>All katas of a clone.</summary>
public sealed class Catalogue
{
    /// <summary>The tracks in the order in which one learns; a track of another name comes last.</summary>
    private static readonly string[] TrackOrder =
    [
        "Foundations", "Patterns", "Concurrency", "Scale", "Reliability",
        "Distributed", "EventsAndData", "Operations", "CaseStudies",
    ];

    private Catalogue(string root, IReadOnlyList<Kata> katas) => (Root, All) = (root, katas);

    /// <summary>The repository's root folder.</summary>
    public string Root { get; }

    /// <summary>Every kata, in the order of tracks, then levels, then names.</summary>
    public IReadOnlyList<Kata> All { get; }

    /// <summary>Reads every <c>katas/&lt;Track&gt;/&lt;Kata&gt;/kata.json</c> below <paramref name="root"/>.</summary>
    /// <exception cref="InvalidDataException">A <c>kata.json</c> is not valid.</exception>
    public static Catalogue Open(string root)
    {
        var folder = Path.Combine(root, "katas");
        var katas =
            from track in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : []
            from kata in Directory.EnumerateDirectories(track)
            let file = Path.Combine(kata, "kata.json")
            where File.Exists(file)
            select new Kata(root, Path.GetFileName(track), Path.GetFileName(kata), KataFacts.Read(file));
        return new Catalogue(
            root, [.. katas.OrderBy(Position).ThenBy(kata => kata.Facts.Level).ThenBy(kata => kata.Id)]);
    }

    /// <summary>The kata of that id, without regard to case; <c>RateLimiter</c> means <c>rate-limiter</c>.</summary>
    /// <exception cref="UnknownKataException">There is none; the message offers the nearest names.</exception>
    public Kata Get(string id) =>
        All.FirstOrDefault(kata =>
            kata.Id.Equals(id, StringComparison.OrdinalIgnoreCase)
            || kata.Name.Equals(id, StringComparison.OrdinalIgnoreCase))
        ?? throw new UnknownKataException(id, NearestNames.To(id, All.Select(kata => kata.Id)));

    /// <summary>The kata whose solution is the class <paramref name="type"/>.</summary>
    public Kata Of(Type type) =>
        All.FirstOrDefault(kata => kata.ClassName == type.FullName)
        ?? throw new UnknownKataException(type.FullName ?? type.Name, []);

    private static int Position(Kata kata)
    {
        var index = Array.IndexOf(TrackOrder, kata.Track);
        return index < 0 ? TrackOrder.Length : index;
    }
}

/// <summary>There is no kata of that name.</summary>
public sealed class UnknownKataException(string id, IReadOnlyList<string> nearest)
    : Exception($"There is no kata \"{id}\".{Offer(nearest)}")
{
    /// <summary>The names that come closest, best first; empty when none is near.</summary>
    public IReadOnlyList<string> Nearest { get; } = nearest;

    private static string Offer(IReadOnlyList<string> nearest) =>
        nearest.Count == 0 ? "" : $" Did you mean {string.Join(" or ", nearest)}?";
}
