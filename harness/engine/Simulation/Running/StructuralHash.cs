using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Katas.Engine.Simulation.Running.Hashing;

namespace Katas.Engine.Simulation.Running;

/// <summary>A sum over all that a value holds, fields of fields too; equal in every process.</summary>
/// <remarks>
/// Code for each type is compiled when its first value comes. Dictionaries and sets sum alike in whatever order they enumerate:
/// over strings that order is another one in each process.
/// </remarks>
internal static class StructuralHash
{
    /// <summary>The sum of null.</summary>
    public const ulong Nothing = 0x5851F42D4C957F2D;

    /// <summary>Nobody looks deeper into a value than that: it may hold itself.</summary>
    public const int Deepest = 64;

    /// <summary>From here on objects are counted: two references each to two more is 2 to the power of the depth.</summary>
    private const int Shallow = 8;

    private const int MostDeepObjects = 20_000;

    // Weak: a class that was compiled for one grading goes when its load context does.
    private static readonly ConditionalWeakTable<Type, Hasher> Hashers = [];

    [ThreadStatic]
    private static int _deepObjects;

    /// <summary>The sum of a value.</summary>
    public static ulong Of(object? value)
    {
        if (value is null) return Nothing;
        _deepObjects = 0;
        return Of(value, 0);
    }

    /// <summary>The sum of something inside a value.</summary>
    public static ulong Of(object? value, int depth)
    {
        if (value is null) return Nothing;
        var type = value.GetType();
        return (Hashers.TryGetValue(type, out var hasher) ? hasher : Hashers.GetValue(type, Hasher.For)).Of(value, depth);
    }

    /// <summary>The sum of bytes.</summary>
    public static ulong OfBytes(ReadOnlySpan<byte> bytes)
    {
        var sum = (ulong)bytes.Length;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) sum = Mix(sum, word);
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..]) sum = Mix(sum, rest);
        return sum;
    }

    /// <summary>The sum of a text.</summary>
    public static ulong OfText(string? text) => text is null ? Nothing : OfBytes(MemoryMarshal.AsBytes(text.AsSpan()));

    /// <summary>Adds to a sum; what is added in another order gives another sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong sum, ulong value)
    {
        sum = (sum ^ value) * 0x9E3779B97F4A7C15;
        return sum ^ (sum >> 32);
    }

    /// <summary>Whether enough was looked at.</summary>
    public static bool IsTooMuch(int depth) => depth > Shallow && (depth > Deepest || ++_deepObjects > MostDeepObjects);
}
