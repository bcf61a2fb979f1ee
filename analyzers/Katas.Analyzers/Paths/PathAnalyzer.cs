using System.Collections.Immutable;
using System.Linq;
using Katas.Analyzers.Locks;
using Katas.Analyzers.Resources;
using Katas.Analyzers.Waiting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Paths;

/// <summary>All rules that ask on which paths a lock is held: the graph of a body is gone through once for all of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PathAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<IPathRule> Rules = ImmutableArray.Create<IPathRule>(
        new ReleasedOnEveryPath(), new AwaitUnderLock(), new SemaphoreInFinally(), new ReleaseWithoutAcquire());

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.CreateRange(Rules.Select(rule => rule.Descriptor));

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var types = new ThreadingTypes(start.Compilation);
            start.RegisterOperationBlockAction(block => Check(block, types));
        });
    }

    private static void Check(OperationBlockAnalysisContext context, ThreadingTypes types)
    {
        foreach (var root in context.OperationBlocks) Nesting.Within(() => Check(root, context, types));
    }

    private static void Check(IOperation root, OperationBlockAnalysisContext context, ThreadingTypes types)
    {
        // A graph costs more than a look at the calls: most bodies have no lock.
        if (!root.Descendants().OfType<IInvocationOperation>().Any(call => TrackedLock.CallOf(call, types) is not null)) return;
        var graph = context.GetControlFlowGraph(root);
        foreach (var body in BodyPaths.In(graph, context.OwningSymbol, types, context.CancellationToken))
        {
            foreach (var rule in Rules) rule.Check(body, context.ReportDiagnostic);
        }

        foreach (var loop in LoopedLock.In(root, types))
        foreach (var rule in Rules.OfType<ILoopRule>())
            rule.Check(loop, context.ReportDiagnostic);
    }
}
