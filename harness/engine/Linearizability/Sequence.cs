using System.Collections;
using Katas.Engine.Reporting;

namespace Katas.Engine.Linearizability;

/// <summary>Makes sequences.</summary>
public static class Sequence
{
    /// <summary>A sequence of these items.</summary>
    public static Sequence<T> Of<T>(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Sequence<T>.Holding([.. items]);
    }
}

/// <summary>
/// An immutable list for the states of models: two of them are equal when their items are, which neither arrays nor the
/// immutable collections of the framework offer.
/// </summary>
/// <remarks>Each edit copies, in proportion to the length. Hash codes are computed once.</remarks>
/// <typeparam name="T">What it holds; compared with its own equality.</typeparam>
public sealed class Sequence<T> : IReadOnlyList<T>, IEquatable<Sequence<T>>
{
    private readonly T[] _items;
    private readonly int _hash;

    private Sequence(T[] items)
    {
        _items = items;
        var hash = new HashCode();
        foreach (var item in items) hash.Add(item);
        _hash = hash.ToHashCode();
    }

    /// <summary>No items.</summary>
    public static Sequence<T> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>A sequence around an array that nobody else holds.</summary>
    internal static Sequence<T> Holding(T[] items) => items.Length == 0 ? Empty : new Sequence<T>(items);

    /// <summary>This and one more at the end.</summary>
    public Sequence<T> Add(T item) => new([.. _items, item]);

    /// <summary>This without the item at a place.</summary>
    public Sequence<T> RemoveAt(int index) => new([.. _items[..index], .. _items[(index + 1)..]]);

    /// <summary>This with an item put in at a place.</summary>
    public Sequence<T> Insert(int index, T item) => new([.. _items[..index], item, .. _items[index..]]);

    /// <summary>This with the item at a place replaced.</summary>
    public Sequence<T> SetItem(int index, T item) => new([.. _items[..index], item, .. _items[(index + 1)..]]);

    /// <summary>The first place of an item; -1 if it is not there.</summary>
    public int IndexOf(T item) => Array.IndexOf(_items, item);

    /// <inheritdoc/>
    public bool Equals(Sequence<T>? other) =>
        other is not null && _hash == other._hash && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Sequence<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", _items.Select(item => Show.Value(item)))}]";

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
