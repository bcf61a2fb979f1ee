namespace Katas.Engine.Consistency;

/// <summary>What became of a transaction, as its client knows it.</summary>
public enum TransactionStatus
{
    /// <summary>It took effect.</summary>
    Committed,

    /// <summary>It certainly had no effect.</summary>
    Aborted,

    /// <summary>Nobody can tell: a time-out, a crash. It took effect if, and only if, somebody read what it appended.</summary>
    Unknown,
}
