namespace Katas.Engine.Histories;

/// <summary>How an operation ended, as its client saw it.</summary>
public enum Ending
{
    /// <summary>It returned, and its result is known.</summary>
    Returned,

    /// <summary>
    /// It took effect before its return, and what it gave is not known: a read whose answer was lost, a call whose result
    /// nobody looked at.
    /// </summary>
    ResultUnknown,

    /// <summary>
    /// It never returned, or nobody can tell whether it did anything: a time-out, a crash. It may have taken effect at any
    /// moment after its call, also after the last event of the history, or never.
    /// </summary>
    Open,
}
