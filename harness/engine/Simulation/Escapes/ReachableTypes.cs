using Mono.Cecil;

namespace Katas.Engine.Simulation.Escapes;

/// <summary>Finds the classes of an assembly that one of them may come to use.</summary>
internal static class ReachableTypes
{
    /// <summary>The class, and whatever its code refers to, step by step; where there is no such class, all.</summary>
    public static IEnumerable<TypeDefinition> From(ModuleDefinition module, string root)
    {
        if (module.GetType(root.Replace('+', '/')) is not { } first) return module.GetTypes();
        HashSet<TypeDefinition> seen = [first];
        Queue<TypeDefinition> open = new([first]);
        List<TypeDefinition> found = [];
        while (open.TryDequeue(out var type))
        {
            found.Add(type);
            foreach (var next in Near(type))
            {
                if (seen.Add(next)) open.Enqueue(next);
            }
        }

        return found;
    }

    private static IEnumerable<TypeDefinition> Near(TypeDefinition type)
    {
        var operands =
            from method in type.Methods
            where method.HasBody
            from instruction in method.Body.Instructions
            from reference in Named(instruction.Operand)
            select reference;
        var bases = type.Interfaces.Select(implemented => implemented.InterfaceType).Append(type.BaseType);
        return operands.Concat(bases).SelectMany(Definitions);
    }

    private static IEnumerable<TypeReference?> Named(object? operand) => operand switch
    {
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MemberReference { DeclaringType: { } type } and not TypeReference => [type],
        TypeReference type => [type],
        _ => [],
    };

    private static IEnumerable<TypeDefinition> Definitions(TypeReference? reference)
    {
        if (reference is GenericInstanceType generic)
        {
            foreach (var argument in generic.GenericArguments.SelectMany(Definitions)) yield return argument;
        }

        if (reference?.GetElementType() is TypeDefinition definition) yield return definition;
    }
}
