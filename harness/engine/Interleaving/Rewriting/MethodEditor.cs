using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Inserts code into one method without breaking branches, handlers or line numbers.</summary>
internal sealed class MethodEditor(MethodBody body)
{
    private readonly ILProcessor _il = body.GetILProcessor();
    private readonly Dictionary<string, VariableDefinition> _temporaries = [];

    /// <summary>A local variable of the rewriter's own; the same slot and type share one.</summary>
    public VariableDefinition Temporary(TypeReference type, int slot)
    {
        var key = $"{slot} {type.FullName}";
        if (_temporaries.TryGetValue(key, out var variable))
            return variable;
        variable = new VariableDefinition(type);
        body.Variables.Add(variable);
        return _temporaries[key] = variable;
    }

    /// <summary>Puts code in front of an instruction and returns the instruction, which has moved.</summary>
    /// <remarks>
    /// The instruction object stays first, with the new code's content: whatever branches to it, begins a protected
    /// block with it or gives it a line number then means the new code too.
    /// </remarks>
    public Instruction InsertBefore(Instruction instruction, IReadOnlyList<Instruction> code)
    {
        var moved = Instruction.Create(OpCodes.Nop);
        (moved.OpCode, moved.Operand) = (instruction.OpCode, instruction.Operand);
        (instruction.OpCode, instruction.Operand) = (code[0].OpCode, code[0].Operand);
        var last = InsertAfter(instruction, [.. code.Skip(1)]);
        _il.InsertAfter(last, moved);
        return moved;
    }

    /// <summary>Puts code behind an instruction and returns the last instruction of it.</summary>
    public Instruction InsertAfter(Instruction instruction, IReadOnlyList<Instruction> code)
    {
        foreach (var added in code)
        {
            _il.InsertAfter(instruction, added);
            instruction = added;
        }

        return instruction;
    }
}
