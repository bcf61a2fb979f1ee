using Katas.Engine.Mutation;
using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Mutation.Runs;

/// <summary>How a change is applied, and shown.</summary>
public sealed class MutantDiffTests
{
    private const string Source = "class A\n{\n    void B()\n    {\n        C();\n        D();\n    }\n}\n";

    [Test]
    public void A_line_that_changes_stands_between_its_neighbours() => Assert.That(
        Diff("C()", "c()"), Is.EqualTo(new[] { "  {", "-     C();", "+     c();", "      D();" }));

    [Test]
    public void Lines_that_come_show_where_they_come() => Assert.That(
        Diff("C();\n", "C();\n    }\n    {\n"), Is.EqualTo(new[] { "      C();", "+ }", "+ {", "      D();" }));

    [Test]
    public void A_line_that_goes_is_shown() => Assert.That(
        Diff("C();", ""), Is.EqualTo(new[] { "  {", "-     C();", "      D();" }));

    [Test]
    public void A_long_change_is_cut() => Assert.That(
        Diff("C();", string.Join('\n', Enumerable.Range(0, 30).Select(i => $"        C({i});"))),
        Has.Count.EqualTo(14).And.Some.EndsWith("more lines"));

    [Test]
    public void A_change_of_a_file_that_is_not_there_is_refused() => Assert.That(
        () => new SourceEdit("b.cs", 0, 1, "x").Apply("/r", [new SourceFile("/r/a.cs", "abc")]),
        Throws.InstanceOf<PatchException>().With.Message.Contains("no file b.cs"));

    [Test]
    public void A_change_behind_the_end_is_refused() => Assert.That(
        () => new SourceEdit("a.cs", 2, 2, "x").Apply("/r", [new SourceFile("/r/a.cs", "abc")]),
        Throws.InstanceOf<PatchException>().With.Message.Contains("3 characters"));

    [Test]
    public void A_change_is_applied_to_its_file_alone() => Assert.That(
        new SourceEdit("s/a.cs", 1, 1, "XY").Apply("/r", [new SourceFile("/r/b.cs", "abc"), new SourceFile("/r/s/a.cs", "abc")])
            .Select(source => source.Text),
        Is.EqualTo(new[] { "abc", "aXYc" }));

    private static IReadOnlyList<string> Diff(string original, string replacement) => MutantDiff.Of(
        Source, new SourceEdit("a.cs", Source.IndexOf(original, StringComparison.Ordinal), original.Length, replacement));
}
