namespace Katas.Engine.Reporting;

/// <summary>How a person here types the command, so that what we print can be pasted.</summary>
public static class CommandName
{
    /// <summary>The environment variable in which the launcher leaves the name by which it was called.</summary>
    public const string Variable = "KATA_COMMAND";

    /// <summary>Such as <c>./kata</c>.</summary>
    public static string Current => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } name
        ? name
        : OperatingSystem.IsWindows() ? "kata" : "./kata";
}
