using System.Collections.Concurrent;
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
            var program = start.Compilation.GetEntryPoint(start.CancellationToken)?.ContainingType;
            start.RegisterSymbolStartAction(type => Start(type, types, program), SymbolKind.NamedType);
        });
    }

    private static void Start(SymbolStartAnalysisContext context, ThreadingTypes types, INamedTypeSymbol? program)
    {
        // The code of a nested type comes by with the type around it.
        if (context.Symbol.ContainingType is not null) return;
        var makesThreads = new ConcurrentBag<bool>();
        var synchronous = new ConcurrentBag<Diagnostic>();
        context.RegisterOperationAction(
            made =>
            {
                if (made.Operation.Type is { Name: "Thread", ContainingNamespace.Name: "Threading" }) makesThreads.Add(true);
            },
            OperationKind.ObjectCreation);
        context.RegisterOperationAction(
            read => Check(read, types, Wait.OfProperty((IPropertyReferenceOperation)read.Operation, types), synchronous),
            OperationKind.PropertyReference);
        context.RegisterOperationAction(
            call => Check(call, types, Wait.OfCall((IInvocationOperation)call.Operation, types), synchronous),
            OperationKind.Invocation);
        context.RegisterSymbolEndAction(end =>
        {
            // Threads of its own, and the program's first one, have nothing else to do.
            if (!makesThreads.IsEmpty || ThreadingTypes.Same(context.Symbol, program)) return;
            foreach (var report in synchronous) end.ReportDiagnostic(report);
        });
    }

    private static void Check(
        OperationAnalysisContext context, ThreadingTypes types, Wait? found, ConcurrentBag<Diagnostic> synchronous)
    {
        if (found is not { } wait || Surroundings.IsOnlyDescribed(wait.Operation)) return;
        if (HasNoAlternative(wait.Operation, context.ContainingSymbol)) return;
        if (wait.Tasks.All(task => Completion.IsKnown(task, wait.Operation, types))) return;
        var report = Diagnostic.Create(Rule, wait.Operation.Syntax.GetLocation(), wait.Name);
        if (AsyncCode.Holds(wait.Operation, context.ContainingSymbol, types)) context.ReportDiagnostic(report);
        else if (!wait.HasLimit && wait.Tasks.Any(task => AsyncCode.IsMadeHere(task, wait.Operation))) synchronous.Add(report);
    }

    /// <summary>
    /// Whether the code cannot be async, or holds a thread of its own: <c>Dispose</c>, finalizers, awaiters, <c>Main</c>.
    /// </summary>
    private static bool HasNoAlternative(IOperation wait, ISymbol member) =>
        Surroundings.Function(wait, member) is { } method
        && (method.MethodKind == MethodKind.Destructor
            || (method.ReturnsVoid && method.Name == "Dispose")
            || (method is { IsStatic: true, Name: "Main", MethodKind: MethodKind.Ordinary })
            || (method.Name == "GetResult" && method.ContainingType.AllInterfaces.Any(type => type.Name == "INotifyCompletion")));
}
