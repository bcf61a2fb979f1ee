using Katas.Engine.Mutation;
using Katas.Engine.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Harness.Tests.Mutation.Locks;

/// <summary>What the operators make of the repository's own solutions.</summary>
public sealed class ReferenceMutantTests
{
    [Test]
    public void Nearly_every_mutant_of_a_reference_compiles()
    {
        List<string> broken = [];
        SortedDictionary<string, int> planted = new(StringComparer.Ordinal);
        foreach (var (name, sources) in References.All)
        {
            var compilation = Planted.Compiler.Bind("reference", sources, CompileFor.Mutation);
            foreach (var mutant in Find(compilation, sources))
            {
                planted[mutant.Operator] = planted.GetValueOrDefault(mutant.Operator) + 1;
                if (FirstError(compilation, mutant) is { } error)
                    broken.Add($"{name} {mutant.Name} in line {mutant.Line}: {error.GetMessage()}\n{mutant.Edit.Text}");
            }
        }

        TestContext.Out.WriteLine(string.Join('\n', planted));
        Assert.That(broken, Has.Count.LessThan(planted.Values.Sum() / 20), string.Join("\n\n", broken));
    }

    [Test]
    public void No_two_mutants_of_a_reference_have_one_name()
    {
        foreach (var (name, sources) in References.All)
        {
            var mutants = Find(Planted.Compiler.Bind("reference", sources, CompileFor.Mutation), sources);
            Assert.That(mutants.Select(mutant => mutant.Name), Is.Unique, name);
        }
    }

    [Test]
    public void Operators_have_names_of_their_own_and_say_what_they_plant()
    {
        Assert.That(MutationOperators.All.Select(each => each.Name), Is.Unique);
        Assert.That(MutationOperators.All.Select(each => each.Plants), Is.Unique);
        foreach (var each in MutationOperators.All)
        {
            Assert.That(each.Name, Does.Match("^[a-z]+(-[a-z]+)*$"));
            Assert.That(each.Plants, Does.Match("^[a-z][^.]*$"), "one line, no sentence");
            Assert.That(each.MayBeEquivalent, Does.Match(@"^[A-Z].*\.$"), "a sentence");
        }
    }

    [Test]
    public void Each_operator_about_locks_and_waiting_has_a_case()
    {
        string[] samples =
        [
            "void A() { lock (_gate) { _x = 1; _y = 2; } } void B() { lock (_gate) while (!_ready) Monitor.Wait(_gate); }",
            "void C(object a, object b, Action c) { lock (a) { lock (b) { _x++; } } c(); }",
            "void D() { _book.EnterWriteLock(); try { _x++; } finally { _book.ExitWriteLock(); } }",
            "void E() { lock (_gate) Monitor.PulseAll(_gate); " +
                "_signal = new(TaskCreationOptions.RunContinuationsAsynchronously); }",
            "void F(CancellationToken t) { using var r = t.Register(() => _x++); }",
        ];
        var planted = Planted.Mutants(Planted.Class(string.Join("\n", samples), out _))
            .Select(mutant => mutant.Operator).ToHashSet();
        Assert.That(OfLocksAndWaiting.Except(planted), Is.Empty);
        Assert.That(OfLocksAndWaiting.Except(MutationOperators.All.Select(each => each.Name)), Is.Empty);
    }

    private static readonly string[] OfLocksAndWaiting =
    [
        "drop-lock", "narrow-lock", "split-lock", "other-lock", "write-lock-to-read-lock", "swap-lock-order",
        "callback-inside-lock", "while-to-if", "drop-signal", "pulse-all-to-pulse", "continuations-inline",
        "drop-finally-release", "finally-to-plain", "drop-dispose",
    ];

    private static IReadOnlyList<Mutant> Find(Compilation compilation, IReadOnlyList<SourceFile> sources) =>
        MutantFinder.Find(compilation, KataRoot.Current, sources.Select(source => source.Path).ToHashSet());

    /// <summary>In the same compilation, whose references have been read: a fresh one takes ten times as long.</summary>
    private static Diagnostic? FirstError(Compilation compilation, Mutant mutant)
    {
        var path = Path.GetFullPath(Path.Combine(KataRoot.Current, mutant.Edit.File));
        var tree = compilation.SyntaxTrees.Single(each => Path.GetFullPath(each.FilePath) == path);
        var change = new TextChange(new TextSpan(mutant.Edit.Start, mutant.Edit.Length), mutant.Edit.Text);
        var changed = tree.WithChangedText(tree.GetText().WithChanges(change));
        return compilation.ReplaceSyntaxTree(tree, changed).GetSemanticModel(changed).GetDiagnostics()
            .FirstOrDefault(each => each.Severity == DiagnosticSeverity.Error);
    }
}
