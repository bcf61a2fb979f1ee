using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Tests.Simulated;

/// <summary>The project's own files, beside the contracts of the simulator.</summary>
internal static class Simulation
{
    /// <summary>The sources of the simulator's contracts.</summary>
    public static string[] Contracts { get; } =
        [.. Directory.EnumerateFiles(
                Clone.At("harness", "contracts", "Simulation"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)];

    /// <summary>Asserts that KATA0901 reports exactly at the marks.</summary>
    public static async Task AssertAsync(string marked, string? message = null)
    {
        var markup = Markup.Parse(Usings + marked);
        var found = await FindAsync(markup.Code);
        Assert.That(found.Select(Place).Order(), Is.EqualTo(markup.Places.Order()), string.Join('\n', found));
        if (message is not null) Assert.That(found[0].GetMessage(CultureInfo.InvariantCulture), Is.EqualTo(message));
    }

    /// <summary>What KATA0901 reports in a source, with the simulator's contracts beside it.</summary>
    /// <param name="code">The source.</param>
    /// <param name="more">Other files.</param>
    public static async Task<IReadOnlyList<Diagnostic>> FindAsync(string code, params string[] more)
    {
        var compilation = Analyzed.Compile(code, OutputKind.DynamicallyLinkedLibrary, [.. Contracts, .. more]);
        var found = await Analyzed.FindAsync<Analyzers.Simulated.LeavesSimulator>(compilation, rule: null);
        return [.. found.Where(report => report.Location.SourceTree == compilation.SyntaxTrees[0])];
    }

    private const string Usings =
        "using System.Diagnostics; using System.Net.Sockets; using System.Security.Cryptography; using Katas.Simulation;\n";

    private static string Place(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var (start, end) = (span.StartLinePosition, span.EndLinePosition);
        return $"{start.Line + 1}:{start.Character + 1}-{end.Line + 1}:{end.Character + 1}";
    }
}
