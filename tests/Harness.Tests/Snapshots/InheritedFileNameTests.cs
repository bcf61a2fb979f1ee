namespace Katas.Harness.Tests.Snapshots;

public abstract class FileNameContract : SnapshotTestBase
{
    [Test]
    public async Task An_inherited_test_is_named_after_the_fixture_that_runs_it()
    {
        await FailureOf(Verify("one").UseDirectory(Folder.Root));

        Assert.That(Folder.Names.Single(), Does.StartWith($"{nameof(InheritedFileNameTests)}.An_inherited_test"));
    }
}

public sealed class InheritedFileNameTests : FileNameContract;
