using Katas.Engine.Linearizability.Searching;

namespace Katas.Engine.Linearizability;

/// <summary>How much a check may cost, and what it uses. The defaults suit a spec.</summary>
public sealed record CheckOptions
{
    /// <summary>How many steps of the search, over all keys; then the verdict is Unknown.</summary>
    /// <value>20 million: some ten seconds. Steps, not seconds, so that the same history always gets the same verdict.</value>
    public long MaxSteps { get; init; } = 20_000_000;

    /// <summary>How much memory the search's tables may take, in bytes; then the verdict is Unknown.</summary>
    /// <value>1 GiB.</value>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>How many steps may be spent on making a counterexample small, after the verdict is known.</summary>
    public long MaxExplainingSteps { get; init; } = 2_000_000;

    /// <summary>Whether the polynomial monitors are asked before the search.</summary>
    public bool UseMonitors { get; init; } = true;

    /// <summary>Whether a witness or a counterexample is wanted; without, only the verdict and its cost.</summary>
    public bool Explain { get; init; } = true;

    /// <summary>What the search may leave out; each is tested alone.</summary>
    internal Reductions Reductions { get; init; } = Reductions.All;

    /// <summary>The step after which the search looks ahead: small problems are solved before that would pay.</summary>
    internal int LookAheadFrom { get; init; } = 1024;
}
