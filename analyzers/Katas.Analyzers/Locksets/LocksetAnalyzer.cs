using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Locksets;

/// <summary>All rules that ask which locks are held where: the code of a type is gone through once for all of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LocksetAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<ITypeRule> Rules = ImmutableArray.Create<ITypeRule>(
        new GuardedHereAndNotThere());

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.CreateRange(Rules.Select(rule => rule.Descriptor));

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var types = new ThreadingTypes(start.Compilation);
            start.RegisterSymbolStartAction(symbol => Begin(symbol, types), SymbolKind.NamedType);
        });
    }

    private static void Begin(SymbolStartAnalysisContext context, ThreadingTypes types)
    {
        var bodies = new ConcurrentBag<BodyFacts>();
        context.RegisterOperationBlockAction(block =>
        {
            foreach (var root in block.OperationBlocks)
                foreach (var facts in BodyWalker.Walk(root, block.OwningSymbol as IMethodSymbol, types)) bodies.Add(facts);
        });
        context.RegisterSymbolEndAction(end =>
        {
            // The bodies come in any order: what is reported must not depend on it.
            var ordered = bodies.OrderBy(body => body.Root.Syntax.SyntaxTree.FilePath, System.StringComparer.Ordinal)
                .ThenBy(body => body.Root.Syntax.SpanStart).ToList();
            var facts = new TypeFacts((INamedTypeSymbol)end.Symbol, ordered, types);
            foreach (var rule in Rules) rule.Check(facts, end.Options, end.ReportDiagnostic);
        });
    }
}
