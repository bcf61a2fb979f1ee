using System.Diagnostics;
using Katas.Cli.Tests.Support;

namespace Katas.Cli.Tests.Processes;

/// <summary>The real watch, on real files, saved as editors save them.</summary>
public sealed class WatchTests
{
    private const string Ready = "Watching ";
    private TempClone _clone = null!;

    [SetUp]
    public void Clone() => _clone = new TempClone();

    [TearDown]
    public void Remove() => _clone.Dispose();

    [Test]
    public void Every_way_of_saving_is_one_verdict()
    {
        using var watch = KataProcess.Start(_clone.Root, _clone.Root, "watch", "welcome");
        watch.WaitFor(Ready, 1);
        _clone.Solution = "a half-written class";
        watch.WaitFor("DOES NOT COMPILE", 1);
        watch.WaitFor(Ready, 2);

        SaveByRename(_clone.Right);
        watch.WaitFor("PASSED 7 of 7", 1);
        watch.WaitFor(Ready, 3);

        File.Delete(_clone.SolutionFile);
        _clone.Solution = _clone.Starter;
        watch.WaitFor("FAILED", 2);
        watch.WaitFor(Ready, 4);

        _clone.Solution = "";
        _clone.Solution = _clone.Right;
        watch.WaitFor("PASSED 7 of 7", 2);
        watch.WaitFor(Ready, 5);

        File.WriteAllText(Path.Combine(_clone.KataFolder, "More.cs"), "namespace Katas.Foundations; internal class More");
        watch.WaitFor("DOES NOT COMPILE", 2);
        watch.WaitFor(Ready, 6);

        var ran = watch.End();
        Assert.Multiple(() =>
        {
            Assert.That(ran.Exit, Is.EqualTo(3), "the exit code is the last verdict's");
            Assert.That(ran.Output.Split(Ready), Has.Length.EqualTo(7), "each save was graded once");
            Assert.That(ran.Output, Does.Contain(" ms from save to verdict."));
            Assert.That(ran.Output.Contains('\x1b'), Is.False);
        });
    }

    [Test]
    public void A_signal_ends_it_with_the_last_verdict()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("Windows has no SIGTERM.");
        using var watch = KataProcess.Start(_clone.Root, _clone.Root, "watch", "welcome");
        watch.WaitFor(Ready, 1);
        using (var kill = Process.Start("kill", ["-TERM", $"{watch.Id}"])) kill.WaitForExit();
        Assert.That(watch.Ended().Exit, Is.EqualTo(1));
    }

    private void SaveByRename(string text)
    {
        var beside = _clone.SolutionFile + "~";
        File.WriteAllText(beside, text);
        File.Move(beside, _clone.SolutionFile, overwrite: true);
    }
}
