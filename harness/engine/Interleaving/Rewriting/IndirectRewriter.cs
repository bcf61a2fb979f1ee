using Katas.Engine.Interleaving.Hooks;
using Mono.Cecil.Cil;
using CilCode = Mono.Cecil.Cil.Code;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Announces accesses through references: <c>ref</c> and <c>out</c> parameters, elements of spans.</summary>
internal sealed class IndirectRewriter(RewriteContext context)
{
    private readonly MethodEditor _editor = context.Editor;

    public void Rewrite(InstructionToRewrite at)
    {
        if (at.Instruction.OpCode.Code == CilCode.Initobj)
        {
            if (!context.Code.IsLocalAddress(at.Index))
                _editor.InsertBefore(at.Start, Announce(at, SiteKind.Write));
        }
        else if (ElementTypes.OfLoad(at.Instruction, context.Types) is { } loaded)
        {
            if (context.Code.IsLocalAddress(at.Index))
                return;
            var moved = _editor.InsertBefore(at.Start, Announce(at, SiteKind.Read));
            // A struct read as a whole may be a span, which no generic hook can take.
            if (at.Instruction.OpCode.Code != CilCode.Ldobj)
            {
                var show = context.Hooks.Memory(nameof(MemoryHooks.Value), loaded);
                _editor.InsertAfter(
                    at.Start == at.Instruction ? moved : at.Instruction, [Code.Dup(), Code.Call(show)]);
            }
        }
        else if (ElementTypes.OfStore(at.Instruction, context.Types) is { } stored)
        {
            if (context.Code.IsLocalAddress(at.Index, depth: 1))
                return;
            var value = _editor.Temporary(stored, 0);
            Instruction[] show = at.Instruction.OpCode.Code == CilCode.Stobj
                ? []
                : [Code.Dup(), Code.Call(context.Hooks.Memory(nameof(MemoryHooks.Value), stored))];
            _editor.InsertBefore(
                at.Start, [Code.Store(value), .. Announce(at, SiteKind.Write), Code.Load(value), .. show]);
        }
    }

    private Instruction[] Announce(InstructionToRewrite at, SiteKind kind)
    {
        var site = context.AddSite(at, kind, "", "");
        return [Code.Dup(), Code.Number(site), Code.Call(context.Hooks.Memory(nameof(MemoryHooks.Through)))];
    }
}
