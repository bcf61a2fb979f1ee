using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>A member of a concurrent collection is called, or read.</summary>
/// <param name="Body">The code around it.</param>
/// <param name="Operation">The call, or the property.</param>
/// <param name="Name">The method; <c>Count</c>, <c>IsEmpty</c>; of an indexer <c>get</c>, <c>set</c>, or <c>update</c>.</param>
/// <param name="Collection">The expression of the collection.</param>
/// <param name="Held">All locks that are held then.</param>
internal sealed record ConcurrentUse(
    BodyFacts Body, IOperation Operation, string Name, IOperation Collection, LockSet Held)
{
    private static readonly HashSet<string> Adding =
        ["TryAdd", "set", "update", "GetOrAdd", "AddOrUpdate", "Enqueue", "Push", "Add"];

    private static readonly HashSet<string> Removing =
        ["TryRemove", "Remove", "Clear", "TryDequeue", "TryPop", "TryTake", "TryPopRange"];

    /// <summary>The field, parameter or local that holds the collection; null for any other expression.</summary>
    public ISymbol? Holder { get; } = Collection switch
    {
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property => property.Property,
        IParameterReferenceOperation parameter => parameter.Parameter,
        ILocalReferenceOperation local => local.Local,
        _ => null,
    };

    /// <summary>The path to the collection, by which two uses are of the same one; null where it cannot be told.</summary>
    public string? Path { get; } = LockCall.Path(Collection);

    /// <summary>The key, as the source names it; null where there is none, or where to name it twice gives two keys.</summary>
    public string? Key { get; } = KeyOf(Operation)?.Syntax is { } key && !IsChanging(KeyOf(Operation)!) ? key.ToString() : null;

    public int Start => Operation.Syntax.SpanStart;

    public bool IsAdding => Adding.Contains(Name);

    public bool IsRemoving => Removing.Contains(Name);

    /// <summary>Whether nobody looks at what the call returns.</summary>
    public bool IsDropped => MemberAccess.Outermost(Operation).Parent
        is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };

    /// <summary>The variable that a <c>Try</c> method sets; null for none, and for <c>out _</c>.</summary>
    public ILocalSymbol? Out => (Operation as IInvocationOperation)?.Arguments
        .Where(argument => argument.Parameter?.RefKind == RefKind.Out)
        .Select(argument => argument.Value switch
        {
            IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local,
            ILocalReferenceOperation local => local.Local,
            _ => null,
        }).FirstOrDefault();

    public bool IsOfSame(ConcurrentUse other) =>
        Path is not null && Path == other.Path && ThreadingTypes.Same(Holder, other.Holder);

    /// <summary>Whether one lock is held at both places.</summary>
    public bool HasLockInCommon(ConcurrentUse other) => Held.Locks.Any(other.Held.Contains);

    /// <summary>Whether a use runs before another, or is it: the value is made before the entry is written.</summary>
    public static bool IsBefore(ConcurrentUse use, ConcurrentUse act) => use.Start <= act.Start
        || (act.Operation.Parent is ISimpleAssignmentOperation set && set.Target == act.Operation
            && Outcome.Contains(set.Value, use.Operation));

    /// <summary>All in the code of a type, in the order of the source, each once.</summary>
    public static IReadOnlyList<ConcurrentUse> All(TypeFacts facts) =>
        [.. from body in facts.Bodies
            from use in body.Uses.Where(use => use.IsCall).GroupBy(use => use.Operation).Select(same => same.First())
            let collection = CollectionOf(use.Operation)
            where collection is not null && IsConcurrent(collection.Type) && NameOf(use.Operation) is not null
            orderby use.Operation.Syntax.SyntaxTree.FilePath, use.Operation.Syntax.SpanStart
            select new ConcurrentUse(body, use.Operation, NameOf(use.Operation)!, collection, facts.At(body, use.Held))];

    private static IOperation? CollectionOf(IOperation operation)
    {
        var instance = operation switch
        {
            IInvocationOperation { Instance: { } receiver } => receiver,
            IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments.Length: > 0 } call => call.Arguments[0].Value,
            IPropertyReferenceOperation property => property.Instance,
            _ => null,
        };
        while (instance is IConversionOperation conversion) instance = conversion.Operand;
        return instance;
    }

    private static bool IsConcurrent(ITypeSymbol? type) =>
        type is { Name: "ConcurrentDictionary" or "ConcurrentQueue" or "ConcurrentStack" or "ConcurrentBag" }
        && type.ContainingNamespace is { Name: "Concurrent", ContainingNamespace.Name: "Collections" };

    private static string? NameOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod.Name,
        IPropertyReferenceOperation { Property.IsIndexer: true } indexer => MemberAccess.Outermost(indexer).Parent switch
        {
            ISimpleAssignmentOperation set when set.Target == indexer => "set",
            ICompoundAssignmentOperation compound when compound.Target == indexer => "update",
            IIncrementOrDecrementOperation or ICoalesceAssignmentOperation => "update",
            _ => "get",
        },
        IPropertyReferenceOperation property => property.Property.Name,
        _ => null,
    };

    private static IOperation? KeyOf(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments.Length: > 1 } call => call.Arguments[1].Value,
        IInvocationOperation { TargetMethod.IsExtensionMethod: false, Arguments.Length: > 0 } call => call.Arguments[0].Value,
        IPropertyReferenceOperation { Arguments.Length: 1 } indexer => indexer.Arguments[0].Value,
        _ => null,
    };

    private static bool IsChanging(IOperation key) => key.DescendantsAndSelf().Any(part =>
        part is IIncrementOrDecrementOperation or IAssignmentOperation or IAwaitOperation or IObjectCreationOperation
            or IInvocationOperation { Arguments.IsEmpty: true, Instance: null });
}
