using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locks;

/// <summary>Locals and parameters that name one lock before an assignment, and another one after it.</summary>
/// <remarks>
/// To walk along a list and lock node after node is a way to lock, not a mistake: a variable that one thread uses alone may
/// change. It may not where lambdas share it, and not to an object that is made on the spot, which nobody else can lock.
/// </remarks>
internal static class ReplacedVariable
{
    /// <summary>The assignment; null where there is none that does harm.</summary>
    public static IOperation? Find(ISymbol variable, IReadOnlyList<LockTaken> takes)
    {
        var root = Outermost(takes[0].Body).Root;
        List<IAssignmentOperation> writes =
            [.. root.Descendants().OfType<IAssignmentOperation>().Where(write => Names(write.Target, variable))];
        if (writes.Count == 0) return null;
        var declared = variable.DeclaringSyntaxReferences.FirstOrDefault()?.Span.Start ?? 0;
        var initial = root.Descendants().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declarator => ThreadingTypes.Same(declarator.Symbol, variable))?.GetVariableInitializer()?.Value;
        var hasValue = variable is IParameterSymbol || initial is { ConstantValue: not { HasValue: true, Value: null } };
        return takes.Select(take => Function(take.Expression, declared) is { } shared
                ? writes.Find(write => IsAfter(write, shared, hasValue))
                : writes.Find(write => hasValue && initial is not IObjectCreationOperation && MakesNew(write)))
            .FirstOrDefault(write => write is not null);
    }

    /// <summary>Whether the variable may change after the function has begun to share it.</summary>
    private static bool IsAfter(IOperation write, IOperation function, bool hasValue) =>
        function.Syntax.Span.Contains(write.Syntax.Span)
        || (function is ILocalFunctionOperation ? hasValue : write.Syntax.SpanStart > function.Syntax.Span.End);

    /// <summary>The outermost lambda or local function around a place that the variable is declared outside of.</summary>
    private static IOperation? Function(IOperation place, int declared)
    {
        IOperation? found = null;
        for (var around = place.Parent; around is not null; around = around.Parent)
            if (around is IAnonymousFunctionOperation or ILocalFunctionOperation && !around.Syntax.FullSpan.Contains(declared))
                found = around;
        return found;
    }

    private static bool MakesNew(IAssignmentOperation write) =>
        write is ISimpleAssignmentOperation
        {
            Value: IObjectCreationOperation or IConversionOperation { Operand: IObjectCreationOperation }
        }
        && !LockReplacement.IsWhereNone(write.Target);

    private static bool Names(IOperation target, ISymbol variable) => target switch
    {
        ILocalReferenceOperation local => ThreadingTypes.Same(local.Local, variable),
        IParameterReferenceOperation parameter => ThreadingTypes.Same(parameter.Parameter, variable),
        ITupleOperation tuple => tuple.Elements.Any(element => Names(element, variable)),
        _ => false,
    };

    private static BodyFacts Outermost(BodyFacts body)
    {
        while (body.Outer is { } outer) body = outer;
        return body;
    }
}
