using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>Which locks are held whenever a body begins: those that all its callers hold, as far as they are known.</summary>
/// <remarks>
/// Known are the callers of a private method or accessor and of a local function that nobody takes as a delegate, and those of a
/// lambda that a method of the type gets as an argument and only calls.
/// </remarks>
internal sealed class EntryLocks
{
    private readonly Dictionary<IMethodSymbol, LockSet?> _entry = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, List<Site>> _sites = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, LockSet> _declared = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol _type;

    public EntryLocks(INamedTypeSymbol type, IReadOnlyList<BodyFacts> bodies)
    {
        _type = type;
        var open = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var parameters = new ParameterCalls(bodies);
        foreach (var body in bodies)
        {
            Declare(body);
            foreach (var use in body.Uses) AddUse(body, use, open, parameters);
            if (body is { Outer: { } outer, Root: IAnonymousFunctionOperation lambda })
                AddLambda(body, outer, lambda, parameters);
        }

        foreach (var method in _sites.Keys.Where(method => !open.Contains(method))) _entry[method] = null;
        Solve();
    }

    public LockSet Of(BodyFacts body)
    {
        if (body.Method?.OriginalDefinition is not { } method) return LockSet.Empty;
        var inherited = _entry.TryGetValue(method, out var held) && held is not null ? held : LockSet.Empty;
        return _declared.TryGetValue(method, out var declared) ? declared.Union(inherited) : inherited;
    }

    /// <summary>
    /// What is held whenever a body begins; where each caller of a helper holds a lock, and they have none in common, each.
    /// </summary>
    public IReadOnlyList<LockSet> Each(BodyFacts body)
    {
        var common = Of(body);
        if (!common.IsEmpty || body.Method?.OriginalDefinition is not { } method || !_entry.ContainsKey(method)) return [common];
        var all = _sites[method].Where(site => !TypeFacts.IsConstruction(site.Body)).Select(At).ToList();
        return all.Count < 2 || all.Any(held => held.IsEmpty || held.IsUncertain) ? [common] : all;
    }

    private void Declare(BodyFacts body)
    {
        if (body.IsDeferred || body.Owner is not { } owner) return;
        var guard = Contracts.GuardOf(owner) ?? (owner.AssociatedSymbol is { } property ? Contracts.GuardOf(property) : null);
        if (guard is not null && Contracts.LockOf(_type, guard) is { } identity)
            _declared[owner.OriginalDefinition] = LockSet.Empty.With(identity);
    }

    private void AddUse(BodyFacts body, MethodUse use, HashSet<IMethodSymbol> open, ParameterCalls parameters)
    {
        var method = use.Method.OriginalDefinition;
        if (!IsInherited(method)) return;
        if (use.IsCall || use.Handing is Handing.Now or Handing.Awaited) Add(method, new(body, Calls.HeldFor(use), null));
        else if (use.Handing == Handing.Unknown && parameters.Of(Handed.Parameter(use.Operation)) is { } calls)
        {
            foreach (var (caller, held) in calls) Add(method, new(caller, held, new(body, use.Held, null)));
        }
        else open.Add(method);
    }

    private void AddLambda(BodyFacts body, BodyFacts outer, IAnonymousFunctionOperation lambda, ParameterCalls parameters)
    {
        var method = lambda.Symbol.OriginalDefinition;
        if (body.Handing is Handing.Awaited or Handing.Now) Add(method, new(outer, body.HeldWhereMade, null));
        else if (body.Handing == Handing.Unknown && parameters.Of(Handed.Parameter(lambda)) is { } calls)
        {
            foreach (var (caller, held) in calls) Add(method, new(caller, held, new(outer, body.HeldWhereMade, null)));
        }
    }

    private void Add(IMethodSymbol method, Site site)
    {
        if (_sites.TryGetValue(method, out var all)) all.Add(site);
        else _sites.Add(method, [site]);
    }

    private void Solve()
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var method in _entry.Keys.ToList())
            {
                LockSet? held = null;
                // What the constructor calls, nobody else can see yet: it asks for no lock. A caller of which nothing is
                // known yet does not limit it; a recursive one never does.
                foreach (var site in _sites[method].Where(site => !TypeFacts.IsConstruction(site.Body) && !IsOpen(site)))
                    held = LockSet.MeetOfCallers(held, At(site));
                if (_entry[method]?.ToString() == held?.ToString()) continue;
                _entry[method] = held;
                changed = true;
            }
        }
    }

    private LockSet At(Site site)
    {
        var held = Of(site.Body).Union(site.Held);
        return site.Also is null ? held : At(site.Also).Union(held);
    }

    private bool IsOpen(Site site) =>
        site.Body.Method?.OriginalDefinition is { } caller && _entry.TryGetValue(caller, out var above) && above is null
        && _sites[caller].Any(s => !TypeFacts.IsConstruction(s.Body));

    private bool IsInherited(IMethodSymbol method) =>
        method.MethodKind == MethodKind.LocalFunction
        || (method.DeclaredAccessibility == Accessibility.Private
            && method is { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet }
            && ThreadingTypes.Same(method.ContainingType, _type));

    private sealed record Site(BodyFacts Body, LockSet Held, Site? Also);
}
