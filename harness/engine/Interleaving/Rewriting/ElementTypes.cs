using Mono.Cecil;
using Mono.Cecil.Cil;
using CilCode = Mono.Cecil.Cil.Code;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>The type that an instruction moves between the stack and memory.</summary>
internal static class ElementTypes
{
    /// <summary>The type that a load from an array or through a reference puts on the stack; null for others.</summary>
    public static TypeReference? OfLoad(Instruction instruction, TypeSystem types) => instruction.OpCode.Code switch
    {
        CilCode.Ldelem_I1 or CilCode.Ldind_I1 => types.SByte,
        CilCode.Ldelem_U1 or CilCode.Ldind_U1 => types.Byte,
        CilCode.Ldelem_I2 or CilCode.Ldind_I2 => types.Int16,
        CilCode.Ldelem_U2 or CilCode.Ldind_U2 => types.UInt16,
        CilCode.Ldelem_I4 or CilCode.Ldind_I4 => types.Int32,
        CilCode.Ldelem_U4 or CilCode.Ldind_U4 => types.UInt32,
        CilCode.Ldelem_I8 or CilCode.Ldind_I8 => types.Int64,
        CilCode.Ldelem_I or CilCode.Ldind_I => types.IntPtr,
        CilCode.Ldelem_R4 or CilCode.Ldind_R4 => types.Single,
        CilCode.Ldelem_R8 or CilCode.Ldind_R8 => types.Double,
        CilCode.Ldelem_Ref or CilCode.Ldind_Ref => types.Object,
        CilCode.Ldelem_Any or CilCode.Ldobj => (TypeReference)instruction.Operand,
        _ => null,
    };

    /// <summary>The type that a store into an array or through a reference takes; null for others.</summary>
    public static TypeReference? OfStore(Instruction instruction, TypeSystem types) => instruction.OpCode.Code switch
    {
        CilCode.Stelem_I1 or CilCode.Stelem_I2 or CilCode.Stelem_I4 => types.Int32,
        CilCode.Stind_I1 or CilCode.Stind_I2 or CilCode.Stind_I4 => types.Int32,
        CilCode.Stelem_I8 or CilCode.Stind_I8 => types.Int64,
        CilCode.Stelem_I or CilCode.Stind_I => types.IntPtr,
        CilCode.Stelem_R4 or CilCode.Stind_R4 => types.Single,
        CilCode.Stelem_R8 or CilCode.Stind_R8 => types.Double,
        CilCode.Stelem_Ref or CilCode.Stind_Ref => types.Object,
        CilCode.Stelem_Any or CilCode.Stobj => (TypeReference)instruction.Operand,
        _ => null,
    };
}
