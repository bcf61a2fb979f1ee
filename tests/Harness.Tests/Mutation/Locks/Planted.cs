using System.Reflection;
using Katas.Engine.Grading;
using Katas.Engine.Mutation;
using Katas.Engine.Subjects;
using Microsoft.CodeAnalysis;

namespace Katas.Harness.Tests.Mutation.Locks;

/// <summary>What operators make of a piece of code.</summary>
internal static class Planted
{
    public const string File = "Sample.cs";

    private static readonly Lazy<SubjectCompiler> Lazily =
        new(() => new SubjectCompiler(ReferenceSet.ForReference(Assembly.Load("Katas.Specs")), []));

    public static SubjectCompiler Compiler => Lazily.Value;

    /// <summary>The mutants of an operator, as what then stands between the marks <c>«</c> and <c>»</c>.</summary>
    /// <param name="planter">The operator's name.</param>
    /// <param name="members">Members of a class; all that changes is within the marks.</param>
    /// <returns>One text for each mutant, in the order of the source; all white space is one space.</returns>
    public static IReadOnlyList<string> By(string planter, string members)
    {
        var (start, end) = (members.IndexOf('«'), members.IndexOf('»') - 1);
        var marked = start >= 0;
        var source = Class(members.Replace("«", "").Replace("»", ""), out var offset);
        return [.. Mutants(source).Where(mutant => mutant.Operator == planter).Select(Between)];

        string Between(Mutant mutant)
        {
            var edit = mutant.Edit;
            var text = source[..edit.Start] + edit.Text + source[(edit.Start + edit.Length)..];
            Assert.That(Errors(text), Is.Empty, text);
            if (!marked) return Squeezed(text);
            Assert.That(edit.Start, Is.AtLeast(offset + start), "it changes what stands before the mark");
            Assert.That(edit.Start + edit.Length, Is.AtMost(offset + end), "it changes what stands behind the mark");
            return Squeezed(text[(offset + start)..(offset + end + text.Length - source.Length)]);
        }
    }

    /// <summary>All mutants of a file that compiles.</summary>
    public static IReadOnlyList<Mutant> Mutants(string source)
    {
        Assert.That(Errors(source), Is.Empty, "the sample itself does not compile");
        return MutantFinder.Find(Compiler.Bind("sample", [new(Path.GetFullPath(File), source)], CompileFor.Mutation),
            Path.GetFullPath("."), new HashSet<string> { Path.GetFullPath(File) });
    }

    public static string Class(string members, out int offset)
    {
        const string Head =
            """
            public class Sample
            {
                private readonly object _gate = new();
                private readonly SemaphoreSlim _one = new(1, 1);
                private readonly ReaderWriterLockSlim _book = new();
                private readonly Queue<int> _line = new();
                private TaskCompletionSource _signal = new(TaskCreationOptions.None);
                private bool _ready;
                private int _x;
                private int _y;


            """;
        offset = Head.Length;
        return Head + members + "\n}\n";
    }

    public static string Squeezed(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> Errors(string source) => Compiler.Bind("sample", [new(File, source)], CompileFor.Mutation)
        .GetDiagnostics().Where(each => each.Severity == DiagnosticSeverity.Error).Select(each => each.ToString());
}
