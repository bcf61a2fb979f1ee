using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Tests;

/// <summary>Runs one analyzer over marked source and compares places.</summary>
internal static class Analyzed
{
    private static readonly MetadataReference[] Framework =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file))];

    /// <summary>Asserts that the rule reports exactly at the marks, and that the code compiles.</summary>
    public static async Task AssertAsync<TAnalyzer>(string marked, string? message = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var markup = Markup.Parse(marked);
        var tree = CSharpSyntaxTree.ParseText("using System.Threading;\n" + markup.Code);
        var compilation = CSharpCompilation.Create(
            "sample", [tree], Framework,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.That(
            compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error), Is.Empty, "it must compile");

        var found = await compilation.WithAnalyzers([new TAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        Assert.That(found.Select(Place).Order(), Is.EqualTo(markup.Places.Order()), string.Join('\n', found));
        if (message is not null)
            Assert.That(found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(message));
    }

    /// <summary>One line was put before the sample.</summary>
    private static string Place(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        return $"{span.StartLinePosition.Line}:{span.StartLinePosition.Character + 1}-{span.EndLinePosition.Character + 1}";
    }
}
