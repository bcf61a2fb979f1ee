namespace Katas.Cli.Checks;

/// <summary>How a check of the machine ended.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="State">How it is.</param>
/// <param name="Found">What was found.</param>
/// <param name="ToDo">What to do about it; empty when all is well.</param>
internal sealed record Check(string Name, CheckState State, string Found, string ToDo = "")
{
    public static Check Ok(string name, string found) => new(name, CheckState.Ok, found);

    public static Check Warn(string name, string found, string toDo) => new(name, CheckState.Warning, found, toDo);

    public static Check Bad(string name, string found, string toDo) => new(name, CheckState.Problem, found, toDo);
}

/// <summary>How something is.</summary>
internal enum CheckState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but not for long or not well.</summary>
    Warning,

    /// <summary>Something does not work because of it.</summary>
    Problem,
}
