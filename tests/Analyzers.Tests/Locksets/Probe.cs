using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Tests.Locksets;

/// <summary>Compares what the engine takes for held, or for able to run at once, with what samples say of themselves.</summary>
/// <remarks>
/// <c>Held("_gate, _other")</c> stands where those locks are held, and only those. <c>Beside("A")</c> stands in a body that can
/// run
/// at the same time as one that says <c>Name("A")</c>; <c>Alone("A")</c> in one that cannot.
/// </remarks>
internal static class Probe
{
    private const string Marks =
        """
        global using static Marks;
        static class Marks
        {
            public static void Held(string locks) { }
            public static void Name(string name) { }
            public static void Beside(string name) { }
            public static void Alone(string name) { }
        }
        """;

    /// <summary>Asserts that the engine says what the marks say; each sample has one at least.</summary>
    public static async Task AssertAsync(string code, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var compilation = Analyzed.Compile(code, kind, Marks);
        var analyzer = new Analyzer();
        var found = await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync();
        Assert.That(found, Is.Empty, "nothing threw");
        Assert.That(analyzer.Wrong, Is.Empty);
        Assert.That(analyzer.Marks, Is.AtLeast(1), "the sample has marks");
    }

#pragma warning disable RS1001, RS1026, RS1036, RS2008 // It is never loaded by a compiler.
    private sealed class Analyzer : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule = new("PROBE", "", "", "", DiagnosticSeverity.Warning, true);

        public List<string> Wrong { get; } = [];

        public int Marks { get; private set; }

        public override System.Collections.Immutable.ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            LocksetAnalyzer.ForEachType(context, (facts, _) =>
            {
                lock (Wrong) Look(facts);
            });
        }

        private void Look(TypeFacts facts)
        {
            var marks = (from body in facts.Bodies
                         from use in body.Uses
                         where use.Method.ContainingType.Name == "Marks"
                         let argument = ((IInvocationOperation)use.Operation).Arguments[0].Value.ConstantValue.Value as string
                         select (Body: body, Use: use, use.Method.Name, Argument: argument)).ToList();
            foreach (var mark in marks)
            {
                Marks++;
                var line = mark.Use.Operation.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                if (mark.Name == "Held" && facts.At(mark.Body, mark.Use.Held).ToString() is var held && held != mark.Argument)
                    Wrong.Add($"line {line}: held is '{held}', not '{mark.Argument}'");
                if (mark.Name is not ("Beside" or "Alone")) continue;
                var other = marks.Single(one => one.Name == "Name" && one.Argument == mark.Argument);
                if (facts.Roots.MayRunTogether(mark.Body, other.Body) != (mark.Name == "Beside"))
                    Wrong.Add($"line {line}: not {mark.Name} {mark.Argument}: {Roots(mark.Body)} and {Roots(other.Body)}");
            }

            string Roots(BodyFacts body) =>
                string.Join(", ", facts.Roots.Of(body).Select(root => $"{root.Name} {root.IsSelfParallel}"));
        }
    }
#pragma warning restore RS1001, RS1026, RS1036, RS2008
}
