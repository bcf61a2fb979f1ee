using System.Collections.Immutable;
using System.Reflection;
using Katas.Analyzers.CodeFixes;
using Katas.Analyzers.Locks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Tests;

/// <summary>Every analyzer and every fix that there is.</summary>
internal static class AllRules
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [.. Made<DiagnosticAnalyzer>(typeof(LockOnPrivateObject), typeof(DiagnosticAnalyzerAttribute))];

    public static ImmutableArray<CodeFixProvider> Fixes { get; } =
        [.. Made<CodeFixProvider>(typeof(NodeFix), typeof(ExportCodeFixProviderAttribute))];

    /// <summary>The rules, in the order of the analyzers.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } =
        [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)];

    /// <summary>The rules' ids, in the order of the analyzers.</summary>
    public static IReadOnlyList<string> Ids { get; } =
        [.. Descriptors.Select(rule => rule.Id)];

    /// <summary>What all rules report, those for information too, with what somebody suppressed.</summary>
    /// <param name="compilation">The code.</param>
    /// <param name="besides">Analyzers besides the rules.</param>
    /// <param name="cancellationToken">Whether the result is still wanted.</param>
    /// <exception cref="AssertionException">A rule threw.</exception>
    public static async Task<IReadOnlyList<Diagnostic>> FindAsync(
        Compilation compilation, IEnumerable<DiagnosticAnalyzer>? besides = null, CancellationToken cancellationToken = default)
    {
        var thrown = new List<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            (exception, analyzer, _) =>
            {
                lock (thrown) thrown.Add($"{analyzer.GetType().Name}: {exception}");
            },
            concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        var enabled = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            Ids.Distinct().ToImmutableDictionary(id => id, _ => ReportDiagnostic.Warn)));
        var found = await enabled.WithAnalyzers([.. Analyzers, .. besides ?? []], options)
            .GetAnalyzerDiagnosticsAsync(cancellationToken);
        Assert.That(thrown, Is.Empty, "no rule throws");
        Assert.That(found.Where(one => one.Id == "AD0001"), Is.Empty, "no rule throws");
        return [.. found.OrderBy(one => one.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(one => one.Location.SourceSpan.Start).ThenBy(one => one.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<T> Made<T>(Type one, Type mark) =>
        from type in one.Assembly.GetTypes()
        where type.GetCustomAttribute(mark) is not null
        orderby type.FullName
        select (T)Activator.CreateInstance(type)!;
}
