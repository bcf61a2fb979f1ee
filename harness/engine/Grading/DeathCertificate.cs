using System.Text.RegularExpressions;

namespace Katas.Engine.Grading;

/// <summary>Reads from what the runtime wrote last why a process died.</summary>
internal static partial class DeathCertificate
{
    /// <summary>The cause, and its words, with the subject's method where the runtime names it.</summary>
    public static (Breakage Breakage, string Text) Read(int exitCode, string errors)
    {
        if (errors.Contains("Stack overflow", StringComparison.Ordinal))
            return (Breakage.StackOverflow, $"It overflowed the stack{Place(errors)}: a method that calls itself without end.");
        if (errors.Contains("Out of memory", StringComparison.OrdinalIgnoreCase))
            return (Breakage.OutOfMemory, "It ran out of memory. Look for a loop that allocates and never ends.");
        if (FailFast().Match(errors) is { Success: true } fail)
            return (Breakage.Ended, $"It called Environment.FailFast{Place(errors)}: {fail.Groups[1].Value.Trim()}");
        if (errors.Contains("Unhandled exception", StringComparison.Ordinal))
            return (Breakage.Ended, $"It threw on a thread that nobody awaits{Place(errors)}: {FirstLine(errors)}");
        return (Breakage.Ended, $"It ended the process, with exit code {exitCode}.");
    }

    /// <summary>The first frame of a track's code; the runtime prints no line numbers here.</summary>
    private static string Place(string errors) =>
        Frame().Match(errors) is { Success: true } frame ? $" in {frame.Groups[1].Value}" : "";

    private static string FirstLine(string errors) =>
        errors.Split('\n').First(line => line.Contains("Unhandled exception", StringComparison.Ordinal));

    [GeneratedRegex(@"Process terminated\.\s*(.*)")]
    private static partial Regex FailFast();

    [GeneratedRegex(@"at Katas\.(?!Engine|Specs|Host)\w+\.([\w.+<>`]+)\(")]
    private static partial Regex Frame();
}
