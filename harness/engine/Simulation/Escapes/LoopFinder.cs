using Katas.Engine.Interleaving.Rewriting;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Katas.Engine.Simulation.Escapes;

/// <summary>Finds loops in which nothing is awaited: in one of them is a program that does not give its thread back.</summary>
internal static class LoopFinder
{
    public static IEnumerable<(CodePlace Place, bool IsEndless)> In(MethodDefinition method)
    {
        var lines = new SourceLines(method);
        foreach (var branch in method.Body.Instructions)
        {
            if (branch.Operand is not Instruction target || target.Offset > branch.Offset) continue;
            List<Instruction> body =
                [.. method.Body.Instructions.Where(inside => inside.Offset >= target.Offset && inside.Offset <= branch.Offset)];
            if (body.Exists(IsAwait)) continue;
            // The condition stands first in the source, and last in the code.
            var (file, line) = body.Select(inside => lines.Of(inside.Offset)).MinBy(place => place.Line);
            yield return (new CodePlace(file, line), !body.Exists(inside => LeadsOut(inside, target.Offset, branch.Offset)));
        }
    }

    private static bool IsAwait(Instruction instruction) =>
        instruction.Operand is MethodReference { Name: "AwaitUnsafeOnCompleted" or "AwaitOnCompleted" };

    private static bool LeadsOut(Instruction instruction, int from, int to)
    {
        return instruction.OpCode.FlowControl switch
        {
            FlowControl.Return or FlowControl.Throw => true,
            FlowControl.Branch => IsOut((Instruction)instruction.Operand),
            FlowControl.Cond_Branch when instruction.Operand is Instruction[] targets => targets.Any(IsOut),
            // The last instruction of the loop goes on behind it when its condition does not hold.
            FlowControl.Cond_Branch => instruction.Offset == to || IsOut((Instruction)instruction.Operand),
            _ => false,
        };

        bool IsOut(Instruction target) => target.Offset < from || target.Offset > to;
    }
}
