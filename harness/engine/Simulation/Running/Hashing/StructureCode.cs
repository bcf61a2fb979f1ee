using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Katas.Engine.Simulation.Running.Hashing;

/// <summary>Writes the code that sums the values of a type.</summary>
internal static class StructureCode
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Whether a value of this declared type can be of no other.</summary>
    public static bool IsExact(Type type) => type.IsValueType || (type.IsSealed && !type.IsArray);

    public static Func<T, int, ulong> Compile<T>()
    {
        var value = Expression.Parameter(typeof(T), "value");
        var depth = Expression.Parameter(typeof(int), "depth");
        // Not FullName: it holds the assembly's name, and a subject's assembly has another one in each compilation.
        var sum = Mix(Expression.Constant(StructuralHash.OfText(typeof(T).ToString())), Whole(value, depth));
        return Expression.Lambda<Func<T, int, ulong>>(sum, value, depth).Compile();
    }

    private static Expression Whole(ParameterExpression value, ParameterExpression depth)
    {
        var type = value.Type;
        if (Plain(value) is { } plain) return plain;
        if (Elements.Of(type) is { } elements) return Expression.Call(elements, value, depth);
        if (IsOpaque(type)) return Expression.Call(Method(nameof(Text)), Expression.Convert(value, typeof(object)));
        Expression sum = Expression.Constant(StructuralHash.Nothing);
        foreach (var field in Fields(type)) sum = Mix(sum, Part(Expression.Field(value, field), depth));
        return sum;
    }

    /// <summary>All fields, those of base classes first, by name: the runtime promises no order.</summary>
    private static IEnumerable<FieldInfo> Fields(Type? type) => type is null || type == typeof(object)
        ? []
        : Fields(type.BaseType).Concat(type.GetFields(Declared).OrderBy(field => field.Name, StringComparer.Ordinal));

    private static Expression Part(Expression value, ParameterExpression depth)
    {
        if (Plain(value) is { } plain) return plain;
        Expression deeper = Expression.Add(depth, Expression.Constant(1));
        return IsExact(value.Type)
            ? Expression.Call(typeof(Structure<>).MakeGenericType(value.Type), nameof(Structure<>.Of), null, value, deeper)
            : Expression.Call(
                typeof(StructuralHash), nameof(StructuralHash.Of), null, Expression.Convert(value, typeof(object)), deeper);
    }

    /// <summary>The sum of what has no parts; null for all else.</summary>
    private static Expression? Plain(Expression value)
    {
        var type = value.Type;
        if (type == typeof(string)) return Expression.Call(typeof(StructuralHash), nameof(StructuralHash.OfText), null, value);
        if (type == typeof(bool)) return Expression.Condition(value, Expression.Constant(3UL), Expression.Constant(2UL));
        if (type == typeof(double))
            return Expression.Call(typeof(BitConverter), nameof(BitConverter.DoubleToUInt64Bits), null, value);
        if (type == typeof(float)) return Plain(Expression.Convert(value, typeof(double)));
        // An address is another one in each process.
        if (type.IsPointer || type == typeof(nint) || type == typeof(nuint)) return Expression.Constant(1UL);
        if (type.IsEnum) return Plain(Expression.Convert(value, Enum.GetUnderlyingType(type)));
        return type.IsPrimitive ? Expression.Convert(value, typeof(ulong)) : null;
    }

    /// <summary>
    /// The framework's own classes, locks and tasks and caches among them: what they hold inside is nobody's message.
    /// </summary>
    private static bool IsOpaque(Type type) =>
        typeof(Delegate).IsAssignableFrom(type) || typeof(Exception).IsAssignableFrom(type) ||
        (!type.IsValueType && Elements.IsFrameworks(type) && !typeof(ITuple).IsAssignableFrom(type));

    private static ulong Text(object value) => StructuralHash.OfText(value switch
    {
        IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        Exception thrown => thrown.Message,
        Delegate => "",
        _ => value.ToString(),
    });

    private static MethodInfo Method(string name) =>
        typeof(StructureCode).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    private static MethodCallExpression Mix(Expression sum, Expression value) =>
        Expression.Call(typeof(StructuralHash), nameof(StructuralHash.Mix), null, sum, value);
}
