using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Subjects;

public sealed class PatchTests
{
    private static readonly SourceFile[] Sources = [new("a.cs", "one\ntwo\nthree\ntwo\nfour\n"), new("b.cs", "five\n")];

    [Test]
    public void A_hunk_is_found_by_its_context() =>
        Assert.That(Apply(" one\n-two\n+TWO"), Is.EqualTo("one\nTWO\nthree\ntwo\nfour\n"));

    [Test]
    public void Hunks_are_separated_by_at_signs_and_may_touch_several_files()
    {
        var patched = Patch.Apply(" one\n-two\n+2\n@@\n-five\n+5", Sources);
        Assert.That(patched.Select(file => file.Text), Is.EqualTo(new[] { "one\n2\nthree\ntwo\nfour\n", "5\n" }));
    }

    [Test]
    public void A_hunk_that_fits_twice_is_refused() =>
        Assert.That(() => Apply("-two\n+2"), Throws.TypeOf<PatchException>().With.Message.Contains("two places"));

    [Test]
    public void A_hunk_that_fits_nowhere_is_refused_with_its_lines() =>
        Assert.That(() => Apply("-six\n+6"), Throws.TypeOf<PatchException>().With.Message.EndsWith("has no lines\n    six"));

    [Test]
    public void A_hunk_that_only_adds_is_refused() =>
        Assert.That(() => Apply("+six"), Throws.TypeOf<PatchException>().With.Message.Contains("needs a line of context"));

    [Test]
    public void A_line_without_a_mark_is_refused() =>
        Assert.That(() => Apply("six"), Throws.TypeOf<PatchException>().With.Message.Contains("begins with"));

    [Test]
    public void Trailing_white_space_and_line_ends_do_not_matter() =>
        Assert.That(Patch.Apply("-x  \n+y", [new SourceFile("a.cs", "w\r\nx\r\nz")])[0].Text, Is.EqualTo("w\ny\nz"));

    private static string Apply(string diff) => Patch.Apply(diff, Sources)[0].Text;
}
