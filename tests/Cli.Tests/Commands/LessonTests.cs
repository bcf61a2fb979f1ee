using Katas.Cli.Tests.Support;

namespace Katas.Cli.Tests.Commands;

/// <summary>The lesson, the hints, and the way back to the starter.</summary>
public sealed class LessonTests
{
    private TempClone _clone = null!;
    private Support.Cli _cli = null!;

    [SetUp]
    public void Clone()
    {
        _clone = new TempClone();
        _cli = new Support.Cli(_clone);
    }

    [TearDown]
    public void Remove() => _clone.Dispose();

    [Test]
    public async Task Show_prints_the_lesson_plainly() => await Verifier.Verify(_cli.Run("show", "welcome").Output);

    [Test]
    public void Hints_come_one_after_another_and_then_it_says_so()
    {
        var said = Enumerable.Range(0, 4).Select(_ => _cli.Run("hint", "welcome").Output.Split('\n')[0]).ToList();
        Assert.That(said, Is.EqualTo(new[]
        {
            "Hint 1 of 3 · Where to look", "Hint 2 of 3 · The idea", "Hint 3 of 3 · The outline",
            "You have read all 3 hints of welcome.",
        }));
    }

    [Test]
    public void A_certain_hint_says_that_it_skips()
    {
        Assert.That(_cli.Run("hint", "welcome", "3").Output, Does.Contain("You skip 2 gentler ones."));
        Assert.That(_cli.Run("hint", "welcome").Output, Does.StartWith("Hint 1 of 3"));
    }

    [Test]
    public void In_a_katas_folder_a_number_is_enough()
    {
        var cli = new Support.Cli(_clone) { Folder = _clone.KataFolder };
        Assert.That(cli.Run("hint", "2").Output, Does.StartWith("Hint 2 of 3").And.Contain("You skip a gentler one."));
    }

    [Test]
    public void Reset_keeps_what_was_written()
    {
        _clone.Solution = "// mine";
        var said = _cli.Run("reset", "welcome", "--yes").Output;
        var backup = Path.Combine(_clone.Root, ".kata", "backup", "welcome", "20300101-000000-Welcome.cs");
        Assert.Multiple(() =>
        {
            Assert.That(_clone.Solution, Is.EqualTo(_clone.Starter));
            Assert.That(File.ReadAllText(backup), Is.EqualTo("// mine"));
            Assert.That(said, Does.Contain(Path.GetRelativePath(_clone.Root, backup)));
        });
    }

    [Test]
    public void A_second_reset_in_the_same_second_keeps_both()
    {
        foreach (var text in new[] { "// one", "// two" })
        {
            _clone.Solution = text;
            _cli.Run("reset", "welcome", "--yes");
        }

        var kept = Directory.GetFiles(Path.Combine(_clone.Root, ".kata", "backup", "welcome")).Select(File.ReadAllText);
        Assert.That(kept, Is.EquivalentTo(new[] { "// one", "// two" }));
    }

    [Test]
    public void Reset_brings_a_deleted_file_back()
    {
        File.Delete(_clone.SolutionFile);
        Assert.That(_cli.Run("reset", "welcome", "--yes").Exit, Is.Zero);
        Assert.That(_clone.Solution, Is.EqualTo(_clone.Starter));
    }

    [Test]
    public void Where_nobody_can_be_asked_reset_wants_yes()
    {
        _clone.Solution = "// mine";
        var ran = _cli.Run("reset", "welcome");
        Assert.That((ran.Exit, _clone.Solution), Is.EqualTo((4, "// mine")));
        Assert.That(ran.Error, Does.Contain("./kata reset welcome --yes"));
    }

    [Test]
    public void The_doctor_finds_everything_in_place()
    {
        var ran = _cli.Run("doctor");
        Assert.That(ran.Exit, Is.Zero, ran.Output);
        Assert.That(ran.Output, Does.Contain("the starter of welcome was graded"));
    }
}
