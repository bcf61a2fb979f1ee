namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>The sites of one rewritten assembly; its code names a site by its index.</summary>
internal sealed class SiteTable
{
    private readonly List<Site> _sites = [];

    public Site this[int index] => _sites[index];

    public int Add(Site site)
    {
        _sites.Add(site);
        return _sites.Count - 1;
    }

    public IReadOnlyList<UncontrolledCall> Uncontrolled() =>
    [
        .. _sites.Where(s => s.Kind == SiteKind.Uncontrolled)
            .Select(s => s.ToCall()).Distinct(),
    ];
}
