using System.Collections.Concurrent;
using System.Collections.Immutable;
using Katas.Engine.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Harness.Tests.Subjects;

/// <summary>The rules run once for each compile, over the subject's own files.</summary>
public sealed class AnalysisTests
{
    private static readonly SourceFile[] Two = [new("One.cs", "class One { }"), new("Two.cs", "class Two { }")];

    [Test]
    public async Task A_compile_is_analyzed_once_and_only_in_the_learners_files()
    {
        var rule = new Counting();
        var compiled = await Compiler(rule).CompileAsync("subject", Two);
        Assert.That(compiled.Analysis.Select(finding => finding.File), Is.EqualTo(new[] { "One.cs", "Two.cs" }));
        Assert.That((rule.Compilations, rule.Files.Order()), Is.EqualTo((1, new[] { "One.cs", "Two.cs" })));
    }

    [Test]
    public async Task What_does_not_compile_is_not_analyzed()
    {
        var rule = new Counting();
        var compiled = await Compiler(rule).CompileAsync("subject", [new("One.cs", "class One { missing }")]);
        Assert.That((compiled.Image, compiled.Analysis.Count, rule.Compilations), Is.EqualTo(((SubjectImage?)null, 0, 0)));
    }

    [Test]
    public void A_compile_for_the_code_alone_is_not_analyzed()
    {
        var rule = new Counting();
        Assert.That(Compiler(rule).Compile("subject", Two).Image, Is.Not.Null);
        Assert.That(rule.Compilations, Is.Zero);
    }

    private static SubjectCompiler Compiler(DiagnosticAnalyzer rule) =>
        new(Directory.EnumerateFiles(SdkRoslyn.ReferenceAssemblies!, "*.dll"), [rule]);

#pragma warning disable RS1001, RS1036, RS2008 // No compiler loads it.
    private sealed class Counting : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule = new("COUNT", "", "", "", DiagnosticSeverity.Info, true);
        private int _compilations;

        public int Compilations => _compilations;

        public ConcurrentBag<string> Files { get; } = [];

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterCompilationStartAction(start =>
            {
                Interlocked.Increment(ref _compilations);
                start.RegisterSyntaxTreeAction(tree =>
                {
                    Files.Add(tree.Tree.FilePath);
                    tree.ReportDiagnostic(Diagnostic.Create(Rule, tree.Tree.GetRoot().GetLocation()));
                });
            });
        }
    }
#pragma warning restore RS1001, RS1036, RS2008
}
