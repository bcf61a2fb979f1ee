using Katas.Cli.Output;
using Katas.Engine.Grading;

namespace Katas.Cli.Tests.Support;

/// <summary>Runs commands inside this process, on a clock that stands still, with a grading that is given.</summary>
internal sealed class Cli(TempClone clone)
{
    public ManualTime Time { get; } = new();

    public ScriptedGrading Grading { get; } = new();

    public string? Folder { get; init; }

    public bool HasColour { get; init; }

    public bool HasUnicode { get; init; } = true;

    public bool OutsideOfAClone { get; init; }

    /// <summary>Makes the hosts of work that needs several.</summary>
    public Func<IGrader>? NewGrader { get; init; }

    public Ran Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var screen = new Screen(output, error) { HasColour = HasColour, Marks = new Marks(HasUnicode) };
        var root = OutsideOfAClone ? null : clone.Root;
        var session = new Session(root, Folder ?? clone.Root, screen, Time, () => Grading)
        {
            NewGrader = NewGrader ?? (() => throw new InvalidOperationException("This test has no hosts.")),
        };
        var exit = CommandLine.RunAsync(args, session).GetAwaiter().GetResult();
        return new Ran(exit, output.ToString(), error.ToString());
    }
}

/// <summary>What a command printed, and its exit code.</summary>
internal sealed record Ran(int Exit, string Output, string Error);
