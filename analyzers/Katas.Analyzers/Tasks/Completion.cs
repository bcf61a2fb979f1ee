using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Tasks;

/// <summary>Whether a task is done for certain where its result is asked for.</summary>
/// <remarks>
/// It looks at what stands before in the same function, in the order of the text: a mention in an await, in a wait, or in a
/// question whether it is done. It does not follow branches: to miss a wait is better than to report one that never blocks.
/// </remarks>
internal static class Completion
{
    /// <summary>Whether it is known.</summary>
    /// <param name="task">The expression that gives the task.</param>
    /// <param name="use">Where it is asked for.</param>
    /// <param name="types">The framework's types.</param>
    public static bool IsKnown(IOperation task, IOperation use, ThreadingTypes types)
    {
        task = Surroundings.Bare(task);
        if (task is IPropertyReferenceOperation { Property.Name: "CompletedTask" }) return true;
        if (task is IInvocationOperation { TargetMethod.Name: "FromResult" or "FromException" or "FromCanceled" }) return true;
        if (IsWinner(task)) return true;
        if (task is IInvocationOperation { TargetMethod.Name: "AsTask", Instance: { } value }) return IsKnown(value, use, types);
        if (Root(task) is not { } root) return false;
        if (root is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } antecedent
            && IsAntecedent(antecedent, use)) return true;
        return Before(root, use, types);
    }

    /// <summary>Whether a property of a task tells how far it is, and waits for nothing.</summary>
    public static bool IsQuestion(string name) =>
        name is "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "IsCanceled" or "Status" or "Exception";

    /// <summary>
    /// The variable that stands for a task: of an element the collection, of the parameter of a query's lambda what the query
    /// goes through, of a loop's variable what the loop goes through.
    /// </summary>
    private static ISymbol? Root(IOperation expression)
    {
        while (true)
        {
            expression = Surroundings.Bare(expression);
            switch (expression)
            {
                case IArrayElementReferenceOperation element:
                    expression = element.ArrayReference;
                    continue;
                case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection }:
                    expression = collection;
                    continue;
                case IPropertyReferenceOperation { Property.Name: "Value" or "Task" or "Key", Instance: { } holder }:
                    expression = holder;
                    continue;
                case IInvocationOperation { Instance: null, Arguments: { Length: > 0 } arguments } call
                    when call.TargetMethod.ContainingType?.Name == "Enumerable":
                    expression = arguments[0].Value;
                    continue;
                case ILocalReferenceOperation local when Loop(local) is { } loop:
                    expression = loop.Collection;
                    continue;
                case IParameterReferenceOperation parameter when Query(parameter) is { } source:
                    expression = source;
                    continue;
                default:
                    return Surroundings.Named(expression);
            }
        }
    }

    private static IForEachLoopOperation? Loop(ILocalReferenceOperation local) =>
        Ancestors(local).OfType<IForEachLoopOperation>()
            .FirstOrDefault(loop => loop.Locals.Any(variable => ThreadingTypes.Same(variable, local.Local)));

    private static IOperation? Query(IParameterReferenceOperation parameter)
    {
        var lambda = Ancestors(parameter).OfType<IAnonymousFunctionOperation>()
            .FirstOrDefault(function => function.Symbol.Parameters.Any(one => ThreadingTypes.Same(one, parameter.Parameter)));
        if (lambda is null || Surroundings.Taker(lambda) is not IInvocationOperation call) return null;
        if (call.TargetMethod.ContainingType?.Name == "Enumerable") return call.Arguments[0].Value;
        return RunsNow.Is(call.TargetMethod) ? call.Instance ?? call.Arguments[0].Value : null;
    }

    /// <summary>Whether it is the task before, in the code of <c>ContinueWith</c>.</summary>
    private static bool IsAntecedent(IParameterSymbol parameter, IOperation use) =>
        Ancestors(use).OfType<IAnonymousFunctionOperation>()
            .Where(lambda => lambda.Symbol.Parameters.Any(one => ThreadingTypes.Same(one, parameter)))
            .Any(lambda => Surroundings.Taker(lambda) is IInvocationOperation
            {
                TargetMethod.Name: "ContinueWith" or "ContinueWhenAll" or "ContinueWhenAny"
            });

    private static bool Before(ISymbol root, IOperation use, ThreadingTypes types)
    {
        var names = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { root };
        // The lambda that asks may stand in a query, in the function that awaited: the whole member counts.
        var member = Ancestors(use).LastOrDefault() ?? use;
        var earlier = member.Descendants().Where(one => one.Syntax.SpanStart < use.Syntax.Span.End && one != use).ToList();
        // var all = Task.WhenAll(tasks); await all: whoever awaits 'all' has awaited the tasks.
        foreach (var made in earlier.OfType<IVariableDeclaratorOperation>())
        {
            if (made.GetVariableInitializer()?.Value is not { } value) continue;
            if (IsWinner(value) && ThreadingTypes.Same(made.Symbol, root)) return true;
            if (Surroundings.Bare(value) is not IInvocationOperation { TargetMethod.Name: "WhenAll" }) continue;
            if (Mentions(value, names)) names.Add(made.Symbol);
        }

        if (earlier.OfType<IIsPatternOperation>().Any(one => IsAsked(one) && one.Pattern is IRecursivePatternOperation
            {
                DeclaredSymbol: { } found
            } && names.Contains(found))) return true;
        return earlier.Any(one => one != use.Parent && Completes(one, use, types) is { } task && Mentions(task, names));
    }

    /// <summary>What an operation waits for, or asks about.</summary>
    private static IOperation? Completes(IOperation operation, IOperation use, ThreadingTypes types) => operation switch
    {
        // Of several, the first to end says nothing of the others; whoever asks which it was knows.
        IAwaitOperation wait when IsWinner(wait) => null,
        IAwaitOperation wait when !wait.Syntax.Span.Contains(use.Syntax.Span) => wait.Operation,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } compared
            when IsTask(compared.LeftOperand, types) && IsTask(compared.RightOperand, types) => compared,
        IInvocationOperation call when call.Syntax.Span.IntersectsWith(use.Syntax.Span) => null,
        IInvocationOperation { TargetMethod.Name: "SetResult" or "TrySetResult" or "Wait", Instance: { } instance } => instance,
        IInvocationOperation call => Wait.OfCall(call, types) is null ? null : call,
        IPropertyReferenceOperation { Property.Name: var name, Instance: { } instance } => IsQuestion(name) ? instance : null,
        IIsPatternOperation asked => IsAsked(asked) ? asked.Value : null,
        _ => null,
    };

    /// <summary>Not <c>null</c>, which has no type: whether there is a task says nothing of whether it is done.</summary>
    private static bool IsTask(IOperation operand, ThreadingTypes types) => types.IsTaskLike(Surroundings.Bare(operand).Type);

    private static bool IsAsked(IIsPatternOperation asked) => asked.Pattern.Descendants().Any(part =>
        part is IPropertyReferenceOperation { Property.Name: var name } && IsQuestion(name));

    private static bool Mentions(IOperation operation, HashSet<ISymbol> names) =>
        operation.DescendantsAndSelf().Any(one =>
            one is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation
            && Root(one) is { } root && names.Contains(root));

    /// <summary>Whether it is <c>await Task.WhenAny(...)</c>, whose value is a task that is done.</summary>
    private static bool IsWinner(IOperation expression)
    {
        if (Surroundings.Bare(expression) is not IAwaitOperation { Operation: var awaited }) return false;
        awaited = Surroundings.Bare(awaited);
        if (awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured })
            awaited = Surroundings.Bare(configured);
        return awaited is IInvocationOperation { TargetMethod.Name: "WhenAny" };
    }

    private static IEnumerable<IOperation> Ancestors(IOperation operation)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent) yield return around;
    }
}
