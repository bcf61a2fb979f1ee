using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Katas.Analyzers.Locks;
using Katas.Analyzers.Sharing;
using Katas.Analyzers.Waiting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Locksets;

/// <summary>All rules that ask which locks are held where: the code of a type is gone through once for all of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LocksetAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<ITypeRule> Rules = ImmutableArray.Create<ITypeRule>(
        new ReplaceableLock(),
        new GuardedHereAndNotThere(),
        new GuardedByDifferentLocks(),
        new GuardContract(),
        new OppositeOrders(),
        new GuardedStateEscapes(),
        new BlockingUnderLock(),
        new ForeignCodeUnderLock(),
        new NonAtomicUpdate(),
        new PlainAccess(),
        new PlainCollectionShared(),
        new CheckThenAct(),
        new UnsafeDoubleCheck());

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.CreateRange(Rules.Select(rule => rule.Descriptor));

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        ForEachType(context, static (facts, end) =>
        {
            foreach (var rule in Rules)
            {
                end.CancellationToken.ThrowIfCancellationRequested();
                rule.Check(facts, end.Options, end.ReportDiagnostic);
            }
        });
    }

    /// <summary>Goes through the code of every type, and hands on what it found.</summary>
    internal static void ForEachType(AnalysisContext context, Action<TypeFacts, SymbolAnalysisContext> look) =>
        context.RegisterCompilationStartAction(start =>
        {
            var types = new ThreadingTypes(start.Compilation, start.Options);
            start.RegisterSymbolStartAction(symbol => Begin(symbol, types, look), SymbolKind.NamedType);
        });

    private static void Begin(
        SymbolStartAnalysisContext context, ThreadingTypes types, Action<TypeFacts, SymbolAnalysisContext> look)
    {
        var blocks = new ConcurrentBag<(IOperation Root, ISymbol Owner)>();
        context.RegisterOperationBlockAction(block =>
        {
            // The code of a nested type comes by here too.
            if (!ThreadingTypes.Same(block.OwningSymbol.ContainingType, context.Symbol)) return;
            foreach (var root in block.OperationBlocks) blocks.Add((root, block.OwningSymbol));
        });
        context.RegisterSymbolEndAction(end =>
        {
            if (blocks.IsEmpty) return;
            Nesting.Within(() => look(
                new((INamedTypeSymbol)end.Symbol, TypeFacts.Walk(blocks, types, end.CancellationToken), types), end));
        });
    }
}
