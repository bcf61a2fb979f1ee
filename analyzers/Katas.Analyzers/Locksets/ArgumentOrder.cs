using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>Tells whether the locks of two objects are taken in the order in which a caller names the objects.</summary>
/// <remarks>
/// <c>Transfer(a, b)</c> and <c>Transfer(b, a)</c> at the same time then hold one lock each, and wait for the other. Code that
/// compares the two first, to take the smaller one first, is safe; so is a walk along a list, where the second is the first
/// one's next.
/// </remarks>
internal static class ArgumentOrder
{
    private static readonly HashSet<string> Comparing =
    [
        "CompareTo", "Compare", "CompareOrdinal", "OrderBy", "OrderByDescending", "Order", "Sort", "Min", "Max", "MinBy", "MaxBy",
    ];

    public static bool Is(TypeFacts facts, LockEdge edge)
    {
        if (facts.Roots.Of(edge.Body).Count == 0) return false;
        if (edge.All.Locks.Any(l => l.IsOwn && !l.IsSameLock(edge.From) && !l.IsSameLock(edge.To))) return false;
        var body = edge.Body;
        while (body.Outer is { } outer) body = outer;
        if (!(AreChosenByCaller(body, edge) || IsRing(edge)) || Compares(body, edge.Place)) return false;
        return body.Owner is not { DeclaredAccessibility: Accessibility.Private } owner
            || !facts.Bodies.Any(caller => caller.Uses.Any(use =>
                ThreadingTypes.Same(use.Method.OriginalDefinition, owner) && Compares(caller, use.Operation)));
    }

    private static bool AreChosenByCaller(BodyFacts body, LockEdge edge)
    {
        if (edge.To.IsSome)
        {
            // _locks[from] and then _locks[to].
            var outer = edge.Body.Acquisitions.LastOrDefault(a =>
                a.Lock.IsSameLock(edge.To) && a.Operation != edge.Place)?.Operation;
            return outer is not null && Keys(Expression(outer)) is { Count: 1 } one
                && Keys(Expression(edge.Place)) is { Count: 1 } other
                && !ThreadingTypes.Same(one[0], other[0]);
        }

        var (first, second) = (LockEdge.Holder(edge.From), LockEdge.Holder(edge.To));
        return (IsChosen(body, first) && (IsChosen(body, second) || second == "this"))
            || (first == "this" && IsChosen(body, second));
    }

    /// <summary>Whether the second lock is the first one's neighbour in a ring: <c>_forks[(i + 1) % 5]</c>.</summary>
    /// <remarks>
    /// If everybody does so, each holds one and waits for the next. One who takes them the other way round is enough.
    /// </remarks>
    public static bool IsRing(LockEdge edge)
    {
        var locks = edge.Body.Acquisitions.Where(a => a.Lock.IsSameLock(edge.To)).Select(a => a.Operation).ToList();
        var outer = locks.LastOrDefault(operation => operation.Syntax.SpanStart < edge.Place.Syntax.SpanStart);
        return edge.To.IsSome && outer is not null && locks.Count == 2 && !WrapsAround(outer) && WrapsAround(edge.Place);
    }

    private static bool WrapsAround(IOperation acquisition)
    {
        var lookup = Expression(acquisition);
        while (lookup is IConversionOperation conversion) lookup = conversion.Operand;
        var index = lookup switch
        {
            IArrayElementReferenceOperation { Indices: { Length: 1 } indices } => indices[0],
            IPropertyReferenceOperation { Arguments: { Length: 1 } arguments } => arguments[0].Value,
            _ => null,
        };
        if (index is ILocalReferenceOperation { Local: { } local })
        {
            IOperation body = index;
            while (body.Parent is { } parent) body = parent;
            index = body.Descendants().OfType<IVariableDeclaratorOperation>()
                .FirstOrDefault(declared => ThreadingTypes.Same(declared.Symbol, local))?.GetVariableInitializer()?.Value;
        }

        return index is IBinaryOperation { OperatorKind: BinaryOperatorKind.Remainder, LeftOperand: { } sum }
            && sum.DescendantsAndSelf().Any(part => part is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add });
    }

    /// <summary>Whether an object is a parameter, or was looked up by one: <c>var account = _accounts[id];</c>.</summary>
    private static bool IsChosen(BodyFacts body, string receiver)
    {
        if (body.Owner is { } owner && owner.Parameters.Any(parameter => parameter.Name == receiver)) return true;
        return body.Root.Descendants().OfType<IVariableDeclaratorOperation>().Any(local =>
            local.Symbol.Name == receiver && local.GetVariableInitializer()?.Value is { } value && Keys(value).Count == 1);
    }

    /// <summary>The parameters by which an expression looks something up; none for any other expression.</summary>
    private static List<ISymbol> Keys(IOperation? lookup)
    {
        while (lookup is IConversionOperation conversion) lookup = conversion.Operand;
        IEnumerable<IOperation> indexes = lookup switch
        {
            IArrayElementReferenceOperation element => element.Indices,
            IPropertyReferenceOperation { Arguments.Length: > 0 } indexer => indexer.Arguments,
            IInvocationOperation call => call.Arguments,
            IFieldReferenceOperation { Instance: { } holder } => [holder],
            IPropertyReferenceOperation { Instance: { } holder } => [holder],
            _ => [],
        };
        if (lookup is IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.Length: 0 })
            return Keys(indexes.FirstOrDefault());
        return [.. indexes.SelectMany(index => index.DescendantsAndSelf()).OfType<IParameterReferenceOperation>()
            .Select(use => use.Parameter).Distinct<ISymbol>(SymbolEqualityComparer.Default)];
    }

    private static IOperation? Expression(IOperation acquisition) => acquisition switch
    {
        ILockOperation locked => locked.LockedValue,
        IInvocationOperation { Instance: { } instance } => instance,
        IInvocationOperation { Arguments.Length: > 0 } call => call.Arguments[0].Value,
        _ => null,
    };

    /// <summary>Whether the code compares two objects, or two keys, before the place.</summary>
    private static bool Compares(BodyFacts body, IOperation place) => body.Root.Descendants().Any(operation =>
        operation.Syntax.SpanStart < place.Syntax.SpanStart && operation switch
        {
            IBinaryOperation
            {
                OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.LessThanOrEqual
                    or BinaryOperatorKind.GreaterThanOrEqual
            } compared => NamesTwoOfAType(compared),
            IInvocationOperation call => Comparing.Contains(call.TargetMethod.Name),
            _ => false,
        });

    private static bool NamesTwoOfAType(IOperation comparison)
    {
        var named = comparison.Descendants().Select(part => part switch
        {
            IParameterReferenceOperation parameter => (Symbol: (ISymbol)parameter.Parameter, parameter.Type),
            ILocalReferenceOperation local => (local.Local, local.Type),
            IInstanceReferenceOperation { Type: { } self } => (self, self),
            _ => (null!, null),
        }).Where(one => one.Symbol is not null).ToList();
        return named.Any(one => named.Any(other =>
            !ThreadingTypes.Same(one.Symbol, other.Symbol) && ThreadingTypes.Same(one.Type, other.Type)));
    }
}
