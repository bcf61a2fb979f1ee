using Katas.Engine.Mutation;
using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Mutation.Locks;

/// <summary>A mutant's name is how a survivor is explained, so it has to last.</summary>
public sealed class MutantNameTests
{
    private const string Once = "void M() { lock (_gate) { if (_ready) return; _x++; } _signal.SetResult(); }";

    [Test]
    public void Names_stay_when_the_lines_move() => Assert.That(
        Names("\n\n// a comment\nint Before() => 1;\n" + Once.Replace("{ ", "{\n        ")), Is.EqualTo(Names(Once)));

    [Test]
    public void The_same_code_twice_has_two_names()
    {
        var both = Names(Once + Once.Replace("M()", "N()"));
        Assert.That(both, Is.Unique);
        Assert.That(both, Is.SupersetOf(Names(Once)));
    }

    [Test]
    public void Files_that_are_not_the_subjects_have_no_mutants()
    {
        var source = Planted.Class(Once, out _);
        var compilation = Planted.Compiler.Bind("sample", [new("/sample/Generated.g.cs", source)], CompileFor.Mutation);
        Assert.That(MutantFinder.Find(compilation, "/sample", new HashSet<string>()), Is.Empty);
    }

    private static IReadOnlyList<string> Names(string members) =>
        [.. Planted.Mutants(Planted.Class(members, out _)).Where(mutant => mutant.Operator != "other-lock")
            .Select(mutant => mutant.Name)];
}
