namespace Katas.Engine.Linearizability;

/// <summary>What a check came to.</summary>
public enum CheckVerdict
{
    /// <summary>Every operation can be given a point between its call and its return at which it took effect.</summary>
    Linearizable,

    /// <summary>No such points exist.</summary>
    Violation,

    /// <summary>A budget ended before either was shown. Never a pass.</summary>
    Unknown,
}
