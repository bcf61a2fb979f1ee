using System.Collections;
using System.Runtime.CompilerServices;

namespace Katas.Simulation;

/// <summary>Makes lists: what a collection expression calls.</summary>
public static class ValueList
{
    /// <summary>A list of these items, in this order.</summary>
    public static ValueList<T> Of<T>(params ReadOnlySpan<T> items) => items.IsEmpty ? ValueList<T>.Empty : new(items.ToArray());
}

/// <summary>An immutable list that equals another when their items are equal, in order: for the states of handlers.</summary>
/// <typeparam name="T">What it holds; compared with its own equality.</typeparam>
/// <remarks>Made with <c>[a, b]</c> or <c>[.. items]</c>. Each change copies, in proportion to the length.</remarks>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Of))]
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] _items;

    internal ValueList(T[] items) => _items = items;

    /// <summary>No items.</summary>
    public static ValueList<T> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>This, and one more at the end.</summary>
    public ValueList<T> Add(T item) => new([.. _items, item]);

    /// <summary>This, with the item at a place replaced.</summary>
    public ValueList<T> SetItem(int index, T item) => new([.. _items[..index], item, .. _items[(index + 1)..]]);

    /// <summary>This, without the item at a place.</summary>
    public ValueList<T> RemoveAt(int index) => new([.. _items[..index], .. _items[(index + 1)..]]);

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => Ordered.Hash(_items);

    /// <summary>The items in brackets.</summary>
    public override string ToString() => $"[{Ordered.Text(_items)}]";

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
