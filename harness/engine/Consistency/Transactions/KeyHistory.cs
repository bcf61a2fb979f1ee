using Katas.Engine.Linearizability;

namespace Katas.Engine.Consistency.Transactions;

/// <summary>A value or a key as a dictionary's key: null is one, too.</summary>
internal readonly record struct Item(object? Value);

/// <summary>Who appended a value, and whether it was the last that its transaction appended to the key.</summary>
internal sealed class Appended(Transaction by, object? value)
{
    public Transaction By => by;

    public object? Value => value;

    public bool IsFinal { get; set; }
}

/// <summary>A read as others may rely on it: without what the transaction itself had just appended.</summary>
internal readonly record struct ExternalRead(Transaction By, Sequence<object?> Values, int Count);

/// <summary>What is known of one key: who appended what, and in which order the values came to stand.</summary>
internal sealed class KeyHistory(int number, object? key)
{
    /// <summary>Its number among the keys.</summary>
    public int Number => number;

    public object? Key => key;

    /// <summary>Every append by its value.</summary>
    public Dictionary<Item, Appended> Appends { get; } = [];

    /// <summary>What committed transactions read.</summary>
    public List<ExternalRead> Reads { get; } = [];

    /// <summary>Why no order can be had from this key; <see langword="null"/>: one can.</summary>
    public string? Ambiguity { get; set; }

    /// <summary>Whether its reads contradict each other about the order; reported, and no order is taken from it.</summary>
    public bool IsContradictory { get; set; }

    /// <summary>
    /// The appends in the order of the longest read, without aborted ones and values from nowhere; then, from
    /// <see cref="OrderedCount"/> on, those of committed transactions that nobody read. These come after the others, in
    /// no known order among themselves.
    /// </summary>
    public List<Appended> Versions { get; } = [];

    /// <summary>How many of <see cref="Versions"/> were read, and so have a known order.</summary>
    public int OrderedCount { get; set; }

    /// <summary>How many of <see cref="Versions"/> are among the first so many values of the longest read.</summary>
    public List<int> VersionsWithin { get; } = [0];
}
