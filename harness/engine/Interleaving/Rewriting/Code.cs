using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Short names for the instructions that the rewriter emits.</summary>
internal static class Code
{
    public static Instruction Dup() => Instruction.Create(OpCodes.Dup);

    public static Instruction Store(VariableDefinition variable) => Instruction.Create(OpCodes.Stloc, variable);

    public static Instruction Load(VariableDefinition variable) => Instruction.Create(OpCodes.Ldloc, variable);

    public static Instruction Number(int value) => Instruction.Create(OpCodes.Ldc_I4, value);

    public static Instruction Call(MethodReference method) => Instruction.Create(OpCodes.Call, method);
}
