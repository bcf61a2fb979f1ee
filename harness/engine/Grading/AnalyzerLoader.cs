using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Engine.Grading;

/// <summary>Loads the analyzers that run beside the compile.</summary>
internal static class AnalyzerLoader
{
    /// <summary>One of each C# analyzer of the assembly; none where <paramref name="file"/> is <see langword="null"/>.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Load(string? file) =>
        file is null
            ? []
            : [.. Assembly.LoadFrom(file).GetTypes()
                .Where(type => !type.IsAbstract && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is { } mark
                    && mark.Languages.Contains(LanguageNames.CSharp))
                .OrderBy(type => type.FullName, StringComparer.Ordinal)
                .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];
}
