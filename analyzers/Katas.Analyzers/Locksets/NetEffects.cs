using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Locksets;

/// <summary>The methods of a type that take a lock for their caller, or give one back.</summary>
internal sealed class NetEffects
{
    private readonly Dictionary<IMethodSymbol, (LockIdentity[] Taken, LockIdentity[] GivenBack)> _known =
        new(SymbolEqualityComparer.Default);

    /// <summary>No such methods.</summary>
    public static NetEffects None { get; } = new();

    public bool IsEmpty => _known.Count == 0;

    /// <summary>The methods that return with more locks, or fewer, than they were called with.</summary>
    public static NetEffects Of(IEnumerable<BodyFacts> bodies)
    {
        var effects = new NetEffects();
        foreach (var body in bodies)
        {
            if (body.IsDeferred || body.Owner is not { MethodKind: MethodKind.Ordinary, IsIterator: false } method) continue;
            var taken = body.AtExit?.Locks.Where(l => l.IsOwn).ToArray() ?? [];
            var givenBack = body.GivenBack.Where(l => l.IsOwn).ToArray();
            if (taken.Length + givenBack.Length > 0) effects._known[method.OriginalDefinition] = (taken, givenBack);
        }

        return effects.IsEmpty ? None : effects;
    }

    public IReadOnlyList<LockIdentity> Taken(IMethodSymbol method) =>
        _known.TryGetValue(method.OriginalDefinition, out var effect) ? effect.Taken : [];

    public IReadOnlyList<LockIdentity> GivenBack(IMethodSymbol method) =>
        _known.TryGetValue(method.OriginalDefinition, out var effect) ? effect.GivenBack : [];
}
