namespace Katas.Engine.Consistency;

/// <summary>
/// What puts one operation or transaction before another. Adya, "Weak consistency: a generalized theory and optimistic
/// implementations for distributed transactions", 1999, for the first three.
/// </summary>
[Flags]
public enum DependencyKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Write dependency: the second wrote a later version of what the first wrote.</summary>
    WriteWrite = 1,

    /// <summary>Read dependency: the second read what the first wrote.</summary>
    WriteRead = 2,

    /// <summary>Anti-dependency: the second wrote a later version of what the first read.</summary>
    ReadWrite = 4,

    /// <summary>The same client or process did them one after the other.</summary>
    Session = 8,

    /// <summary>The first had returned before the second was called.</summary>
    RealTime = 16,
}
