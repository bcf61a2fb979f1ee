namespace Katas.Harness.Tests.Snapshots;

public sealed class ComparisonTests : SnapshotTestBase
{
    [Test]
    public async Task A_new_text_is_received_with_a_byte_order_mark_and_no_newline_added()
    {
        await FailureOf(VerifyPage("one\ntwo"));

        Assert.That(
            await File.ReadAllBytesAsync(Folder.At("page.received.txt")),
            Is.EqualTo((byte[])[0xEF, 0xBB, 0xBF, .. "one\ntwo"u8]));
    }

    [Test]
    public async Task An_equal_text_passes_and_leaves_no_received_file()
    {
        Folder.Write("page.verified.txt", "one\ntwo");

        await VerifyPage("one\ntwo");

        Assert.That(Folder.Names, Is.EqualTo(["page.verified.txt"]));
    }

    [Test]
    public async Task A_different_text_is_received_and_the_verified_file_stays()
    {
        Folder.Write("page.verified.txt", "one");

        Assert.That(await ReceivedOf(VerifyPage("two")), Is.EqualTo("two"));
        Assert.That(await File.ReadAllTextAsync(Folder.At("page.verified.txt")), Is.EqualTo("one"));
    }

    [TestCase("one\n", "one")]
    [TestCase("one", "one\n")]
    public async Task An_extra_final_newline_on_either_side_is_a_difference(string verified, string text)
    {
        Folder.Write("page.verified.txt", verified);

        Assert.That(await ReceivedOf(VerifyPage(text)), Is.EqualTo(text));
    }

    [Test]
    public async Task A_verified_file_without_a_byte_order_mark_is_accepted()
    {
        Folder.Write("page.verified.txt", "one", mark: false);

        await VerifyPage("one");
    }

    [TestCase("one\r\ntwo")]
    [TestCase("one\rtwo")]
    public async Task A_carriage_return_in_the_verified_file_fails_even_where_the_lines_agree(string verified)
    {
        Folder.Write("page.verified.txt", verified);

        var failure = await FailureOf(VerifyPage("one\ntwo"));

        Assert.That(failure.Message, Does.Contain(@"it contains a \r (carriage return)"));
        Assert.That(failure.Message, Does.Contain(Folder.At("page.verified.txt")));
        Assert.That(Folder.Names, Does.Contain("page.received.txt"));
    }

    [Test]
    public async Task A_carriage_return_in_the_text_is_read_as_a_line_feed()
    {
        Folder.Write("page.verified.txt", "one\ntwo\nthree");

        await VerifyPage("one\r\ntwo\rthree");
    }

    [TestCase(null, "null")]
    [TestCase("", "emptyString")]
    public async Task A_text_that_would_show_nothing_is_named(string? text, string verified)
    {
        Folder.Write("page.verified.txt", verified);

        await VerifyPage(text);
    }

    [Test]
    public async Task A_byte_order_mark_at_the_head_of_the_text_is_dropped()
    {
        Folder.Write("page.verified.txt", "one");

        await VerifyPage("\uFEFFone");
    }

    [Test]
    public async Task An_empty_verified_file_counts_as_none()
    {
        Folder.Write("page.verified.txt", "", mark: false);

        await FailureOf(VerifyPage("one"));

        Assert.That(Folder.Names, Is.EqualTo(["page.received.txt"]));
    }

    [Test]
    public async Task Received_files_of_an_earlier_run_are_deleted_and_those_of_other_tests_are_not()
    {
        Folder.Write("page.verified.txt", "one");
        Folder.Write("page.received.txt", "two");
        Folder.Write("page.received.html", "two");
        Folder.Write("pages.received.txt", "two");

        await VerifyPage("one");

        Assert.That(Folder.Names, Is.EquivalentTo(["page.verified.txt", "pages.received.txt"]));
    }

    [Test]
    public async Task A_second_verification_under_the_same_name_is_refused()
    {
        Folder.Write("page.verified.txt", "one");
        await VerifyPage("one");

        var failure = await FailureOf(VerifyPage("one"));

        Assert.That(failure.Message, Does.StartWith($"The prefix has already been used: {Folder.At("page")}"));
    }
}
