namespace Katas.Engine.Simulation.Exhaustive;

/// <summary>What is wrong with a cluster of handlers.</summary>
public enum ExhaustiveFinding
{
    /// <summary>Nothing is: every state was explored.</summary>
    None,

    /// <summary>Something that has to hold did not.</summary>
    PropertyBroken,

    /// <summary>Something that has to be possible is not.</summary>
    NeverHappened,

    /// <summary>There is no state in which nothing more happens: what has to hold at the end is never asked.</summary>
    NeverAtRest,

    /// <summary>A handler threw, or returned null.</summary>
    HandlerThrew,

    /// <summary>A message was sent to somebody who is not there.</summary>
    UnknownPeer,

    /// <summary>A handler gave two different results for the same input: it depends on something besides its state.</summary>
    NotRepeatable,

    /// <summary>A handler changed its input: a state, a message, or what was saved.</summary>
    ChangedInput,

    /// <summary>Two values of the same content are not equal, or have different hash codes.</summary>
    NoValueEquality,

    /// <summary>Two values of different content are equal.</summary>
    EqualButDifferent,

    /// <summary>A bound ended the search, and nothing was found until then: neither passed nor failed.</summary>
    Undecided,
}
