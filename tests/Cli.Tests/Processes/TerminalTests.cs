using Katas.Cli.Tests.Support;

namespace Katas.Cli.Tests.Processes;

/// <summary>On a real terminal there is colour, unless the person does not want it.</summary>
public sealed class TerminalTests
{
    private TempClone _clone = null!;

    [SetUp]
    public void Clone()
    {
        if (!File.Exists("/usr/bin/script")) Assert.Ignore("There is no script command here, to make a terminal.");
        _clone = new TempClone();
    }

    [TearDown]
    public void Remove() => _clone?.Dispose();

    [Test]
    public void A_terminal_has_colour() => Assert.That(IsColoured(noColour: null));

    [Test]
    public void NO_COLOR_takes_it_away() => Assert.That(IsColoured(noColour: "1"), Is.False);

    private bool IsColoured(string? noColour)
    {
        var command = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "kata.dll")}' list";
        using var process = KataProcess.StartProgram(
            "/usr/bin/script", _clone.Root, ["-qec", command, "/dev/null"],
            new() { ["NO_COLOR"] = noColour, ["TERM"] = "xterm", ["KATA_ROOT"] = _clone.Root });
        var ran = process.End();
        Assert.That(ran.Output, Does.Contain("Foundations"), ran.Error);
        return ran.Output.Contains("\x1b[1mFoundations", StringComparison.Ordinal);
    }
}
