using System;
using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locks;

/// <summary>An assignment that puts another object in the place of one that is locked.</summary>
/// <param name="Body">The code that assigns.</param>
/// <param name="Access">The assignment.</param>
/// <param name="Held">All that is held then.</param>
internal sealed record LockReplacement(BodyFacts Body, MemberAccess Access, LockSet Held)
{
    /// <summary>What comes of it, for a message.</summary>
    public const string Harm =
        "once it is replaced, one thread is inside with the old object while another one gets in with the new; make it ";

    public Location Location => Access.Operation.Syntax.GetLocation();

    /// <summary>Whether it makes the object only where there is none yet.</summary>
    private bool IsLazy => IsWhereNone(Access.Operation);

    /// <summary>The assignments that may come while the lock is in use.</summary>
    public static List<LockReplacement> In(TypeFacts facts, ISymbol holder, IReadOnlyList<LockTaken> takes)
    {
        List<LockReplacement> all = [.. Writes(facts, holder).Where(write => IsLive(facts, write))];
        // Who takes the lock, and who replaces it, are kept apart by another one.
        return all.Count == 0 || Common(all) is { Count: > 0 } outer
            && (all.All(write => write.IsLazy) || takes.All(take => outer.Exists(facts.At(take.Body, take.Taken.Held).Contains)))
            ? [] : all;

        List<LockIdentity> Common(List<LockReplacement> writes) =>
            [.. writes[0].Held.Locks.Where(one => !IsOf(one, holder) && writes.TrueForAll(write => write.Held.Contains(one)))];
    }

    /// <summary>The assignments of elements, and of the whole row, that no lock goes with.</summary>
    public static List<LockReplacement> OfElements(TypeFacts facts, ISymbol row, IReadOnlyList<LockTaken> takes)
    {
        var elements =
            from body in facts.Bodies
            from access in body.Accesses
            where ThreadingTypes.Same(access.Member, row)
                && access.Operation.Parent is IArrayElementReferenceOperation { Parent: IAssignmentOperation assignment } element
                && assignment.Target == element
            select new LockReplacement(body, access, facts.At(body, access.Held));
        return [.. elements.Where(write => write.Held.IsEmpty && IsLive(facts, write)), .. In(facts, row, takes)
            .Where(write => write.Held.IsEmpty)];
    }

    /// <summary>Whether a field gets its object where it is declared, or in constructors, and nowhere else.</summary>
    public static bool IsMadeOnce(TypeFacts facts, IFieldSymbol field)
    {
        List<LockReplacement> writes = [.. Writes(facts, field)];
        if (writes.Exists(write => !TypeFacts.IsConstruction(write.Body) || !write.Access.IsOwn)) return false;
        var isInitialized = field.DeclaringSyntaxReferences.Any(declared =>
            declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value }
            && !value.DescendantNodesAndSelf().Any(node => node is PostfixUnaryExpressionSyntax));
        return (isInitialized || writes.Count > 0) && !IsWrittenByNested(facts.Type, field.Name);
    }

    /// <summary>Whether the object is replaced while its own lock is held.</summary>
    public bool IsInside(ISymbol holder) => Held.Locks.Any(one => IsOf(one, holder));

    public string Describe(BodyFacts locker)
    {
        var name = Body.Name == locker.Name ? "the same method" : Body.Name;
        return IsLazy && !IsInside(Access.Member)
            ? $"and {name} makes it on first use: two threads that both find none lock two objects, and both are inside"
            : $"and {name} assigns it: a thread that comes then locks the new object, and is inside together with whoever holds "
                + "the old";
    }

    /// <summary>Whether an assignment stands behind a look whether there is an object.</summary>
    public static bool IsWhereNone(IOperation written) => written.Parent is ICoalesceAssignmentOperation
        || written.Syntax.Ancestors().TakeWhile(around => around is not MemberDeclarationSyntax).OfType<IfStatementSyntax>()
            .Any(around => around.Condition.DescendantNodesAndSelf().Any(node => node.IsKind(SyntaxKind.NullLiteralExpression)));

    private static IEnumerable<LockReplacement> Writes(TypeFacts facts, ISymbol holder) =>
        from body in facts.Bodies
        from access in body.Accesses
        where access.Kind is AccessKind.Write or AccessKind.Update or AccessKind.Reference
            && ThreadingTypes.Same(access.Member, holder)
        select new LockReplacement(body, access, facts.At(body, access.Held));

    private static bool IsLive(TypeFacts facts, LockReplacement write)
    {
        var (body, access) = (write.Body, write.Access);
        if (TypeFacts.IsConstruction(body) || !access.IsOwn || facts.Roots.Of(body).Count == 0) return false;
        if (access.Kind == AccessKind.Reference) return IsExchange(access.Operation);
        return !Lifetimes.IsDisposal(body.Owner) && !IsEnd(access)
            && (!Lifetimes.Begins(body.Owner) || write.IsLazy || write.IsInside(access.Member))
            && body.Owner?.GetAttributes().Any(attribute =>
                attribute.AttributeClass?.Name.StartsWith("OnDeserializ", StringComparison.Ordinal) == true) != true;
    }

    /// <summary>Nothing is put in its place.</summary>
    private static bool IsEnd(MemberAccess access) =>
        access.Operation.Parent is ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: null } };

    /// <summary>An exchange replaces it; a comparison with null, as lazily made locks do it, happens once.</summary>
    private static bool IsExchange(IOperation operation)
    {
        var around = operation.Parent;
        while (around is IArgumentOperation or IConversionOperation) around = around.Parent;
        return around is IInvocationOperation
        {
            TargetMethod: { Name: "Exchange" or "Write", ContainingType.Name: "Interlocked" or "Volatile" }
        };
    }

    private static bool IsOf(LockIdentity one, ISymbol holder) => ThreadingTypes.Same(one.Symbol.OriginalDefinition, holder);

    private static bool IsWrittenByNested(INamedTypeSymbol type, string name) => type.DeclaringSyntaxReferences
        .SelectMany(part => part.GetSyntax().DescendantNodes().OfType<TypeDeclarationSyntax>())
        .SelectMany(nested => nested.DescendantNodes())
        .Any(node => node switch
        {
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax left } => left.Name.Identifier.ValueText == name,
            ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: MemberAccessExpressionSyntax handed } =>
                handed.Name.Identifier.ValueText == name,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } => left.Identifier.ValueText == name,
            _ => false,
        });
}
