using Mono.Cecil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Tells structures from classes among the types of other assemblies.</summary>
/// <remarks>
/// A reference to a type does not say which it is, and the rewriter needs to know: the receiver of
/// <c>DateTime.AddDays</c> is an address, that of <c>List.Add</c> an object. The runtime knows, because it runs them.
/// </remarks>
internal static class ValueTypes
{
    public static void Mark(ModuleDefinition module)
    {
        foreach (var reference in module.GetTypeReferences())
        {
            if (Find(reference) is { IsValueType: true })
                reference.IsValueType = true;
        }
    }

    private static Type? Find(TypeReference reference)
    {
        var name = reference.FullName.Replace('/', '+');
        var assembly = reference.Scope.Name;
        try
        {
            var loaded = AppDomain.CurrentDomain.GetAssemblies();
            return Type.GetType($"{name}, {assembly}", throwOnError: false)
                ?? Array.Find(loaded, a => a.GetName().Name == assembly)?.GetType(name);
        }
        catch (Exception fault) when (fault is IOException or BadImageFormatException or ArgumentException)
        {
            return null;
        }
    }
}
