using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Katas.Engine.Grading;
using Katas.Engine.Subjects;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Bench;

/// <summary>What the rules cost on each kata's starter, reference and alternatives, in CPU time, warm.</summary>
internal static class AnalyzersTable
{
    /// <summary>The number to hold, in milliseconds for a file.</summary>
    private const double Most = 50;

    private const int Rounds = 9;

    public static async Task<int> RunAsync()
    {
        var specs = Assembly.Load("Katas.Specs");
        var rules = AnalyzerLoader.Load(Path.Combine(AppContext.BaseDirectory, "Katas.Analyzers.dll"));
        var compiler = new SubjectCompiler(ReferenceSet.ForReference(specs), rules);
        var files = Catalogue.Open(KataRoot.Current).All
            .SelectMany(kata => Subjects(kata).Select(name => (Title: $"{kata.Id} {name}", SubjectSources.Of(kata, name))))
            .ToList();
        var cost = rules.ToDictionary(rule => rule, _ => new List<double>());
        var totals = new List<(string Title, double Time)>();
        foreach (var (title, sources) in files)
        {
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                // A compilation of its own each time: what one round has bound, the next would find.
                var compilation = compiler.Bind("bench", sources, CompileFor.Grading);
                compilation.GetDiagnostics();
                var (time, byRule) = await MeasureAsync(compilation, rules);
                if (round == 0) continue; // loads and compiles the rules
                times.Add(time / sources.Count);
                foreach (var (rule, own) in byRule) cost[rule].Add(own / sources.Count);
            }

            totals.Add((title, Median(times)));
        }

        Console.WriteLine($"CPU time for a file, in ms: median of {Rounds - 1} warm rounds");
        foreach (var (title, time) in totals.OrderByDescending(total => total.Time)) Print(title, time);
        Console.WriteLine($"\nof that, by rule (elapsed; mean over all files)");
        foreach (var (rule, times) in cost.OrderByDescending(one => one.Value.Average())) Print(Ids(rule), times.Average());
        var worst = totals.Max(total => total.Time);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{totals.Count} subjects: mean {totals.Average(one => one.Time):0.0} ms, worst {worst:0.0} ms, to hold: {Most}"));
        return 0;
    }

    private static IEnumerable<SubjectName> Subjects(Kata kata) =>
        SubjectSources.AlternativesOf(kata).Select(name => new SubjectName(SubjectKind.Alternative, name))
            .Prepend(SubjectName.Reference).Prepend(SubjectName.Starter);

    private static async Task<(double Time, IReadOnlyList<(DiagnosticAnalyzer Rule, double Time)> ByRule)> MeasureAsync(
        CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> rules)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        using var process = Process.GetCurrentProcess();
        var analysis = compilation.WithAnalyzers(rules, options);
        var before = Processor(process);
        await analysis.GetAnalyzerDiagnosticsAsync();
        var time = Processor(process) - before;
        var byRule = new List<(DiagnosticAnalyzer Rule, double Time)>();
        foreach (var rule in rules)
        {
            var own = await analysis.GetAnalyzerTelemetryInfoAsync(rule, default);
            byRule.Add((rule, own.ExecutionTime.TotalMilliseconds));
        }

        return (time.TotalMilliseconds, byRule);
    }

    private static TimeSpan Processor(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static string Ids(DiagnosticAnalyzer rule) =>
        string.Join(' ', rule.SupportedDiagnostics.Select(one => one.Id).Order(StringComparer.Ordinal));

    private static void Print(string what, double time) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time,8:0.00}  {what}"));
}
