using System.Reflection;

namespace Katas.Engine.Interleaving.Running;

/// <summary>Finds out what an awaiter of the framework awaits.</summary>
internal static class AwaiterReader<TAwaiter>
{
    private delegate Awaited Reader(ref TAwaiter awaiter);

    private static readonly Reader? Read = Find();

    /// <summary>What it awaits; null for an awaiter that the framework does not bring for tasks.</summary>
    public static Awaited? Of(ref TAwaiter awaiter) => Read?.Invoke(ref awaiter);

    private static Reader? Find()
    {
        var type = typeof(TAwaiter);
        var arguments = type.GetGenericArguments();
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var method = typeof(AwaiterFields).GetMethods(BindingFlags.Public | BindingFlags.Static).FirstOrDefault(m =>
            m.Name == nameof(AwaiterFields.Of) && m.GetParameters()[0].ParameterType.GetElementType() is { } own
            && (own.IsGenericType ? own.GetGenericTypeDefinition() : own) == definition);
        if (method is null)
            return null;
        return (arguments.Length == 0 ? method : method.MakeGenericMethod(arguments)).CreateDelegate<Reader>();
    }
}
