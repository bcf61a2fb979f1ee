namespace Katas.Harness.Tests.Snapshots;

/// <summary>Gives each test a folder of its own, so that no snapshot of the repository is read or written.</summary>
public abstract class SnapshotTestBase
{
    private protected TempFolder Folder { get; private set; } = null!;

    // Most tests here fail a verification on purpose; the package would open a diff tool for each.
    [OneTimeSetUp]
    public void OpenNoDiffTool() => Environment.SetEnvironmentVariable("DiffEngine_Disabled", "true");

    [SetUp]
    public void CreateFolder() => Folder = new TempFolder();

    [TearDown]
    public void DeleteFolder() => Folder.Dispose();

    private protected SettingsTask VerifyPage(string? text, VerifySettings? settings = null) =>
        Verify(text, settings).UseDirectory(Folder.Root).UseFileName("page");

    private protected async Task<string> ReceivedOf(SettingsTask verification)
    {
        await FailureOf(verification);
        return await File.ReadAllTextAsync(Folder.At("page.received.txt"));
    }

    private protected static async Task<Exception> FailureOf(SettingsTask verification)
    {
        try
        {
            await verification;
        }
        catch (Exception failure)
        {
            return failure;
        }

        throw new AssertionException("The verification passed.");
    }
}
