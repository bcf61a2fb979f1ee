namespace Katas.Harness.Tests.Snapshots;

public sealed class FileNameTests : SnapshotTestBase
{
    [Test]
    public async Task Type_and_method_name_the_file()
    {
        await FailureOf(Verify("one").UseDirectory(Folder.Root));

        Assert.That(Folder.Names, Is.EqualTo([$"FileNameTests.{nameof(Type_and_method_name_the_file)}.received.txt"]));
    }

    [SetCulture("de-DE")]
    [TestCase(1.5, "a/b: \"c\"", true, DayOfWeek.Friday, null)]
    public async Task Arguments_follow(double factor, string label, bool last, DayOfWeek day, object? none)
    {
        await FailureOf(Verify("one").UseDirectory(Folder.Root));

        const string arguments = "_factor=1.5_label=a-b- -c-_last=True_day=Friday_none=null";
        Assert.That(Folder.Names, Is.EqualTo([$"FileNameTests.Arguments_follow{arguments}.received.txt"]));
    }

    [Test]
    public async Task A_given_type_or_method_replaces_its_part()
    {
        await FailureOf(Verify("one").UseDirectory(Folder.Root).UseTypeName("Kata"));
        await FailureOf(Verify("one").UseDirectory(Folder.Root).UseMethodName("Hint"));

        Assert.That(Folder.Names, Is.EquivalentTo([
            $"Kata.{nameof(A_given_type_or_method_replaces_its_part)}.received.txt",
            "FileNameTests.Hint.received.txt",
        ]));
    }

    [Test]
    public async Task A_given_file_name_replaces_type_method_and_arguments()
    {
        await FailureOf(Verify("one").UseDirectory(Folder.Root).UseFileName("page"));

        Assert.That(Folder.Names, Is.EqualTo(["page.received.txt"]));
    }

    [Test]
    public async Task Another_extension_is_that_of_both_files()
    {
        Folder.Write("page.verified.html", "<p>one</p>");

        var failure = await FailureOf(Verify("<p>two</p>", "html").UseDirectory(Folder.Root).UseFileName("page"));

        Assert.That(failure.Message, Does.Contain("\nNotEqual:\n"));
        Assert.That(Folder.Names, Is.EquivalentTo(["page.verified.html", "page.received.html"]));
    }

    [Test]
    public async Task Files_stand_beside_the_calling_source()
    {
        await FailureOf(Verify("one", sourceFile: Folder.At("Kata.cs")).UseFileName("page"));

        Assert.That(Folder.Names, Is.EqualTo(["page.received.txt"]));
    }

    [Test]
    public async Task A_relative_directory_starts_at_the_calling_source_and_is_created()
    {
        var settings = new VerifySettings();
        settings.UseDirectory("snapshots");
        settings.UseFileName("page");

        await FailureOf(Verify("one", settings, Folder.At("Kata.cs")));

        Assert.That(Folder.Names, Is.EqualTo([Path.Combine("snapshots", "page.received.txt")]));
    }

    public sealed class Nested : SnapshotTestBase
    {
        [Test]
        public async Task A_nested_type_stands_after_its_outer_type()
        {
            await FailureOf(Verify("one").UseDirectory(Folder.Root));

            Assert.That(
                Folder.Names.Single(),
                Is.EqualTo($"FileNameTests.Nested.{nameof(A_nested_type_stands_after_its_outer_type)}.received.txt"));
        }
    }
}
