using Mono.Cecil;
using Mono.Cecil.Cil;
using CilCode = Mono.Cecil.Cil.Code;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>One instruction as it was before the rewriting, with the prefixes that belong to it.</summary>
/// <param name="Start">Its first prefix, or the instruction itself.</param>
/// <param name="Instruction">The instruction.</param>
/// <param name="Index">Its <see cref="Start"/>'s index in the method.</param>
/// <param name="Constrained">The type of a <c>constrained.</c> prefix, or null.</param>
/// <param name="IsVolatile">Whether it has a <c>volatile.</c> prefix, as every access of a volatile field has.</param>
internal sealed record InstructionToRewrite(
    Instruction Start, Instruction Instruction, int Index, TypeReference? Constrained, bool IsVolatile);

/// <summary>The instructions of one method before the rewriting.</summary>
internal sealed class OriginalCode(MethodDefinition method)
{
    // Copies: the rewriter changes the instruction objects themselves.
    private readonly (Instruction Instruction, OpCode OpCode, object? Operand)[] _code =
        [.. method.Body.Instructions.Select(i => (i, i.OpCode, (object?)i.Operand))];

    public IEnumerable<InstructionToRewrite> Instructions()
    {
        for (var i = 0; i < _code.Length; i++)
        {
            var start = i;
            TypeReference? constrained = null;
            var isVolatile = false;
            for (; _code[i].OpCode.OpCodeType == OpCodeType.Prefix; i++)
            {
                if (_code[i].OpCode.Code == CilCode.Constrained)
                    constrained = (TypeReference)_code[i].Operand!;
                isVolatile |= _code[i].OpCode.Code == CilCode.Volatile;
            }

            yield return new InstructionToRewrite(
                _code[start].Instruction, _code[i].Instruction, start, constrained, isVolatile);
        }
    }

    /// <summary>Whether the value that is on top of the stack is the address of a local variable.</summary>
    public bool IsLocalAddress(int index) => IsLocalAddress(index, 0);

    /// <summary>
    /// Whether a value on the stack is the address of a local variable, be it one that an asynchronous method or an iterator
    /// keeps in its state machine, or of a part of such a variable.
    /// </summary>
    /// <param name="index">The instruction that uses it.</param>
    /// <param name="depth">How many values lie above it.</param>
    public bool IsLocalAddress(int index, int depth)
    {
        var producer = StackProducers.Find(_code, index, depth);
        if (producer < 0)
            return false;
        var (_, opCode, operand) = _code[producer];
        return opCode.Code is CilCode.Ldloca or CilCode.Ldarga
            || (opCode.Code == CilCode.Ldflda && operand is FieldReference field
                && (FieldFacts.IsLocal(field) || (field.DeclaringType.IsValueType && IsLocalAddress(producer, 0))));
    }

    /// <summary>Whether that value is an address at all: a struct's field may also be read from a copy of it.</summary>
    public bool IsAddress(int index)
    {
        if (index == 0)
            return false;
        var (_, opCode, operand) = _code[index - 1];
        return opCode.Code switch
        {
            CilCode.Ldflda or CilCode.Ldsflda or CilCode.Ldloca
                or CilCode.Ldarga or CilCode.Ldelema or CilCode.Unbox => true,
            CilCode.Ldarg => IsReference(((ParameterDefinition)operand!).ParameterType)
                || (method.HasThis && operand == method.Body.ThisParameter && method.DeclaringType.IsValueType),
            CilCode.Ldloc => IsReference(((VariableDefinition)operand!).VariableType),
            CilCode.Call or CilCode.Callvirt => IsReference(((MethodReference)operand!).ReturnType),
            CilCode.Ldfld => IsReference(((FieldReference)operand!).FieldType),
            CilCode.Dup => IsAddress(index - 1),
            _ => false,
        };
    }

    /// <summary>Whether a branch or a comparison follows within a few instructions.</summary>
    public bool IsCompared(Instruction instruction)
    {
        const int Near = 4;
        var index = Array.FindIndex(_code, c => c.Instruction == instruction);
        return _code.Skip(index + 1).Take(Near).Any(c =>
            c.OpCode.FlowControl == FlowControl.Cond_Branch
            || c.OpCode.Code is CilCode.Ceq or CilCode.Cgt or CilCode.Cgt_Un or CilCode.Clt or CilCode.Clt_Un);
    }

    private static bool IsReference(TypeReference type) => type.IsByReference || type.IsPointer
        || (type is RequiredModifierType modified && IsReference(modified.ElementType));
}
