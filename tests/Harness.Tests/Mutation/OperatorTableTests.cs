using Katas.Engine.Mutation;
using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Mutation;

/// <summary>The page about mutants lists every operator, in the words that are printed beside a survivor.</summary>
public sealed class OperatorTableTests
{
    [Test]
    public void The_page_has_a_row_for_each_operator()
    {
        var rows = File.ReadLines(Path.Combine(KataRoot.Current, "docs", "mutation.md"))
            .SkipWhile(line => !line.StartsWith("| operator |", StringComparison.Ordinal))
            .Skip(2).TakeWhile(line => line.StartsWith('|'));
        Assert.That(rows, Is.EqualTo(MutationOperators.All.Select(each =>
            $"| `{each.Name}` | {each.Plants} | {each.MayBeEquivalent} |")));
    }

    [Test]
    public void No_two_have_one_name() =>
        Assert.That(MutationOperators.All.Select(each => each.Name), Is.Unique.And.All.Match("^[a-z]+(-[a-z]+)+$"));
}
