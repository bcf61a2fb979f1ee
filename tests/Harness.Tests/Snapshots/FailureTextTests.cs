namespace Katas.Harness.Tests.Snapshots;

public sealed class FailureTextTests : SnapshotTestBase
{
    [Test]
    public async Task A_new_text_is_quoted_after_the_names_of_both_files()
    {
        var failure = await FailureOf(VerifyPage("one\ntwo"));

        Assert.That(failure.Message, Is.EqualTo(
            $"""
            Directory: {Folder.Root}
            New:
              - Received: page.received.txt
                Verified: page.verified.txt

            FileContent:

            New:

            Received: page.received.txt
            one
            two


            """));
    }

    [Test]
    public async Task A_different_text_is_quoted_above_the_verified_one()
    {
        Folder.Write("page.verified.txt", "two\n");

        var failure = await FailureOf(VerifyPage("one"));

        Assert.That(failure.Message, Is.EqualTo(
            $"""
            Directory: {Folder.Root}
            NotEqual:
              - Received: page.received.txt
                Verified: page.verified.txt

            FileContent:

            NotEqual:

            Received: page.received.txt
            one
            Verified: page.verified.txt
            two



            """));
    }

    [Test]
    public async Task A_verified_file_of_another_extension_is_reported_for_deletion()
    {
        Folder.Write("page.verified.txt", "one");
        Folder.Write("page.verified.html", "one");

        var failure = await FailureOf(VerifyPage("one"));

        Assert.That(failure.Message, Is.EqualTo(
            $"""
            Directory: {Folder.Root}
            Delete:
              - page.verified.html
            Equal:
              - Received: page.received.txt
                Verified: page.verified.txt

            """));
    }

    [Test]
    public async Task The_exception_prints_as_VerifyException_without_a_stack()
    {
        var failure = await FailureOf(VerifyPage("one"));

        Assert.That(failure.GetType().FullName, Is.EqualTo("VerifyException"));
        Assert.That(failure.StackTrace, Is.Empty);
    }
}
