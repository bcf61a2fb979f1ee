using System.Text.RegularExpressions;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Reporting.Histories;

namespace Katas.Judge.Tests.Diagrams;

/// <summary>The page of judged histories.</summary>
public sealed partial class HistoryPageTests
{
    [Test]
    public Task A_page_of_every_verdict() => Verify(
        HistoryPage.Render(
        [
            Judged("stale-read.json", Samples.StaleRead()),
            Judged("queue.json", Samples.Witness()),
            new JudgedHistory("unfinished.json", Samples.Witness().History, Samples.Unknown),
        ]),
        "html");

    [Test]
    public void What_came_from_a_history_is_shown_as_text()
    {
        const string Evil = "<script>alert(1)</script>\" onload='x'&amp;";
        var (history, result) = Samples.Many(2, _ => Evil);
        var core = result.Counterexample! with
        {
            LegalThere = [Evil],
            Reason = Evil,
            Key = Evil,
            Annotations = [new Annotation(Evil, 0, 9)],
        };
        var page = HistoryPage.Render([new JudgedHistory(Evil, history, result with { Counterexample = core, Model = Evil })]);
        Assert.Multiple(() =>
        {
            Assert.That(page, Does.Not.Contain("<script"));
            Assert.That(page, Does.Not.Contain("onload='"));
            Assert.That(page, Does.Contain("&lt;script&gt;alert(1)&lt;/script&gt;"));
            Assert.That(page, Does.Contain("&amp;amp;"));
        });
    }

    [Test]
    public void The_page_needs_nothing_from_outside()
    {
        var page = HistoryPage.Render([Judged("a", Samples.StaleRead())]);
        Assert.That(page, Does.Not.Match("<script|<link|<img|<iframe|@import|https?://|url\\((?!#)"));
        Assert.That(page, Does.Contain("default-src 'none'"));
    }

    [Test]
    public void Every_link_has_its_target_once() => Assert.Multiple(() =>
    {
        var page = HistoryPage.Render(
            [Judged("a", Samples.Witness()), Judged("b", Samples.StaleRead()), Judged("c", Samples.OpenAndRelaxed())]);
        Assert.That(page, Does.Contain("<a href=\"#error-2\">Jump to the first error</a>"));
        var ids = Id().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.That(ids, Is.Unique);
        Assert.That(Link().Matches(page).Select(match => match.Groups[1].Value), Is.SubsetOf(ids));
    });

    [Test]
    public void An_error_without_an_explanation_can_be_jumped_to() => Assert.That(
        HistoryPage.Render([new JudgedHistory("a", Samples.Witness().History, Samples.Unexplained)]),
        Does.Contain("id=\"error-1\""));

    [Test]
    public void A_million_operations_make_a_small_page()
    {
        var operations = Enumerable.Range(0, 1_000_000).Select(i => new Operation(
            i, i % 50, new Call("enqueue", i), null, Ending.Returned, i * 10L, (i * 10L) + 400));
        var history = new History([.. operations], [], TimeUnit.Nanosecond);
        var result = Samples.Violation(history, [499_999], [""], 500_000, [], "of no reason");
        var page = HistoryPage.Render([new JudgedHistory("big", history, result)]);
        Assert.That(page, Has.Length.LessThan(1_000_000));
        Assert.That(page, Does.Contain("600 of 1,000,000 operations, those called around the error"));
        Assert.That(page, Does.Contain("enqueue(500000)"));
        var witness = Samples.Witness().Result with { Witnesses = [(null, history.Operations)] };
        Assert.That(HistoryPage.Render([new JudgedHistory("big", history, witness)]), Has.Length.LessThan(1_000_000));
    }

    [Test]
    public void Many_files_make_a_page_that_still_opens() => Assert.That(
        HistoryPage.Render([.. Enumerable.Range(0, 500).Select(i => Judged($"{i}", Samples.Many(40, each => each)))]),
        Has.Length.LessThan(8_000_000));

    [Test]
    [SetCulture("de-DE")]
    public void Numbers_are_written_for_the_browser_and_not_for_the_machine() =>
        Assert.That(HistoryPage.Render([Judged("a", Samples.StaleRead())]), Does.Not.Match("(x|y|width|height)=\"[0-9]+,"));

    [Test]
    public void A_history_of_nothing_is_drawn_as_nothing() => Assert.That(
        HistoryPage.Render([new JudgedHistory("empty", new HistoryBuilder().Build(), Samples.Unknown)]),
        Does.Not.Contain("class=\"plot\""));

    private static JudgedHistory Judged(string title, (History History, CheckResult Result) sample) =>
        new(title, sample.History, sample.Result);

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex Link();
}
