namespace Katas.Harness.Tests.Snapshots;

public sealed class ScrubbingTests : SnapshotTestBase
{
    [Test]
    public async Task Lines_are_removed_then_replaced_then_the_text_is_edited_whatever_the_order_of_adding()
    {
        var page = VerifyPage("keep\ndrop")
            .AddScrubber(text => text.Replace("KEPT", "edited"))
            .ScrubLinesWithReplace(line => line == "keep" ? "KEPT drop" : "a removed line was replaced")
            .ScrubLines(line => line.Contains("drop"));

        Assert.That(await ReceivedOf(page), Is.EqualTo("edited drop"));
    }

    [Test]
    public async Task A_scrubber_runs_before_those_added_earlier_unless_it_asks_to_be_last()
    {
        var page = VerifyPage("text")
            .AddScrubber(text => text.Append(" 1"))
            .AddScrubber(text => text.Append(" 2"))
            .AddScrubber(text => text.Append(" 3"), ScrubberLocation.Last);

        Assert.That(await ReceivedOf(page), Is.EqualTo("text 2 1 3"));
    }

    [Test]
    public async Task Line_replacers_run_in_the_order_of_adding_and_see_each_line_of_a_replacement()
    {
        var page = VerifyPage("one")
            .ScrubLinesWithReplace(line => $"{line} a\r\n{line} b")
            .ScrubLinesWithReplace(line => $"[{line}]");

        Assert.That(await ReceivedOf(page), Is.EqualTo("[one a]\n[one b]"));
    }

    [TestCase("one\ndrop", "one")]
    [TestCase("one\ndrop\n", "one\n")]
    [TestCase("drop\n\ntwo", "\ntwo")]
    [TestCase("drop\n", "")]
    public async Task Removing_a_line_keeps_the_final_newline_as_it_was(string text, string expected) =>
        Assert.That(
            await ReceivedOf(VerifyPage(text).ScrubLinesWithReplace(line => line == "drop" ? null : line)),
            Is.EqualTo(expected));

    [Test]
    public async Task Lines_containing_a_part_are_removed_whatever_the_case() =>
        Assert.That(await ReceivedOf(VerifyPage("Seed: 1\nok").ScrubLinesContaining("none", "seed")), Is.EqualTo("ok"));

    [Test]
    public async Task Lines_containing_a_part_are_removed_as_the_comparison_says()
    {
        var page = VerifyPage("Seed: 1\nseed: 2").ScrubLinesContaining(StringComparison.Ordinal, "seed");

        Assert.That(await ReceivedOf(page), Is.EqualTo("Seed: 1"));
    }

    [Test]
    public async Task Scrubbers_read_line_feeds_only_and_may_write_carriage_returns()
    {
        var page = VerifyPage("one\r\ntwo").AddScrubber(text => text.Replace("one\ntwo", "three\r\nfour"));

        Assert.That(await ReceivedOf(page), Is.EqualTo("three\nfour"));
    }

    [Test]
    public async Task Settings_scrub_as_the_fluent_calls_do()
    {
        var settings = new VerifySettings();
        settings.AddScrubber(text => text.Append('!'));
        settings.ScrubLines(line => line == "drop");
        settings.ScrubLinesContaining("secret");
        settings.ScrubLinesContaining(StringComparison.Ordinal, "Seed");
        settings.ScrubLinesWithReplace(line => line.ToUpperInvariant());

        Assert.That(await ReceivedOf(VerifyPage("drop\nmy Secret\nSeed 1\none", settings)), Is.EqualTo("ONE!"));
    }
}
