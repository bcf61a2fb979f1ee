namespace Katas.Engine.Histories;

/// <summary>What the times of a history count.</summary>
public enum TimeUnit
{
    /// <summary>Places in the order of events; nothing is known but the order.</summary>
    Position,

    /// <summary>Nanoseconds of real or virtual time.</summary>
    Nanosecond,
}
