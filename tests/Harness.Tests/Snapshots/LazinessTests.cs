namespace Katas.Harness.Tests.Snapshots;

public sealed class LazinessTests : SnapshotTestBase
{
    [Test]
    public void A_call_that_nobody_awaits_never_runs()
    {
        Folder.Write("page.received.txt", "stale");

        var forgotten = VerifyPage("one").AddScrubber(_ => throw new InvalidOperationException("It ran."));

        Assert.That(forgotten, Is.Not.Null);
        Assert.That(Folder.Names, Is.EqualTo(["page.received.txt"]));
    }

    [Test]
    public async Task Awaiting_twice_verifies_once()
    {
        var runs = 0;
        Folder.Write("page.verified.txt", "one");
        var page = VerifyPage("one").AddScrubber(_ => runs++);

        await page;
        await page.ConfigureAwait(false);
        Task<VerifyResult> converted = page;
        await converted;

        Assert.That(converted, Is.SameAs(page.ToTask()));
        Assert.That(runs, Is.EqualTo(1));
    }

    [Test]
    public async Task The_result_holds_the_verified_text()
    {
        Folder.Write("page.verified.txt", "one");

        var result = await VerifyPage("one");

        Assert.That(result.Text, Is.EqualTo("one"));
    }

    [Test]
    public async Task A_verification_that_has_started_can_no_longer_be_changed()
    {
        Folder.Write("page.verified.txt", "one");
        var page = VerifyPage("one");
        await page;

        Assert.That(() => page.UseDirectory("elsewhere"), Throws.Exception);
    }

    [Test]
    public async Task Settings_are_copied_when_the_call_is_made()
    {
        var settings = new VerifySettings();
        var page = VerifyPage("one", settings).AddScrubber(text => text.Append('!'));
        settings.AddScrubber(text => text.Append('?'));

        Assert.That(await ReceivedOf(page), Is.EqualTo("one!"));
    }
}
