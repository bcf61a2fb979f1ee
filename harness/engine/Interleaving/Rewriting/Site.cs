namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>A place in the subject's code that calls a hook.</summary>
/// <param name="Kind">What happens there.</param>
/// <param name="Name">The field, or the method that is called, in the reader's words.</param>
/// <param name="Class">The class of places it accesses; one place is in one class.</param>
/// <param name="File">Source file, if known.</param>
/// <param name="Line">1-based source line, or 0.</param>
internal sealed record Site(SiteKind Kind, string Name, string Class, string? File, int Line)
{
    /// <summary>Stands for a wait that no code of the subject makes.</summary>
    public static Site None { get; } = new(SiteKind.Synchronisation, "", "", null, 0);

    public bool IsNone => this == None;

    /// <summary>Whether the access is ordered with others by the memory model: volatile, or interlocked.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>Whether what the program does next depends on the value: it is a flag, or it is compared.</summary>
    public bool IsDecision { get; init; }

    /// <summary>Whether the field is assigned in constructors only, so that reading it cannot race.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether the field is static, and fresh in each schedule without a new copy of the assembly.</summary>
    public bool IsReset { get; init; }

    /// <summary>Whether it can leave everything as it was: a compare-and-swap that fails changes nothing.</summary>
    public bool MayOnlyLook => Kind is not SiteKind.Write and not SiteKind.Call;

    public UncontrolledCall ToCall() => new(Name, File, Line);

    public bool Writes => Kind is SiteKind.Write or SiteKind.Atomic or SiteKind.Call;
}

/// <summary>What a <see cref="Site"/> does.</summary>
internal enum SiteKind
{
    Read,
    Write,

    /// <summary>A framework method that reads and writes through a reference, such as <c>Interlocked.Add</c>.</summary>
    Atomic,

    /// <summary>A framework method that works on its receiver, such as <c>List.Add</c>.</summary>
    Call,

    /// <summary>A framework method that only looks at its receiver, such as <c>List.Contains</c>.</summary>
    Inspect,

    /// <summary>The address of a field or an element is taken; the access comes later.</summary>
    Address,

    Synchronisation,

    Uncontrolled,
}
