using Katas.Engine.Interleaving.Hooks;
using Mono.Cecil;
using Mono.Cecil.Cil;
using CilCode = Mono.Cecil.Cil.Code;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Announces accesses of array elements.</summary>
internal sealed class ElementRewriter(RewriteContext context)
{
    private readonly HookReferences _hooks = context.Hooks;
    private readonly MethodEditor _editor = context.Editor;

    public void Rewrite(InstructionToRewrite at)
    {
        var code = at.Instruction.OpCode.Code;
        if (code == CilCode.Ldelema)
            Address(at);
        else if (ElementTypes.OfLoad(at.Instruction, context.Types) is { } loaded)
            Access(at, SiteKind.Read, loaded);
        else if (ElementTypes.OfStore(at.Instruction, context.Types) is { } stored)
            Access(at, SiteKind.Write, stored);
    }

    private void Access(InstructionToRewrite at, SiteKind kind, TypeReference type)
    {
        var site = context.AddSite(at, kind, "", "");
        var (array, index) = ArrayAndIndex();
        var value = _editor.Temporary(type, 0);
        Instruction[] showValue = Inflation.CanBeGenericArgument(type)
            ? [Code.Dup(), Code.Call(_hooks.Memory(nameof(MemoryHooks.Value), type))]
            : [];
        Instruction[] announce =
        [
            Code.Store(index), Code.Store(array), Code.Load(array), Code.Load(index), Code.Number(site),
            Code.Call(_hooks.Memory(nameof(MemoryHooks.Element))), Code.Load(array), Code.Load(index),
        ];
        if (kind == SiteKind.Write)
        {
            _editor.InsertBefore(at.Start, [Code.Store(value), .. announce, Code.Load(value), .. showValue]);
            return;
        }

        var access = _editor.InsertBefore(at.Start, announce);
        _editor.InsertAfter(access, showValue);
    }

    private void Address(InstructionToRewrite at)
    {
        var (array, index) = ArrayAndIndex();
        _editor.InsertBefore(at.Start,
        [
            Code.Store(index), Code.Store(array), Code.Load(array), Code.Call(_hooks.Memory(nameof(MemoryHooks.Elements))),
            Code.Load(array), Code.Load(index),
        ]);
    }

    // An array's static type is not written at the instruction, so it is kept as an object: the machine does not mind.
    private (VariableDefinition Array, VariableDefinition Index) ArrayAndIndex() =>
        (_editor.Temporary(context.Types.Object, 1), _editor.Temporary(context.Types.IntPtr, 2));
}
