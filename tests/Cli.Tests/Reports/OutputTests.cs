using Katas.Cli.Tests.Support;
using Katas.Engine.Reporting;
using static Katas.Cli.Tests.Support.ScriptedGrading;

namespace Katas.Cli.Tests.Reports;

/// <summary>What reaches the terminal is text, whatever the solution printed.</summary>
public sealed class OutputTests
{
    private const char Escape = '\x1b';
    private TempClone _clone = null!;

    [SetUp]
    public void Clone() => _clone = new TempClone();

    [TearDown]
    public void Remove() => _clone.Dispose();

    [Test]
    public void Colour_is_there_on_a_terminal() =>
        Assert.That(Run(new Support.Cli(_clone) { HasColour = true }).Contains(Escape));

    [Test]
    public void There_is_no_escape_without_colour() =>
        Assert.That(Run(new Support.Cli(_clone)).Contains(Escape), Is.False);

    [Test]
    public void Brackets_of_a_failure_are_no_markup() =>
        Assert.That(Run(new Support.Cli(_clone) { HasColour = true }), Does.Contain("[red]2[/]"));

    [Test]
    public void An_escape_that_the_solution_printed_is_made_visible() =>
        Assert.That(Run(new Support.Cli(_clone)), Does.Contain(@"\x1b[2JPASSED"));

    private static string Run(Support.Cli cli)
    {
        cli.Grading.Answer = ReportOf(Verdict.Failed, Test("Counts", 1, Verdict.Failed, "Counts: [red]2[/]")) with
        {
            Printed = $"{Escape}[2JPASSED 1 of 1",
        };
        return cli.Run("test", "welcome").Output;
    }
}
