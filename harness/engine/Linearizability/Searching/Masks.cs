using System.Runtime.CompilerServices;

namespace Katas.Engine.Linearizability.Searching;

/// <summary>A set of slots, as wide as the history's concurrency asks for; the search is compiled once for each width.</summary>
internal interface IMask<TSelf> : IEquatable<TSelf> where TSelf : struct, IMask<TSelf>
{
    /// <summary>How many slots it has.</summary>
    static abstract int Width { get; }

    bool Has(int slot);

    void Add(int slot);

    void Remove(int slot);

    ulong Hash();
}

/// <summary>64 slots.</summary>
internal struct Mask64 : IMask<Mask64>
{
    private ulong _bits;

    public static int Width => 64;

    public readonly bool Has(int slot) => (_bits >> slot & 1) != 0;

    public void Add(int slot) => _bits |= 1UL << slot;

    public void Remove(int slot) => _bits &= ~(1UL << slot);

    public readonly ulong Hash() => _bits * 0x9E3779B97F4A7C15;

    public readonly bool Equals(Mask64 other) => _bits == other._bits;

    public override readonly bool Equals(object? obj) => obj is Mask64 other && Equals(other);

    public override readonly int GetHashCode() => (int)(Hash() >> 32);
}

/// <summary>256 slots.</summary>
internal struct Mask256 : IMask<Mask256>
{
    private Words _words;

    public static int Width => 256;

    public readonly bool Has(int slot) => (_words[slot >> 6] >> slot & 1) != 0;

    public void Add(int slot) => _words[slot >> 6] |= 1UL << slot;

    public void Remove(int slot) => _words[slot >> 6] &= ~(1UL << slot);

    public readonly ulong Hash() => MaskWords.Hash(_words);

    public readonly bool Equals(Mask256 other) => ((ReadOnlySpan<ulong>)_words).SequenceEqual(other._words);

    public override readonly bool Equals(object? obj) => obj is Mask256 other && Equals(other);

    public override readonly int GetHashCode() => (int)(Hash() >> 32);

    [InlineArray(4)]
    private struct Words
    {
        private ulong _first;
    }
}

/// <summary>2048 slots: histories with very many time-outs.</summary>
internal struct Mask2048 : IMask<Mask2048>
{
    private Words _words;

    public static int Width => 2048;

    public readonly bool Has(int slot) => (_words[slot >> 6] >> slot & 1) != 0;

    public void Add(int slot) => _words[slot >> 6] |= 1UL << slot;

    public void Remove(int slot) => _words[slot >> 6] &= ~(1UL << slot);

    public readonly ulong Hash() => MaskWords.Hash(_words);

    public readonly bool Equals(Mask2048 other) => ((ReadOnlySpan<ulong>)_words).SequenceEqual(other._words);

    public override readonly bool Equals(object? obj) => obj is Mask2048 other && Equals(other);

    public override readonly int GetHashCode() => (int)(Hash() >> 32);

    [InlineArray(32)]
    private struct Words
    {
        private ulong _first;
    }
}

file static class MaskWords
{
    public static ulong Hash(ReadOnlySpan<ulong> words)
    {
        var hash = 0UL;
        foreach (var word in words) hash = (System.Numerics.BitOperations.RotateLeft(hash, 23) ^ word) * 0x9E3779B97F4A7C15;
        return hash;
    }
}
