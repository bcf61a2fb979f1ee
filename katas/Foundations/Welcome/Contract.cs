namespace Katas.Foundations;

/// <summary>Counts the visitors who come through a door, or through several doors at once.</summary>
/// <remarks>Every member may be called from any number of threads at the same time.</remarks>
public interface ICounter
{
    /// <summary>Counts one visitor.</summary>
    void Increment();

    /// <summary>How many visitors have been counted.</summary>
    /// <value>At least the increments that have returned, at most those that have begun.</value>
    int Value { get; }
}

/// <summary>How the spec makes a counter: your class needs a public constructor of this shape.</summary>
public delegate ICounter NewCounter();
