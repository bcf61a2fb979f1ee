namespace Katas.Cli;

/// <summary>The exit codes; <c>docs/commands.md</c> promises them.</summary>
internal static class ExitCode
{
    /// <summary>Passed, or a command that does not grade did its work.</summary>
    public const int Success = 0;

    /// <summary>A history is not linearizable; a cluster does not survive some kind of fault.</summary>
    public const int Violation = 1;

    /// <summary>Inconclusive or to do: neither passed nor failed.</summary>
    public const int Undecided = 2;

    /// <summary>The harness itself failed, or the request was wrong.</summary>
    public const int CannotDo = 4;

    /// <summary>Ended by Ctrl+C, as shells number it.</summary>
    public const int Interrupted = 130;
}
