using Katas.Cli.Records;

namespace Katas.Cli.Tests.Records;

/// <summary>Reviews are due 2, 7 and 21 days after the time before.</summary>
public sealed class ReviewPlanTests
{
    private static readonly DateTimeOffset Pass = new(2030, 1, 1, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public void Nothing_is_due_before_a_pass() => Assert.That(ReviewPlan.DueAt(new KataRecord()), Is.Null);

    [Test]
    public void Reviews_are_due_after_2_then_7_then_21_days_and_then_never()
    {
        var kata = ReviewPlan.Passed(new KataRecord(), Pass);
        var due = new List<double>();
        while (ReviewPlan.DueAt(kata) is { } next)
        {
            due.Add((next - (kata.ReviewedAt ?? Pass)).TotalDays);
            kata = ReviewPlan.Passed(kata, next);
        }

        Assert.That(due, Is.EqualTo(new[] { 2.0, 7.0, 21.0 }));
    }

    [Test]
    public void A_late_review_counts_from_when_it_was_done()
    {
        var late = Pass.AddDays(30);
        var kata = ReviewPlan.Passed(ReviewPlan.Passed(new KataRecord(), Pass), late);
        Assert.That(ReviewPlan.DueAt(kata), Is.EqualTo(late.AddDays(7)));
    }

    [Test]
    public void A_pass_before_the_review_is_due_is_only_practice()
    {
        var passed = ReviewPlan.Passed(new KataRecord(), Pass);
        Assert.That(ReviewPlan.Passed(passed, Pass.AddDays(1)), Is.EqualTo(passed));
    }
}
