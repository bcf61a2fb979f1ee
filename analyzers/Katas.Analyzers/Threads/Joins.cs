using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Threads;

/// <summary>The places where code waits for what it has started: what stands after them runs alone.</summary>
/// <remarks>
/// Which task a place waits for is not looked at. Code that starts two and waits for one is rare beside code that keeps its tasks
/// where no rule can follow them, in a list or a field.
/// </remarks>
internal sealed class Joins
{
    private readonly Dictionary<BodyFacts, List<SyntaxNode>> _found = new();

    /// <summary>Whether the code waits after a place, and before another.</summary>
    /// <param name="body">The code.</param>
    /// <param name="from">A position in the file.</param>
    /// <param name="to">A later one.</param>
    public bool IsBetween(BodyFacts body, int from, int to) => In(body).Any(join => join.Span.End > from && join.Span.End <= to);

    /// <summary>Whether the code waits after a place, within a loop or anywhere.</summary>
    public bool IsAfter(BodyFacts body, int from, IOperation? within = null) =>
        In(body).Any(join => join.Span.End > from && (within is null || within.Syntax.Span.Contains(join.Span)));

    private List<SyntaxNode> In(BodyFacts body)
    {
        if (_found.TryGetValue(body, out var known)) return known;
        var function = body.IsDeferred ? body.Root.Syntax : null;
        var found = body.Root.Descendants().Where(operation => Is(operation) && FunctionOf(operation) == function)
            .Select(operation => operation.Syntax).ToList();
        _found.Add(body, found);
        return found;
    }

    private static SyntaxNode? FunctionOf(IOperation operation)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
            if (around is IAnonymousFunctionOperation or ILocalFunctionOperation) return around.Syntax;
        return null;
    }

    private static bool Is(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { ContainingType.Name: { } type, Name: { } name } } => (type, name) is
            ("Task", "Wait" or "WaitAll") or ("Thread", "Join") or ("CountdownEvent" or "ManualResetEventSlim", "Wait")
            or ("Barrier", "SignalAndWait") or (_, "WaitOne") or ("WaitHandle", "WaitAll")
            or ("TaskAwaiter" or "ConfiguredTaskAwaiter", "GetResult"),
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType.Name: "Task" } } => true,
        IAwaitOperation awaited => IsOfTask(awaited.Operation),
        _ => false,
    };

    private static bool IsOfTask(IOperation awaited) => awaited switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } => IsOfTask(task),
        IInvocationOperation { TargetMethod.Name: "WaitAsync", Instance: { Type.Name: "Task" } task } => IsOfTask(task),
        IInvocationOperation { TargetMethod: { Name: "WhenAll" or "ForEachAsync" or "ForAsync" } } => true,
        IConversionOperation conversion => IsOfTask(conversion.Operand),
        ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation
            or IArrayElementReferenceOperation => true,
        _ => false,
    };
}
