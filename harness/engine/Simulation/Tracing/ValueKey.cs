using System.Reflection;
using System.Runtime.CompilerServices;

namespace Katas.Engine.Simulation.Tracing;

/// <summary>
/// What a value of several parts is about: its first part, such as the term of <c>Leadership(term, leader)</c>.
/// </summary>
internal static class ValueKey
{
    /// <summary>The first item of a tuple, or the first property of a record; null for values of one part.</summary>
    public static object? Of(object? value) => value switch
    {
        null or string => null,
        ITuple { Length: > 1 } tuple => tuple[0],
        _ when value.GetType().GetConstructors().FirstOrDefault(made => made.GetParameters().Length > 1) is { } constructor =>
            Property(value, constructor.GetParameters()[0].Name!),
        _ => null,
    };

    private static object? Property(object value, string name) =>
        value.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance)?.GetValue(value);
}
