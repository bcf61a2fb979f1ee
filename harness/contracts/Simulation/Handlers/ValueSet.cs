using System.Collections;
using System.Runtime.CompilerServices;

namespace Katas.Simulation;

/// <summary>Makes sets: what a collection expression calls.</summary>
public static class ValueSet
{
    /// <summary>A set of these items; doubles count once.</summary>
    public static ValueSet<T> Of<T>(params ReadOnlySpan<T> items) where T : IComparable<T>
    {
        var set = ValueSet<T>.Empty;
        foreach (var item in items) set = set.Add(item);
        return set;
    }
}

/// <summary>An immutable set that equals another when it has the same items: for the votes in the state of a handler.</summary>
/// <typeparam name="T">What it holds.</typeparam>
/// <remarks>
/// Enumerated in ascending order, in every process; texts in ordinal order. Made with <c>[a, b]</c>. Each change copies.
/// </remarks>
[CollectionBuilder(typeof(ValueSet), nameof(ValueSet.Of))]
public sealed class ValueSet<T> : IReadOnlyCollection<T>, IEquatable<ValueSet<T>> where T : IComparable<T>
{
    private readonly T[] _items;

    private ValueSet(T[] items) => _items = items;

    /// <summary>No items.</summary>
    public static ValueSet<T> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <summary>Whether an item is in it.</summary>
    public bool Contains(T item) => Find(item) >= 0;

    /// <summary>This, with an item; the same set if it is in it already.</summary>
    public ValueSet<T> Add(T item)
    {
        var place = Find(item);
        return place >= 0 ? this : new([.. _items[..~place], item, .. _items[~place..]]);
    }

    /// <summary>This, without an item; the same set if it is not in it.</summary>
    public ValueSet<T> Remove(T item)
    {
        var place = Find(item);
        return place < 0 ? this : new([.. _items[..place], .. _items[(place + 1)..]]);
    }

    /// <summary>The items of both.</summary>
    public ValueSet<T> Union(IEnumerable<T> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return others.Aggregate(this, (set, item) => set.Add(item));
    }

    /// <inheritdoc/>
    public bool Equals(ValueSet<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueSet<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => Ordered.Hash(_items);

    /// <summary>The items in braces.</summary>
    public override string ToString() => $"{{{Ordered.Text(_items)}}}";

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    private int Find(T item) => Array.BinarySearch(_items, item, Ordered.By<T>());
}
