using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Sources that are cancelled with others.</summary>
internal static class CancellationLinkHooks
{
    [Replaces(typeof(CancellationTokenSource), nameof(CancellationTokenSource.CreateLinkedTokenSource))]
    public static CancellationTokenSource Create(CancellationToken token, int site) =>
        Create([token], () => CancellationTokenSource.CreateLinkedTokenSource(token), site);

    [Replaces(typeof(CancellationTokenSource), nameof(CancellationTokenSource.CreateLinkedTokenSource))]
    public static CancellationTokenSource Create(CancellationToken token1, CancellationToken token2, int site) =>
        Create([token1, token2], () => CancellationTokenSource.CreateLinkedTokenSource(token1, token2), site);

    [Replaces(typeof(CancellationTokenSource), nameof(CancellationTokenSource.CreateLinkedTokenSource))]
    public static CancellationTokenSource Create(CancellationToken[] tokens, int site) =>
        Create(tokens, () => CancellationTokenSource.CreateLinkedTokenSource(tokens), site);

    [Replaces(typeof(CancellationTokenSource), nameof(CancellationTokenSource.CreateLinkedTokenSource))]
    public static CancellationTokenSource Create(ReadOnlySpan<CancellationToken> tokens, int site)
    {
        var copies = tokens.ToArray();
        return Create(copies, () => CancellationTokenSource.CreateLinkedTokenSource(copies), site);
    }

    /// <remarks>To link is to register a callback with each of them.</remarks>
    private static CancellationTokenSource Create(
        CancellationToken[] tokens, Func<CancellationTokenSource> create, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return create();
        var sources = (tokens ?? []).Select(Cancellations.SourceOf).OfType<CancellationTokenSource>().Distinct().ToList();
        foreach (var source in sources)
            thread.Released(thread.ArriveToChange(Taking.Place(source), site), "link to");
        var linked = create();
        foreach (var source in sources)
            Cancellations.Of(source).Linked.Add(linked);
        return linked;
    }
}
