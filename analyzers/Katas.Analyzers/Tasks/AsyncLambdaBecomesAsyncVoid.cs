using System.Collections.Immutable;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Tasks;

/// <summary>KATA0402: an async lambda where a delegate without a result is expected, or an <c>async void</c> method.</summary>
/// <remarks>
/// The lambda returns to its caller at its first await, with nothing to wait for: <c>list.ForEach(async x => ...)</c> is over
/// before the work is, and an exception in it ends the process.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncLambdaBecomesAsyncVoid : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0402",
        "Async lambda becomes async void",
        "{0}, cannot wait for the rest, and an exception in it ends the process",
        "Tasks",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0402.md");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Check, OperationKind.AnonymousFunction);
        context.RegisterOperationAction(CheckMethod, OperationKind.MethodBody, OperationKind.LocalFunction);
    }

    private static void Check(OperationAnalysisContext context)
    {
        var lambda = (IAnonymousFunctionOperation)context.Operation;
        if (!lambda.Symbol.IsAsync || !lambda.Symbol.ReturnsVoid) return;
        // A lambda that no delegate type was found for does not compile.
        if (lambda.Parent is not IDelegateCreationOperation { Type: INamedTypeSymbol type }) return;
        var taker = Surroundings.Taker(lambda);
        if (IsEventHandler(taker, type) || (CatchesAll(lambda.Body) && !IsWaitedFor(taker))) return;
        var expected = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        context.ReportDiagnostic(Diagnostic.Create(
            Rule, lambda.Syntax.GetLocation(),
            $"{Name(taker)} takes this async lambda as '{expected}', which returns nothing: "
            + "it goes on at the lambda's first await"));
    }

    private static void CheckMethod(OperationAnalysisContext context)
    {
        var (method, body) = context.Operation switch
        {
            ILocalFunctionOperation local => (local.Symbol, local.Body),
            IMethodBodyOperation all => (context.ContainingSymbol as IMethodSymbol, all.BlockBody ?? all.ExpressionBody),
            _ => default,
        };
        if (method is null || body is null || !AsyncVoidMethod.IsByChoice(method) || CatchesAll(body)) return;
        context.ReportDiagnostic(Diagnostic.Create(
            Rule, method.Locations[0],
            $"'{method.Name}' is async and returns nothing, where it could return a Task: "
                + "its caller goes on at the first await"));
    }

    /// <summary>Whoever raises an event expects nothing of its handlers, and the language has no other form for them.</summary>
    private static bool IsEventHandler(IOperation? taker, INamedTypeSymbol type) =>
        taker is IEventAssignmentOperation
        || type.DelegateInvokeMethod is { Parameters: { Length: 2 } parameters }
            && parameters[0].Type.SpecialType == SpecialType.System_Object
            && AsyncVoidMethod.IsEventArguments(parameters[1].Type);

    /// <summary>Whether no exception leaves it: all of its code is in a <c>try</c> that catches everything.</summary>
    private static bool CatchesAll(IBlockOperation body)
    {
        var statements = body.Operations.Where(statement => !statement.IsImplicit).ToList();
        return statements.Count == 1 && statements[0] is ITryOperation attempt
            && attempt.Catches.Any(handler =>
                handler.Filter is null && handler.ExceptionType is null or { Name: "Exception" or "Object" })
            && !attempt.Catches.SelectMany(handler => handler.Handler.Descendants()).Any(inside => inside is IThrowOperation);
    }

    /// <summary>Whether the caller takes the delegate's return for the end of the work.</summary>
    private static bool IsWaitedFor(IOperation? taker) => taker switch
    {
        IInvocationOperation { TargetMethod: var method } =>
            RunsNow.Is(method) || method.ContainingType?.Name is "Parallel" or "ParallelEnumerable",
        IObjectCreationOperation { Type.Name: "Thread" or "Task" } => true,
        _ => false,
    };

    private static string Name(IOperation? taker) => taker switch
    {
        IInvocationOperation { TargetMethod: { ContainingType: { } type } method } => $"'{type.Name}.{method.Name}'",
        IObjectCreationOperation { Type: { } type } => $"'new {type.Name}'",
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation local } => $"'{local.Symbol.Name}'",
        IAssignmentOperation assignment when Surroundings.Named(assignment.Target) is { } target => $"'{target.Name}'",
        IFieldInitializerOperation { InitializedFields: { Length: > 0 } fields } => $"'{fields[0].Name}'",
        IPropertyInitializerOperation { InitializedProperties: { Length: > 0 } properties } => $"'{properties[0].Name}'",
        _ => "the code here",
    };
}
