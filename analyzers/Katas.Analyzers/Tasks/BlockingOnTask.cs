using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Tasks;

/// <summary>KATA0404: a thread waits for a task that may not be done.</summary>
/// <remarks>
/// The thread does nothing else meanwhile. Where the task's own continuation needs that thread, or one of a pool whose threads
/// all wait like this one, it never ends.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingOnTask : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0404",
        "Blocking on a task",
        "'{0}' holds this thread until the task is done; if what the task has yet to run needs this thread, or a pool whose"
        + " threads all wait like this one, neither goes on: await it",
        "Tasks",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0404.md");

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
            start.RegisterOperationAction(
                read => Check(read, types, Wait.OfProperty((IPropertyReferenceOperation)read.Operation, types)), OperationKind.PropertyReference);
            start.RegisterOperationAction(
                call => Check(call, types, Wait.OfCall((IInvocationOperation)call.Operation, types)), OperationKind.Invocation);
        });
    }

    private static void Check(OperationAnalysisContext context, ThreadingTypes types, Wait? found)
    {
        if (found is not { } wait || Surroundings.IsOnlyDescribed(wait.Operation)) return;
        if (HasNoAlternative(wait.Operation, context.ContainingSymbol, context.Compilation, context.CancellationToken)) return;
        if (wait.Tasks.All(task => Completion.IsKnown(task, wait.Operation, types))) return;
        context.ReportDiagnostic(Diagnostic.Create(Rule, wait.Operation.Syntax.GetLocation(), wait.Name));
    }

    /// <summary>
    /// Whether the code cannot be async, or waits on a thread that is there for it: the program's entry point, <c>Dispose</c>
    /// and finalizers, which return nothing by contract, awaiters, and the code of a thread of its own.
    /// </summary>
    private static bool HasNoAlternative(
        IOperation wait, ISymbol member, Compilation compilation, System.Threading.CancellationToken cancellationToken)
    {
        for (var around = wait.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation lambda)
                return Surroundings.Taker(lambda) is IObjectCreationOperation { Type.Name: "Thread" };
            if (around is ILocalFunctionOperation) return false;
        }

        if (member is not IMethodSymbol method) return false;
        return method.MethodKind == MethodKind.Destructor
            || (method.ReturnsVoid && method.Name == "Dispose")
            || (method.Name == "GetResult" && method.ContainingType.AllInterfaces.Any(type => type.Name == "INotifyCompletion"))
            || (!method.IsAsync && ThreadingTypes.Same(method, compilation.GetEntryPoint(cancellationToken)));
    }
}
