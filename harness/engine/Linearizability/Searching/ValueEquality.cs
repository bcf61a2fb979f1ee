using System.Collections;
using System.Reflection;

namespace Katas.Engine.Linearizability.Searching;

/// <summary>Refuses states that compare by reference: to the search each of them would be a state of its own for ever.</summary>
internal static class ValueEquality
{
    /// <summary>Checks a type, and the members of a record.</summary>
    /// <exception cref="ModelException">Two states with equal contents would not be equal.</exception>
    public static void Require(Type state, string model)
    {
        if (Offender(state, []) is not { } offender) return;
        var where = offender == state ? "" : $" holds a {Words(offender)}, which";
        throw new ModelException(
            $"The state of the model {model}, {Words(state)},{where} compares by reference, so two equal states would look " +
            "different. Use records of numbers, texts, tuples, other records and Sequence<T>.");
    }

    private static Type? Offender(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(object)) return null;
        if (type.IsGenericType)
        {
            var argument = type.GetGenericArguments().Select(part => Offender(part, seen))
                .FirstOrDefault(part => part is not null);
            if (argument is not null) return argument;
        }

        if (!OverridesEquals(type)) return type.IsInterface && !typeof(IEnumerable).IsAssignableFrom(type) ? null : type;
        // A record compares its members: one list among them, and it compares by reference after all.
        return IsRecord(type)
            ? type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
                .Select(field => Offender(field.FieldType, seen)).FirstOrDefault(part => part is not null)
            : null;
    }

    private static bool OverridesEquals(Type type) =>
        type.IsValueType || type.GetMethod(nameof(Equals), [typeof(object)])?.DeclaringType != typeof(object);

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private static string Words(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Words))}>"
        : type.Name;
}
