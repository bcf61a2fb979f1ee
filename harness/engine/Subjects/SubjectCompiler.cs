using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Subjects;

/// <summary>Compiles a subject's sources in memory, with the settings of the track's project, and analyzes them.</summary>
/// <remarks>One instance holds the parsed references and serves compile after compile; safe for one thread at a time.</remarks>
public sealed class SubjectCompiler
{
    /// <summary>The same as <c>LangVersion</c> in <c>eng/Common.props</c>.</summary>
    private const LanguageVersion Language = (LanguageVersion)1400;

    private static readonly string[] Symbols = ["DEBUG", "TRACE", "NET", "NET10_0", "NET10_0_OR_GREATER", "NETCOREAPP"];

    private static readonly EmitOptions Emitting = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    private static readonly SourceFile ImplicitUsings = new(
        "ImplicitUsings.g.cs",
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """);

    private readonly ImmutableArray<MetadataReference> _references;
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly CSharpParseOptions _parse = new(Language, DocumentationMode.Parse, preprocessorSymbols: Symbols);

    private readonly CSharpParseOptions _withoutAsserts = new(
        Language, DocumentationMode.Parse, preprocessorSymbols: Symbols.Where(symbol => symbol != "DEBUG"));

    private readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: false,
        nullableContextOptions: NullableContextOptions.Enable,
        deterministic: true);

    /// <param name="references">The assemblies that a subject may use.</param>
    /// <param name="analyzers">The analyzers that run in the same pass; may be empty.</param>
    public SubjectCompiler(IEnumerable<string> references, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        _references = [.. references.Select(file => MetadataReference.CreateFromFile(file))];
        _analyzers = analyzers;
    }

    /// <summary>Compiles, and nothing else; never throws for what the sources contain.</summary>
    public CompileResult Compile(
        string assemblyName, IEnumerable<SourceFile> sources, CompileFor purpose = CompileFor.Grading) =>
        Emit(Bind(assemblyName, sources, purpose), purpose);

    /// <summary>Compiles, and analyzes what is to be graded; never throws for what the sources contain.</summary>
    public async Task<CompileResult> CompileAsync(
        string assemblyName, IEnumerable<SourceFile> sources, CompileFor purpose = CompileFor.Grading)
    {
        var compilation = Bind(assemblyName, sources, purpose);
        var compiled = Emit(compilation, purpose);
        return compiled.Image is null || purpose == CompileFor.Mutation
            ? compiled
            : compiled with { Analysis = await AnalyzeAsync(compilation) };
    }

    /// <summary>The sources as a compilation, for whoever asks what their names mean.</summary>
    internal CSharpCompilation Bind(string assemblyName, IEnumerable<SourceFile> sources, CompileFor purpose)
    {
        var parse = purpose == CompileFor.Grading ? _parse : _withoutAsserts;
        var trees = sources.Append(ImplicitUsings).Select(source => CSharpSyntaxTree.ParseText(
            SourceText.From(source.Text, Encoding.UTF8), parse, source.Path));
        var level = purpose == CompileFor.Grading ? OptimizationLevel.Debug : OptimizationLevel.Release;
        return CSharpCompilation.Create(assemblyName, trees, _references, _options.WithOptimizationLevel(level));
    }

    private static CompileResult Emit(CSharpCompilation compilation, CompileFor purpose)
    {
        using var assembly = new MemoryStream();
        // Lines are in the symbols: without them the same program is the same bytes, wherever it stands.
        using var symbols = purpose == CompileFor.Grading ? new MemoryStream() : null;
        var emitted = compilation.Emit(assembly, symbols, options: Emitting);
        if (!emitted.Success) return new(null, Findings(emitted.Diagnostics, DiagnosticSeverity.Error), []);
        var image = new SubjectImage(assembly.ToArray(), symbols?.ToArray() ?? []);
        return new(image, Findings(emitted.Diagnostics, DiagnosticSeverity.Warning), [])
        {
            CodeSum = purpose == CompileFor.Mutation ? Convert.ToHexStringLower(SHA256.HashData(image.Assembly.Span)) : null,
        };
    }

    private async Task<IReadOnlyList<Finding>> AnalyzeAsync(CSharpCompilation compilation) =>
        _analyzers.IsEmpty
            ? []
            : Findings(await compilation.WithAnalyzers(_analyzers).GetAnalyzerDiagnosticsAsync(), DiagnosticSeverity.Info);

    private static List<Finding> Findings(ImmutableArray<Diagnostic> diagnostics, DiagnosticSeverity least) =>
        [.. diagnostics
            .Where(diagnostic => diagnostic.Severity >= least && !diagnostic.IsSuppressed)
            .OrderByDescending(diagnostic => diagnostic.Severity)
            .ThenBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan)
            .Select(Finding.From)];
}
