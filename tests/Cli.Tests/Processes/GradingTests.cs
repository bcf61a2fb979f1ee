using System.Text.Json;
using Katas.Cli.Tests.Support;

namespace Katas.Cli.Tests.Processes;

/// <summary>The real command, the real host, the real compiler.</summary>
public sealed class GradingTests
{
    private TempClone _clone = null!;

    [SetUp]
    public void Clone() => _clone = new TempClone("a clone of mine");

    [TearDown]
    public void Remove() => _clone.Dispose();

    [Test]
    public void The_starter_of_welcome_fails_and_nothing_is_coloured_in_a_pipe()
    {
        var ran = KataProcess.Run(_clone.Root, _clone.Root, "test", "welcome");
        Assert.Multiple(() =>
        {
            Assert.That(ran.Exit, Is.EqualTo(1), ran.Error);
            Assert.That(ran.Output, Does.Contain("No_increment_is_lost: ").And.Contain("\nFAILED "));
            Assert.That(ran.Output.Contains('\x1b'), Is.False);
        });
    }

    [Test]
    public void A_solution_passes_from_its_own_folder_without_a_name()
    {
        _clone.Solution = _clone.Right;
        var ran = KataProcess.Run(_clone.KataFolder, null, "test");
        Assert.Multiple(() =>
        {
            Assert.That(ran.Exit, Is.Zero, ran.Output + ran.Error);
            Assert.That(ran.Output, Does.Contain("\nPASSED 7 of 7 · review in 2 days"));
            Assert.That(File.ReadAllText(_clone.ProgressFile), Does.Contain("passedAt"));
        });
    }

    [Test]
    public void A_full_disk_changes_nothing_about_the_verdict()
    {
        if (!File.Exists("/dev/full")) Assert.Ignore("There is no /dev/full here.");
        _clone.Solution = _clone.Right;
        Directory.CreateDirectory(Path.GetDirectoryName(_clone.ProgressFile)!);
        File.CreateSymbolicLink(_clone.ProgressFile + ".tmp", "/dev/full");
        var ran = KataProcess.Run(_clone.Root, _clone.Root, "test", "welcome");
        Assert.Multiple(() =>
        {
            Assert.That(ran.Exit, Is.Zero, ran.Error);
            Assert.That(ran.Output, Does.Contain("\nPASSED 7 of 7"));
            Assert.That(ran.Error, Does.Contain("progress.json").And.Contain("No space left"));
            Assert.That(File.Exists(_clone.ProgressFile), Is.False);
        });
    }

    [Test]
    public void What_does_not_compile_shows_the_compilers_message_and_its_place()
    {
        _clone.Solution = _clone.Starter.Replace("_count++", "_cuont++", StringComparison.Ordinal);
        var ran = KataProcess.Run(_clone.KataFolder, null, "test", "welcome");
        Assert.Multiple(() =>
        {
            Assert.That(ran.Exit, Is.EqualTo(3), ran.Error);
            Assert.That(ran.Output, Does.Contain(
                "\nWelcome.cs(10,32): error CS0103: The name '_cuont' does not exist in the current context"));
            Assert.That(ran.Output, Does.Contain("\nDOES NOT COMPILE 1 error"));
        });
    }

    [Test]
    public void A_deleted_solution_is_broken_and_says_how_to_get_the_starter_back()
    {
        File.Delete(_clone.SolutionFile);
        var ran = KataProcess.Run(_clone.Root, _clone.Root, "test", "welcome");
        Assert.Multiple(() =>
        {
            Assert.That(ran.Exit, Is.EqualTo(1), ran.Error);
            Assert.That(ran.Output, Does.Contain("is gone").And.Contain("reset welcome").And.Contain("\nBROKEN"));
        });
    }

    [Test]
    public void An_unknown_kata_is_4()
    {
        var ran = KataProcess.Run(_clone.Root, _clone.Root, "test", "welcom");
        Assert.That((ran.Exit, ran.Output), Is.EqualTo((4, "")));
        Assert.That(ran.Error, Does.Contain("Did you mean welcome?"));
    }

    [Test]
    public void What_a_failure_prints_can_be_replayed_until_the_code_is_mended()
    {
        var failed = KataProcess.Run(_clone.Root, _clone.Root, "test", "welcome", "--test", "busy", "--json");
        var test = JsonDocument.Parse(failed.Output).RootElement.GetProperty("tests")[0];
        var schedule = test.GetProperty("replay").GetString()!;
        var again = KataProcess.Run(_clone.Root, _clone.Root, "replay", schedule);
        _clone.Solution = _clone.Right;
        var mended = KataProcess.Run(_clone.Root, _clone.Root, "replay", schedule);
        var misspelt = KataProcess.Run(_clone.Root, _clone.Root, "replay", schedule
            .Replace("No_inc", "No_imc", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(File.Exists(Path.Combine(_clone.Root, test.GetProperty("page").GetString()!)), Is.False, "it is mended");
            Assert.That((again.Exit, mended.Exit, misspelt.Exit), Is.EqualTo((1, 2, 4)), again.Output + misspelt.Error);
            Assert.That(again.Output, Does.Contain($" replay {schedule}\n").And.Contain("** switch **"));
            Assert.That(mended.Output, Does.Contain("This schedule does not exist any more: the code has changed."));
            Assert.That(misspelt.Error, Does.Contain("Did you mean: No_increment_is_lost"));
        });
    }

    [Test]
    public void Json_is_all_that_is_printed()
    {
        var ran = KataProcess.Run(_clone.Root, _clone.Root, "test", "welcome", "--stage", "1", "--json");
        var document = JsonDocument.Parse(ran.Output).RootElement;
        Assert.That((ran.Exit, document.GetProperty("total").GetInt32()), Is.EqualTo((0, 3)));
    }
}
