using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Katas.Simulation;

/// <summary>
/// An immutable map that equals another when it has the same keys with equal values: who promised what, in a handler's state.
/// </summary>
/// <typeparam name="TKey">The keys.</typeparam>
/// <typeparam name="TValue">The values; compared with their own equality.</typeparam>
/// <remarks>
/// Enumerated by ascending keys, in every process; texts in ordinal order. Begins with <see cref="Empty"/>. Each change copies.
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "A short name: it stands in the state of many handlers.")]
public sealed class ValueMap<TKey, TValue> : IReadOnlyDictionary<TKey, TValue>, IEquatable<ValueMap<TKey, TValue>>
    where TKey : IComparable<TKey>
{
    private readonly TKey[] _keys;
    private readonly TValue[] _values;

    private ValueMap(TKey[] keys, TValue[] values) => (_keys, _values) = (keys, values);

    /// <summary>No keys.</summary>
    public static ValueMap<TKey, TValue> Empty { get; } = new([], []);

    /// <inheritdoc/>
    public int Count => _keys.Length;

    /// <inheritdoc/>
    public IEnumerable<TKey> Keys => _keys;

    /// <inheritdoc/>
    public IEnumerable<TValue> Values => _values;

    /// <inheritdoc/>
    public TValue this[TKey key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no key {key}.");

    /// <summary>This, with a value under a key, in place of the one that was there.</summary>
    public ValueMap<TKey, TValue> Set(TKey key, TValue value)
    {
        var place = Find(key);
        return place >= 0
            ? new(_keys, [.. _values[..place], value, .. _values[(place + 1)..]])
            : new([.. _keys[..~place], key, .. _keys[~place..]], [.. _values[..~place], value, .. _values[~place..]]);
    }

    /// <summary>This, without a key; the same map if it has no such key.</summary>
    public ValueMap<TKey, TValue> Remove(TKey key)
    {
        var place = Find(key);
        return place < 0
            ? this
            : new([.. _keys[..place], .. _keys[(place + 1)..]], [.. _values[..place], .. _values[(place + 1)..]]);
    }

    /// <inheritdoc/>
    public bool ContainsKey(TKey key) => Find(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var place = Find(key);
        value = place < 0 ? default : _values[place];
        return place >= 0;
    }

    /// <inheritdoc/>
    public bool Equals(ValueMap<TKey, TValue>? other) =>
        other is not null && _keys.AsSpan().SequenceEqual(other._keys) && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueMap<TKey, TValue>);

    /// <inheritdoc/>
    public override int GetHashCode() => (Ordered.Hash(_keys) * 31) + Ordered.Hash(_values);

    /// <summary>Keys and values in braces.</summary>
    public override string ToString() => $"{{{Ordered.Text(_keys.Zip(_values, (key, value) => $"{key}: {value}"))}}}";

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => _keys.Zip(_values, KeyValuePair.Create).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Find(TKey key) => Array.BinarySearch(_keys, key, Ordered.By<TKey>());
}
