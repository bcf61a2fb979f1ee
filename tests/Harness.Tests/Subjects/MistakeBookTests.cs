using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Subjects;

/// <summary>An entry of MISTAKES.md that is wrong says what would have been right.</summary>
public sealed class MistakeBookTests
{
    private const string CaughtBy = "*Caught by* `Starts_at_zero`.";

    [Test]
    public void A_mistake_without_the_line_is_seen_by_no_rule() => Assert.That(Read(CaughtBy).SeenBy, Is.Empty);

    [TestCase("*Seen by* KATA0101.", "KATA0101")]
    [TestCase("*Seen by* KATA0101, KATA0203.", "KATA0101 KATA0203")]
    public void The_rules_stand_below_the_test(string line, string rules) =>
        Assert.That(Read($"{CaughtBy}\n{line}").SeenBy, Is.EqualTo(rules.Split(' ')));

    [Test]
    public void A_rule_in_the_prose_is_not_meant() => Assert.That(Read($"{CaughtBy}\n\nUnlike KATA0101.").SeenBy, Is.Empty);

    [TestCase("Seen by KATA0101.", "Write: *Seen by* KATA0101.")]
    [TestCase("*Seen by*: KATA0101", "Write: *Seen by* KATA0101.")]
    [TestCase("*seen by* kata0101.", "Write: *Seen by* KATA0101.")]
    [TestCase("*Seen by* `KATA0101`.", "Write: *Seen by* KATA0101.")]
    [TestCase("*Seen by* KATA0203 and KATA0101.", "Write: *Seen by* KATA0101, KATA0203.")]
    [TestCase("*Seen by* KATA0101, KATA0101.", "Write: *Seen by* KATA0101.")]
    [TestCase("*Seen by* nothing.", "has the line \"*Seen by* nothing.\". Write: *Seen by* KATA0101, KATA0203. Or, if no rule")]
    [TestCase("*Seen by* KATA0101.\n*Seen by* KATA0203.", "two lines that say which rules see it. Write one: *Seen by* KATA0")]
    [TestCase("\nProse.\n*Seen by* KATA0101.", "says elsewhere which rules see it. Write below *Caught by*: *Seen by* KATA0101.")]
    [TestCase("*Seen by* KATA0110.", "is seen by KATA0110, and there is no such rule. Did you mean KATA0")]
    public void A_line_that_is_wrong_says_what_is_right(string line, string message) =>
        Assert.That(
            () => Read($"{CaughtBy}\n{line}"),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("planted").And.Message.Contains(message));

    private static Mistake Read(string lines)
    {
        using var clone = new TempClone();
        File.WriteAllText(clone.Welcome.MistakesFile, $"# Mistakes\n\n## planted\n{lines}\n\n```diff\n-a\n+b\n```\n");
        return MistakeBook.Read(clone.Welcome).Single();
    }
}
