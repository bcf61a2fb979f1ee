namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>The rows of one framework type.</summary>
/// <param name="Name">Full name as metadata spells it, a nested type behind a dot: <c>System.Lazy`1</c>.</param>
/// <param name="Parameters">The type parameters' names in the rows.</param>
/// <param name="IsWhole">Whether each public member must have a row; else only what waits.</param>
/// <param name="Rows">The rows, in the order of the file.</param>
internal sealed record SurfaceType(
    string Name, IReadOnlyList<string> Parameters, bool IsWhole, IReadOnlyList<SurfaceRow> Rows)
{
    private Dictionary<string, SurfaceClass>? _exact;

    /// <summary>The class of a member; null when no row names it.</summary>
    /// <param name="key">As <see cref="SurfaceKey"/> spells it.</param>
    public SurfaceClass? Find(string key)
    {
        _exact ??= Rows.Where(r => !r.IsPattern).ToDictionary(r => SurfaceKey.Of(r.Member, Parameters), r => r.Class);
        if (_exact.TryGetValue(key, out var found))
            return found;
        var name = key[..key.IndexOfAny(['`', '('])];
        return Rows.FirstOrDefault(r => r.IsPattern && r.Matches(name))?.Class;
    }
}

/// <summary>One row: a class, and the member, or the pattern of members, that it is given to.</summary>
internal sealed record SurfaceRow(SurfaceClass Class, string Member)
{
    /// <summary>A name without parentheses, with a star at its beginning or end or on both, stands for every overload.</summary>
    public bool IsPattern => !Member.EndsWith(')');

    public bool Matches(string name) => (Member.StartsWith('*'), Member.EndsWith('*')) switch
    {
        (true, true) => name.Contains(Member.Trim('*'), StringComparison.Ordinal),
        (true, false) => name.EndsWith(Member[1..], StringComparison.Ordinal),
        (false, true) => name.StartsWith(Member[..^1], StringComparison.Ordinal),
        _ => name == Member,
    };
}
