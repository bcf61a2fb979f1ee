using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Tests;

/// <summary>Runs one analyzer over marked source and compares places.</summary>
internal static class Analyzed
{
    public static readonly MetadataReference[] Framework =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file))];

    private const string Usings =
        """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Channels;
        global using System.Threading.Tasks;
        """;

    /// <summary>Asserts that rules report exactly at the marks, and that the code compiles.</summary>
    /// <param name="marked">The source; the usual namespaces are there.</param>
    /// <param name="rule">The one rule that is looked at, for an analyzer that has several; null: all.</param>
    /// <param name="message">The message of the first report; null: any.</param>
    public static async Task AssertAsync<TAnalyzer>(string marked, string? rule = null, string? message = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var markup = Markup.Parse(marked);
        var found = await FindAsync<TAnalyzer>(Compile(markup.Code), rule);
        var places = found
            .Select(diagnostic => Place(diagnostic, markup.Places.Any(p => p.StartsWith("KATA", StringComparison.Ordinal))));
        Assert.That(places.Order(), Is.EqualTo(markup.Places.Order()), string.Join('\n', found));
        if (message is not null)
            Assert.That(found[0].GetMessage(CultureInfo.InvariantCulture), Is.EqualTo(message));
    }

    /// <summary>What an analyzer reports, in the order of the places.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindAsync<TAnalyzer>(Compilation compilation, string? rule)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        // An exception of a rule is an error of the test, not a diagnostic AD0001 that nobody reads.
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (thrown, _, _) => throw new InvalidOperationException("A rule threw.", thrown),
            concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers([new TAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        return [.. found.Where(d => rule is null || d.Id == rule).OrderBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>Compiles a sample, and asserts that it does.</summary>
    /// <param name="code">The source; the usual namespaces are there.</param>
    /// <param name="kind">A program, for top-level statements.</param>
    /// <param name="more">Other files beside it.</param>
    public static CSharpCompilation Compile(
        string code, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, params string[] more)
    {
        var compilation = CSharpCompilation.Create(
            "sample", [.. new[] { code, Usings }.Concat(more).Select(text => CSharpSyntaxTree.ParseText(text))], Framework,
            new(kind, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        Assert.That(
            compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error), Is.Empty, "it must compile");
        return compilation;
    }

    private static string Place(Diagnostic diagnostic, bool withRule)
    {
        var span = diagnostic.Location.GetLineSpan();
        var (start, end) = (span.StartLinePosition, span.EndLinePosition);
        var rule = withRule ? diagnostic.Id + " " : "";
        return $"{rule}{start.Line + 1}:{start.Character + 1}-{end.Line + 1}:{end.Character + 1}";
    }
}
