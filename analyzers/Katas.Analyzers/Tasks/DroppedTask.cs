using System.Collections.Immutable;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Tasks;

/// <summary>KATA0403: a call gives a task, and nobody keeps it.</summary>
/// <remarks>
/// The caller goes on before the work is done, and its exception is lost. <c>_ = SaveAsync()</c> says that this is meant.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedTask : DiagnosticAnalyzer
{
    /// <summary>The property of a report of a call that gives a task of a task.</summary>
    public const string IsOfTask = "unwrap";

    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0403",
        "A task is dropped",
        "The task of '{0}' is dropped: this code goes on before the work is done, and nobody learns that it failed; await it,"
        + " return it, keep it, or say '_ =' if that is meant",
        "Tasks",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0403.md");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var types = new ThreadingTypes(start.Compilation);
            start.RegisterOperationAction(statement => Check(statement, types), OperationKind.ExpressionStatement);
            start.RegisterOperationAction(call => CheckInner(call, types), OperationKind.Invocation);
        });
    }

    /// <summary>A query that starts tasks of tasks, <c>StartNew</c> with async code, and never unwraps them.</summary>
    private static void CheckInner(OperationAnalysisContext context, ThreadingTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call is not { TargetMethod: { Name: "StartNew", ContainingType.Name: "TaskFactory" } method }
            || Surroundings.IsOnlyDescribed(call)
            || method.TypeArguments is not { Length: 1 } result || !types.IsTaskLike(result[0])) return;
        if (call.Parent is not IReturnOperation || Surroundings.Body(call) is not IAnonymousFunctionOperation lambda) return;
        if (Surroundings.Taker(lambda) is not IInvocationOperation { TargetMethod: { Name: "Select" or "ConvertAll" } }) return;
        IOperation member = lambda;
        while (member.Parent is { } parent) member = parent;
        if (member.Descendants().Any(one => one is IInvocationOperation { TargetMethod.Name: "Unwrap" }
            || (one is IAwaitOperation { Operation: var awaited } && IsOfTasks(awaited.Type, types) && !IsDropped(one)))) return;
        context.ReportDiagnostic(Diagnostic.Create(
            Rule, call.Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(IsOfTask, null), Name(call)));
    }

    /// <summary>Whether an await gives tasks, which somebody may go on to await: <c>await Task.WhenAll(outer)</c>.</summary>
    private static bool IsOfTasks(ITypeSymbol? type, ThreadingTypes types) =>
        type is INamedTypeSymbol { TypeArguments: { Length: 1 } given }
        && types.IsTaskLike(given[0] is IArrayTypeSymbol array ? array.ElementType : given[0]);

    private static bool IsDropped(IOperation wait) => MemberAccess.Outermost(wait).Parent is IExpressionStatementOperation;

    private static void Check(OperationAnalysisContext context, ThreadingTypes types)
    {
        var expression = Surroundings.Bare(((IExpressionStatementOperation)context.Operation).Operation);
        if (Source(expression, types) is not { } call || !MakesTask(call) || IsMock(call)) return;
        if (Surroundings.IsOnlyDescribed(expression)) return;
        context.ReportDiagnostic(Diagnostic.Create(Rule, expression.Syntax.GetLocation(), Name(call)));
    }

    /// <summary>The call whose task is the value of a statement; null where the statement's value is no task.</summary>
    private static IInvocationOperation? Source(IOperation expression, ThreadingTypes types) => expression switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } =>
            Source(Surroundings.Bare(configured), types),
        IInvocationOperation call => types.IsTaskLike(call.Type) ? call : null,
        IConditionalAccessOperation access => Source(Surroundings.Bare(access.WhenNotNull), types),
        // StartNew with an async lambda gives a task of a task: the await waits for the outer one, which ends at the lambda's
        // first await. WhenAny gives one too, but that inner task is one that the caller already has.
        IAwaitOperation { Operation: var awaited } when types.IsTaskLike(expression.Type) =>
            Surroundings.Bare(awaited) is IInvocationOperation { TargetMethod.Name: "StartNew" } inner ? inner : null,
        _ => null,
    };

    /// <summary>Whether the call makes the task; false for a container that hands one out: <c>_tasks.Dequeue()</c>.</summary>
    private static bool MakesTask(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke) return true;
        // A continuation is where the failure of the task before it is looked at.
        if (method.Name == "ContinueWith") return false;
        return method.OriginalDefinition.ReturnType is not ITypeParameterSymbol && !AsyncCode.HandsOn(method);
    }

    /// <summary>A call that tells a mock what to expect: <c>store.Received().SaveAsync()</c>.</summary>
    private static bool IsMock(IInvocationOperation call)
    {
        var instance = call.Instance;
        if (instance is IConditionalAccessInstanceOperation or null) return false;
        return Surroundings.Bare(instance) is IInvocationOperation { TargetMethod: { } made }
            && IsOfMocks(made.ContainingNamespace);
    }

    private static bool IsOfMocks(INamespaceSymbol? space)
    {
        while (space is { ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return space?.Name is "NSubstitute" or "Moq" or "FakeItEasy";
    }

    private static string Name(IInvocationOperation call) =>
        call.TargetMethod.MethodKind == MethodKind.DelegateInvoke && call.Instance is { } instance
            ? instance.Syntax.ToString().Split('\n').First()
            : call.TargetMethod.Name;
}
