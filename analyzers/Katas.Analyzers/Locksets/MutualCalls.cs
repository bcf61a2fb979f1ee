using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>Two classes of a file that call each other, each while it holds its own lock.</summary>
/// <remarks>
/// A room tells its lobby that it is empty, while the lobby asks the room whether it is. One of the two must hold a reference to
/// the other for good: of two objects that met once nobody knows whether they are the same two.
/// </remarks>
internal static class MutualCalls
{
    /// <summary>The call here, the call back in the other class, and that class; each pair of classes is told of once.</summary>
    public static IEnumerable<(LockEdge Here, LockEdge There, INamedTypeSymbol Other)> Of(TypeFacts facts)
    {
        foreach (var other in Called(facts))
        {
            if (string.CompareOrdinal(facts.Type.ToDisplayString(), other.ToDisplayString()) > 0) continue;
            if (Read(other, facts) is not { HasLocks: true } there) continue;
            var found =
                from here in Edges(facts, there)
                from back in Edges(there, facts)
                where IsSame(back.From, here.To) && IsSame(back.To, here.From) && (IsOfReference(here) || IsOfReference(back))
                select (here, back);
            foreach (var (here, back) in found.Take(1)) yield return (here, back, other);
        }
    }

    /// <summary>The classes of the same file that code here calls while it holds a lock of its own.</summary>
    private static List<INamedTypeSymbol> Called(TypeFacts facts) =>
        [.. (from body in facts.Bodies
             from use in body.Uses
             where use.IsCall && use.Operation is IInvocationOperation && use.Method.ContainingType.TypeKind == TypeKind.Class
                 && !ThreadingTypes.Same(use.Method.ContainingType.OriginalDefinition, facts.Type.OriginalDefinition)
                 && use.Method.DeclaringSyntaxReferences.Any(place => place.SyntaxTree == use.Operation.Syntax.SyntaxTree)
                 && facts.At(body, use.Held).Locks.Any(held => held.IsOwn)
             select use.Method.ContainingType.OriginalDefinition)
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)];

    /// <summary>What the other class does, as far as it stands in the same file.</summary>
    private static TypeFacts? Read(INamedTypeSymbol type, TypeFacts caller)
    {
        var model = caller.Bodies.Select(body => body.Root.SemanticModel).FirstOrDefault(one => one is not null
            && type.DeclaringSyntaxReferences.Any(place => place.SyntaxTree == one.SyntaxTree));
        if (model is null) return null;
        var blocks =
            from method in type.GetMembers().OfType<IMethodSymbol>()
            from place in method.DeclaringSyntaxReferences
            where place.SyntaxTree == model.SyntaxTree
            let operation = model.GetOperation(place.GetSyntax())
            let block = operation is IMethodBodyOperation body
                ? body.BlockBody ?? body.ExpressionBody
                : operation as IBlockOperation
            where block is not null
            select ((IOperation)block, (ISymbol)method);
        return new TypeFacts(type, TypeFacts.Walk(blocks, caller.Types, default), caller.Types);
    }

    private static List<LockEdge> Edges(TypeFacts facts, TypeFacts other)
    {
        var taken = LockGraph.Taken(other);
        return
        [
            .. from body in facts.Bodies
               where facts.Roots.Of(body).Count > 0
               from use in body.Uses
               where use.IsCall && taken.ContainsKey(use.Method.OriginalDefinition)
               let held = facts.At(body, use.Held)
               from gate in held.Locks
               where gate.IsOwn && !gate.IsSome
               from inner in taken[use.Method.OriginalDefinition]
               where inner.Lock.IsOwn && !inner.Lock.IsSome
               select new LockEdge(gate, inner.Lock, use.Operation, inner.Place, body, held),
        ];
    }

    private static bool IsSame(LockIdentity one, LockIdentity other) =>
        ThreadingTypes.Same(one.Symbol.OriginalDefinition, other.Symbol.OriginalDefinition);

    /// <summary>Whether the call is made on what the object always refers to: its parent, its owner, its store.</summary>
    private static bool IsOfReference(LockEdge edge) => edge.Place is IInvocationOperation
    {
        Instance: IFieldReferenceOperation { Instance: IInstanceReferenceOperation }
            or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation }
            or IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } }
    };
}
