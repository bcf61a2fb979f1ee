namespace Katas.Engine.Consistency;

/// <summary>
/// The four guarantees of Terry, Demers, Petersen, Spreitzer, Theimer and Welch, "Session guarantees for weakly consistent
/// replicated data", PDIS 1994. Several may be asked for at once.
/// </summary>
[Flags]
public enum SessionGuarantee
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A client's read sees its own earlier writes.</summary>
    ReadYourWrites = 1,

    /// <summary>A client's read sees what its earlier reads saw.</summary>
    MonotonicReads = 2,

    /// <summary>A client's write comes after its earlier writes, everywhere.</summary>
    MonotonicWrites = 4,

    /// <summary>A client's write comes after the writes that its earlier reads saw, everywhere.</summary>
    WritesFollowReads = 8,
}
