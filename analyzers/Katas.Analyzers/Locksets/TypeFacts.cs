using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Locksets;

/// <summary>What all code of a type does: each of its bodies, and which locks a private method is always called under.</summary>
internal sealed class TypeFacts
{
    private readonly Dictionary<IMethodSymbol, LockSet?> _entry = new(SymbolEqualityComparer.Default);

    public TypeFacts(INamedTypeSymbol type, IReadOnlyList<BodyFacts> bodies, ThreadingTypes types)
    {
        (Type, Bodies, Types) = (type, bodies, types);
        Inherit();
    }

    public INamedTypeSymbol Type { get; }

    public IReadOnlyList<BodyFacts> Bodies { get; }

    public ThreadingTypes Types { get; }

    /// <summary>Whether any of its code takes a lock.</summary>
    public bool HasLocks => Bodies.Any(body => body.Acquisitions.Count > 0);

    /// <summary>The locks that are held whenever the body begins.</summary>
    public LockSet Entry(BodyFacts body) =>
        !body.IsDeferred && body.Owner is { } owner && _entry.TryGetValue(owner, out var held) ? held ?? LockSet.Empty : LockSet.Empty;

    /// <summary>All that is held at a place of a body.</summary>
    public LockSet At(BodyFacts body, LockSet held) => Entry(body).Union(held);

    /// <summary>Whether the body runs before anybody else can see the object.</summary>
    public static bool IsConstruction(BodyFacts body) =>
        !body.IsDeferred && (body.Owner is null || body.Owner.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor);

    /// <summary>A private method that is only called, never taken as a delegate, is under what all its callers hold.</summary>
    private void Inherit()
    {
        var calls = new Dictionary<IMethodSymbol, List<(BodyFacts Body, LockSet Held)>>(SymbolEqualityComparer.Default);
        var taken = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var body in Bodies)
        {
            foreach (var use in body.Uses)
            {
                var method = use.Method.OriginalDefinition;
                if (!IsInherited(method)) continue;
                if (!use.IsCall) taken.Add(method);
                else if (calls.TryGetValue(method, out var all)) all.Add((body, use.Held));
                else calls.Add(method, new() { (body, use.Held) });
            }
        }

        foreach (var method in calls.Keys.Where(method => !taken.Contains(method))) _entry[method] = null;
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var method in _entry.Keys.ToList())
            {
                LockSet? held = null;
                // What the constructor calls, nobody else can see yet: it asks for no lock.
                foreach (var call in calls[method].Where(call => !IsConstruction(call.Body)))
                {
                    var caller = call.Body.Owner;
                    var isOpen = !call.Body.IsDeferred && caller is not null && _entry.TryGetValue(caller, out var above) && above is null;
                    // A caller of which nothing is known yet does not limit it; a recursive one never does.
                    if (!isOpen) held = LockSet.Meet(held, At(call.Body, call.Held));
                }

                if (_entry[method]?.ToString() == held?.ToString()) continue;
                _entry[method] = held;
                changed = true;
            }
        }
    }

    private bool IsInherited(IMethodSymbol method) =>
        method.DeclaredAccessibility == Accessibility.Private && method.MethodKind == MethodKind.Ordinary
        && ThreadingTypes.Same(method.ContainingType, Type);
}
