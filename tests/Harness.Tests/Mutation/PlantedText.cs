using Katas.Engine.Mutation;
using Katas.Engine.Subjects;
using Katas.Harness.Tests.Mutation.Locks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Katas.Harness.Tests.Mutation;

/// <summary>What an operator makes of a few lines.</summary>
internal static class PlantedText
{
    private const string Usings = """
        using System.Collections.Concurrent;
        using System.Collections.Immutable;
        using System.Threading.Channels;
        using Katas.Simulation;

        """;

    /// <summary>The members of a class in, and for each mutant the lines that changed, with single spaces; all compile.</summary>
    public static IReadOnlyList<string> In(IMutationOperator planter, string members)
    {
        var text = $"{Usings}public sealed partial class Sample\n{{\n{members}\n}}\n";
        return [.. Mutants(planter, text).Select(mutant => Changed(text, mutant))];
    }

    private static CSharpCompilation Bind(string text) =>
        Planted.Compiler.Bind("sample", [new(Planted.File, text)], CompileFor.Mutation);

    private static string Errors(Compilation compilation) => string.Join('\n', compilation.GetDiagnostics()
        .Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.ToString()));

    /// <summary>The whole texts of the mutants of a file.</summary>
    private static List<string> Mutants(IMutationOperator planter, string text)
    {
        var compilation = Bind(text);
        Assert.That(Errors(compilation), Is.Empty, "the sample itself");
        var tree = compilation.SyntaxTrees.First();
        // No iterator: with a field of Roslyn's NUnit could not look at this assembly before the compiler is registered.
        var model = compilation.GetSemanticModel(tree);
        return [.. planter.Mutate(tree.GetRoot(), model).Select(each => Mutant(planter, text, each))];
    }

    private static string Mutant(IMutationOperator planter, string text, Replacement replacement)
    {
        var mutant = text[..replacement.Span.Start] + replacement.Text + text[replacement.Span.End..];
        Assert.That(Errors(Bind(mutant)), Is.Empty, $"{planter.Name}: {replacement.Text}");
        return mutant;
    }

    private static string Changed(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var start = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        var end = old.Skip(start).Reverse().Zip(now.Skip(start).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        return Planted.Squeezed(string.Join(' ', now[start..(now.Length - end)]));
    }
}
