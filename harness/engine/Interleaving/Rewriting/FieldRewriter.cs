using Katas.Engine.Interleaving.Hooks;
using Mono.Cecil;
using Mono.Cecil.Cil;
using CilCode = Mono.Cecil.Cil.Code;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Announces accesses of fields.</summary>
internal sealed class FieldRewriter(RewriteContext context)
{
    private readonly HookReferences _hooks = context.Hooks;
    private readonly MethodEditor _editor = context.Editor;

    public void Rewrite(InstructionToRewrite at)
    {
        var field = (FieldReference)at.Instruction.Operand;
        var isStatic = at.Instruction.OpCode.Code is CilCode.Ldsfld or CilCode.Stsfld or CilCode.Ldsflda;
        Announce(at, field);
        if (isStatic && context.Resets.CheckBefore(field) is { } check)
            _editor.InsertBefore(at.Start, [Code.Call(check)]);
    }

    private void Announce(InstructionToRewrite at, FieldReference field)
    {
        if (FieldFacts.Of(field) is not { } facts)
            return;
        switch (at.Instruction.OpCode.Code)
        {
            case CilCode.Ldfld when facts.IsInStruct:
                if (context.Code.IsAddress(at.Index) && !context.Code.IsLocalAddress(at.Index))
                    Read(at, field, facts, nameof(MemoryHooks.Through));
                break;
            case CilCode.Ldfld when !facts.IsReadOnly:
                Read(at, field, facts, nameof(MemoryHooks.Field));
                break;
            case CilCode.Stfld when facts.IsInStruct && context.Code.IsLocalAddress(at.Index, depth: 1):
                break;
            case CilCode.Stfld when facts.IsInStruct:
                Write(at, field, facts, nameof(MemoryHooks.Through));
                break;
            case CilCode.Stfld when !facts.IsReadOnly:
                Write(at, field, facts, nameof(MemoryHooks.Field));
                break;
            case CilCode.Stfld when Inflation.TypeOf(field) is { IsValueType: false } type
                && Inflation.CanBeGenericArgument(type):
                Publish(at, type);
                break;
            case CilCode.Ldflda when !facts.IsInStruct:
                FieldAddress(at, field, facts);
                break;
            case CilCode.Ldsfld or CilCode.Stsfld or CilCode.Ldsflda when !facts.IsImmutable:
                Static(at, field, facts);
                break;
        }
    }

    private void Read(InstructionToRewrite at, FieldReference field, FieldFacts facts, string hook)
    {
        var site = context.AddSite(at, SiteKind.Read, facts.Name, facts.Class, isDecision: IsDecision(at, field));
        var access = BeforeAccess(at, [Code.Dup(), Code.Number(site), Code.Call(_hooks.Memory(hook))]);
        _editor.InsertAfter(access, Value(field));
    }

    private void Write(InstructionToRewrite at, FieldReference field, FieldFacts facts, string hook)
    {
        var site = context.AddSite(at, SiteKind.Write, facts.Name, facts.Class);
        var value = _editor.Temporary(Inflation.TypeOf(field), 0);
        BeforeAccess(at,
        [
            Code.Store(value), Code.Dup(), Code.Number(site), Code.Call(_hooks.Memory(hook)),
            Code.Load(value), .. Value(field),
        ]);
    }

    /// <summary>A readonly field cannot race, but what it holds may be read by whoever gets its owner.</summary>
    private void Publish(InstructionToRewrite at, TypeReference type)
    {
        var value = _editor.Temporary(type, 0);
        var hook = _hooks.Memory(nameof(MemoryHooks.Publish), type);
        BeforeAccess(at, [Code.Store(value), Code.Dup(), Code.Load(value), Code.Call(hook), Code.Load(value)]);
    }

    private void FieldAddress(InstructionToRewrite at, FieldReference field, FieldFacts facts)
    {
        var type = Inflation.TypeOf(field);
        if (!Inflation.CanBeGenericArgument(type))
            return;
        var site = context.AddSite(at, SiteKind.Address, facts.Name, facts.Class, facts.IsReadOnly);
        var owner = _editor.Temporary(context.Types.Object, 0);
        var access = BeforeAccess(at, [Code.Dup(), Code.Store(owner)]);
        _editor.InsertAfter(access,
        [
            Code.Dup(), Code.Load(owner), Code.Number(site),
            Code.Call(_hooks.Memory(nameof(MemoryHooks.FieldAddress), type)),
        ]);
    }

    private void Static(InstructionToRewrite at, FieldReference field, FieldFacts facts)
    {
        var kind = at.Instruction.OpCode.Code switch
        {
            CilCode.Ldsfld => SiteKind.Read,
            CilCode.Stsfld => SiteKind.Write,
            _ => SiteKind.Address,
        };
        var site = context.AddSite(
            at, kind, facts.Name, facts.Class, facts.IsReadOnly, isDecision: IsDecision(at, field),
            isReset: context.Resets.IsReset(field.DeclaringType));
        if (kind == SiteKind.Address)
        {
            var type = Inflation.TypeOf(field);
            if (Inflation.CanBeGenericArgument(type))
            {
                var hook = _hooks.Memory(nameof(MemoryHooks.StaticAddress), type);
                _editor.InsertAfter(at.Instruction, [Code.Dup(), Code.Number(site), Code.Call(hook)]);
            }

            return;
        }

        Instruction[] announce = [Code.Number(site), Code.Call(_hooks.Memory(nameof(MemoryHooks.Static)))];
        if (kind == SiteKind.Write)
            BeforeAccess(at, [.. announce, .. Value(field)]);
        else
            _editor.InsertAfter(BeforeAccess(at, announce), Value(field));
    }

    /// <summary>A flag, a reference, or a value that is compared at once: the program goes by it.</summary>
    private bool IsDecision(InstructionToRewrite at, FieldReference field) =>
        Inflation.TypeOf(field) is { IsValueType: false } or { MetadataType: MetadataType.Boolean }
        || context.Code.IsCompared(at.Instruction);

    /// <summary>Inserts before the access and its prefixes and returns the access itself.</summary>
    private Instruction BeforeAccess(InstructionToRewrite at, Instruction[] code)
    {
        var moved = _editor.InsertBefore(at.Start, code);
        return at.Start == at.Instruction ? moved : at.Instruction;
    }

    private Instruction[] Value(FieldReference field)
    {
        var type = Inflation.TypeOf(field);
        return Inflation.CanBeGenericArgument(type)
            ? [Code.Dup(), Code.Call(_hooks.Memory(nameof(MemoryHooks.Value), type))]
            : [];
    }
}
