using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>A lock is taken while another is held.</summary>
/// <param name="From">The one that is held.</param>
/// <param name="To">The one that is taken.</param>
/// <param name="Place">Where: the acquisition, or the call under the lock that leads to it.</param>
/// <param name="Inner">The acquisition itself, in whatever method it is.</param>
/// <param name="Body">The code that holds the first lock.</param>
/// <param name="All">All locks that are held at the place.</param>
internal sealed record LockEdge(
    LockIdentity From, LockIdentity To, IOperation Place, IOperation Inner, BodyFacts Body, LockSet All)
{
    /// <summary>The place, without the statement's body.</summary>
    public Location Location => PlaceOf(Place);

    public static Location PlaceOf(IOperation operation) =>
        (operation is ILockOperation locked ? locked.LockedValue : operation).Syntax.GetLocation();

    /// <summary>Whether both ends are the same field, of two objects.</summary>
    public bool IsOfTwoInstances =>
        (ThreadingTypes.Same(From.Symbol, To.Symbol) && (From.Receiver != To.Receiver || From.IsSome))
        || (VariableType(From) is { } type && ThreadingTypes.Same(type, VariableType(To))
            && !ThreadingTypes.Same(From.Symbol, To.Symbol));

    /// <summary>The name of the object that a lock is of, or that is the lock itself: <c>lock (from)</c>.</summary>
    public static string Holder(LockIdentity one) =>
        one.Receiver.Length == 0 && VariableType(one) is not null ? one.Symbol.Name : one.Receiver;

    /// <summary>Whether a local is the name of one object that lambdas share: <c>var gate = new object();</c>.</summary>
    private static bool IsMadeThere(ILocalSymbol local) => local.DeclaringSyntaxReferences is { Length: 1 } places
        && places[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax };

    private static ITypeSymbol? VariableType(LockIdentity one) => one.Symbol switch
    {
        ILocalSymbol local => IsMadeThere(local) ? null : local.Type,
        IParameterSymbol parameter when one.Receiver.Length == 0 => parameter.Type,
        _ => null,
    };
}

/// <summary>Which locks the code of a type takes while it holds which, in its own methods and through calls of them.</summary>
internal static class LockGraph
{
    /// <summary>All edges, in the order of the source.</summary>
    public static IReadOnlyList<LockEdge> Of(TypeFacts facts)
    {
        var taken = Taken(facts);
        var edges = new List<LockEdge>();
        foreach (var body in facts.Bodies)
        {
            foreach (var one in body.Acquisitions.Where(a => !a.IsAttempt))
                Add(edges, body, facts, one.Held, one.Lock, one.Operation, one.Operation);
            foreach (var use in body.Uses.Where(use => use.IsCall))
            {
                if (!taken.TryGetValue(use.Method.OriginalDefinition, out var inner)) continue;
                foreach (var (identity, place) in inner)
                    if (As(identity, Receiver(use)) is { } seen) Add(edges, body, facts, use.Held, seen, use.Operation, place);
            }
        }

        return edges;
    }

    private static void Add(
        List<LockEdge> edges, BodyFacts body, TypeFacts facts, LockSet held, LockIdentity to, IOperation place, IOperation inner)
    {
        var all = facts.At(body, held);
        // A thread may take again what it holds; of a lock for each key nobody knows whether it is the same.
        if (all.Contains(to) && !to.IsSome) return;
        // What a method's callers hold makes an edge where they call it.
        foreach (var from in (body.Root is IAnonymousFunctionOperation ? all : held).Locks)
            edges.Add(new(from, to, place, inner, body, all));
    }

    /// <summary>The locks that each method takes, itself or through the methods of the type that it calls.</summary>
    public static Dictionary<IMethodSymbol, List<(LockIdentity Lock, IOperation Place)>> Taken(TypeFacts facts)
    {
        var taken = new Dictionary<IMethodSymbol, List<(LockIdentity Lock, IOperation Place)>>(SymbolEqualityComparer.Default);
        var methods = facts.Bodies
            .Where(body => body.Method is not null && body.Root is not IAnonymousFunctionOperation).ToList();
        foreach (var body in methods)
        {
            if (!taken.TryGetValue(body.Method!.OriginalDefinition, out var own))
                taken.Add(body.Method.OriginalDefinition, own = []);
            own.AddRange(body.Acquisitions
                .Where(a => !a.IsAttempt && (a.Lock.IsOwn || a.Lock.Receiver.StartsWith("this.", StringComparison.Ordinal)))
                .Select(a => (a.Lock, a.Operation)));
        }

        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var body in methods)
            {
                var own = taken[body.Method!.OriginalDefinition];
                foreach (var use in body.Uses.Where(use => use.IsCall && Receiver(use) is "this" or ""))
                {
                    if (!taken.TryGetValue(use.Method.OriginalDefinition, out var inner)) continue;
                    foreach (var one in inner.Where(one => !own.Any(other => other.Lock.Equals(one.Lock))).ToList())
                    {
                        own.Add(one);
                        changed = true;
                    }
                }
            }
        }

        return taken;
    }

    private static string? Receiver(MethodUse use) => use.Method.MethodKind == MethodKind.LocalFunction ? "this" : use.Receiver;

    /// <summary>A lock of the object that a method is called on, as the caller names it.</summary>
    private static LockIdentity? As(LockIdentity identity, string? receiver)
    {
        if (identity.Receiver.Length == 0 || receiver is "this") return identity;
        if (receiver is null or "") return null;
        return new(identity.Symbol, receiver + identity.Receiver.Substring("this".Length), identity.Mode);
    }
}
