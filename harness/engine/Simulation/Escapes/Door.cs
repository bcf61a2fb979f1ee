namespace Katas.Engine.Simulation.Escapes;

/// <summary>Where a door leads.</summary>
internal enum DoorKind
{
    /// <summary>To another thread, in some cases: a tripwire tells which.</summary>
    Thread,

    /// <summary>To another thread, past all tripwires.</summary>
    UnseenThread,

    /// <summary>To the real clock.</summary>
    Time,

    /// <summary>To chance that no seed fixes.</summary>
    Chance,

    /// <summary>To the machine that runs the test: its files, its network, its people.</summary>
    Outside,

    /// <summary>To what is the same all through a process, and another in the next one; often harmless.</summary>
    Process,
}

/// <summary>Which calls of a member are meant.</summary>
internal enum DoorCalls
{
    All, WithoutProvider, TimeoutWithoutProvider, TokenOnly, NoArguments, FalseArgument, UnlessSourceHasProvider,
}

/// <summary>A member of the framework through which code leaves the simulator.</summary>
/// <remarks>
/// The analyzers compile this file too, for netstandard2.0 and without implicit usings: the scan of a compiled program and the
/// rule that speaks while it is typed have one table.
/// </remarks>
/// <param name="Type">The full name of its class; one that ends with a dot stands for a whole namespace.</param>
/// <param name="Members">Names, with bars between them; <c>*</c>: all.</param>
/// <param name="Kind">Where it leads.</param>
/// <param name="Why">What follows the word "because".</param>
/// <param name="Instead">What to use instead.</param>
internal sealed record Door(string Type, string Members, DoorKind Kind, string Why, string Instead)
{
    private readonly string[] _members = Members.Split('|');

    public DoorCalls Calls { get; init; }

    /// <summary>Whether using it fails a test at once: no tripwire would see it.</summary>
    public bool IsForbidden => Kind is not (DoorKind.Thread or DoorKind.Process);

    public bool Fits(string type, string member) =>
        FitsType(type) && (Members == "*" || System.Array.IndexOf(_members, member) >= 0);

    private bool FitsType(string type) =>
        Type == type || (Type.LastIndexOf('.') == Type.Length - 1 && type.StartsWith(Type, System.StringComparison.Ordinal));
}
