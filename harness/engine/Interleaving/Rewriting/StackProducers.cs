using Mono.Cecil;
using Mono.Cecil.Cil;
using CilCode = Mono.Cecil.Cil.Code;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Finds the instruction that put a value on the stack, within code that does not branch.</summary>
internal static class StackProducers
{
    /// <param name="code">The method's instructions.</param>
    /// <param name="index">Where the value is used.</param>
    /// <param name="depth">How many values lie above it there.</param>
    /// <returns>The producer's index; -1 when a branch lies between, or a duplicate.</returns>
    public static int Find(IReadOnlyList<(Instruction Instruction, OpCode OpCode, object? Operand)> code, int index, int depth)
    {
        // How many values from the top the wanted one lies below, before the instruction at i + 1.
        var above = depth;
        for (var i = index - 1; i >= 0; i--)
        {
            var (_, opCode, operand) = code[i];
            if (opCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw
                || opCode.Code == CilCode.Dup)
                return -1;
            var pushes = Pushes(opCode, operand);
            if (above < pushes)
                return i;
            above += Pops(opCode, operand) - pushes;
        }

        return -1;
    }

    private static int Pushes(OpCode opCode, object? operand) => opCode.StackBehaviourPush switch
    {
        StackBehaviour.Push0 => 0,
        StackBehaviour.Push1_push1 => 2,
        StackBehaviour.Varpush when operand is IMethodSignature { ReturnType.MetadataType: MetadataType.Void } => 0,
        _ => 1,
    };

    private static int Pops(OpCode opCode, object? operand) => opCode.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8
            or StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8 or StackBehaviour.Popref_popi_popref => 3,
        StackBehaviour.Varpop when operand is IMethodSignature method => method.Parameters.Count
            + (method.HasThis && opCode.Code != CilCode.Newobj ? 1 : 0) + (opCode.Code == CilCode.Calli ? 1 : 0),
        StackBehaviour.Varpop => 1,
        _ => 2,
    };
}
