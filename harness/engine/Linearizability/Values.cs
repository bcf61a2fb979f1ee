using System.Collections;
using System.Runtime.CompilerServices;

namespace Katas.Engine.Linearizability;

/// <summary>Brings values to one form, so that 3 from a program equals 3 from a file.</summary>
internal static class Values
{
    private static readonly object[] Small = [.. Enumerable.Range(-128, 1152).Select(n => (object)(long)n)];

    /// <summary>Whole numbers become <see cref="long"/>, tuples and lists <see cref="Sequence{T}"/>; the rest stays.</summary>
    public static object? Normalise(object? value) => value switch
    {
        null or string or long or bool or double or Sequence<object?> => value,
        int n => Box(n),
        short n => Box(n),
        byte n => Box(n),
        sbyte n => Box(n),
        ushort n => Box(n),
        uint n => Box(n),
        float n => (double)n,
        ITuple tuple => Sequence.Of(Enumerable.Range(0, tuple.Length).Select(i => Normalise(tuple[i]))),
        IEnumerable items => Sequence.Of(items.Cast<object?>().Select(Normalise)),
        _ => value,
    };

    /// <summary>A number as an object; small ones are shared.</summary>
    public static object Box(long n) => n is >= -128 and < 1024 ? Small[n + 128] : n;
}
