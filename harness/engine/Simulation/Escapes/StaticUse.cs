using Katas.Engine.Interleaving.Rewriting;
using Mono.Cecil;
using CilCode = Mono.Cecil.Cil.Code;

namespace Katas.Engine.Simulation.Escapes;

/// <summary>A field of a class, not of an object, that code changes or that holds a collection: it outlives a run.</summary>
/// <param name="Field">As it is written: <c>Node._seen</c>.</param>
/// <param name="Place">Where it is used first.</param>
internal sealed record StaticUse(string Field, CodePlace Place)
{
    public static IEnumerable<StaticUse> In(MethodDefinition method)
    {
        if (method.Name == ".cctor") yield break;
        var lines = new SourceLines(method);
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.Operand is not FieldReference field) continue;
            if (field.DeclaringType.GetElementType() is not TypeDefinition type) continue;
            if (field.Name.Contains('<') || type.Name.Contains('<')) continue; // the compiler's own
            if (!Outlives(instruction.OpCode.Code, field)) continue;
            var (file, line) = lines.Of(instruction.Offset);
            yield return new StaticUse($"{type.Name}.{field.Name}", new CodePlace(file, line));
        }
    }

    private static bool Outlives(CilCode code, FieldReference field) => code switch
    {
        CilCode.Stsfld or CilCode.Ldsflda => true,
        CilCode.Ldsfld => field.FieldType.IsArray
            || field.FieldType.Namespace is "System.Collections.Generic" or "System.Collections.Concurrent",
        _ => false,
    };
}
