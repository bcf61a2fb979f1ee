using Katas.Engine.Interleaving.Hooks;
using Mono.Cecil;
using Mono.Cecil.Cil;
using CilCode = Mono.Cecil.Cil.Code;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Redirects or announces calls into the framework.</summary>
internal sealed class CallRewriter(RewriteContext context)
{
    private readonly HookReferences _hooks = context.Hooks;
    private readonly MethodEditor _editor = context.Editor;
    private readonly TaskRewriter _tasks = new(context);

    public void Rewrite(InstructionToRewrite at)
    {
        var method = (MethodReference)at.Instruction.Operand;
        if (method.DeclaringType.GetElementType() is TypeDefinition || method.DeclaringType.IsArray)
            return;
        var isCall = at.Instruction.OpCode.Code is CilCode.Call or CilCode.Callvirt;
        var isConstruction = at.Instruction.OpCode.Code == CilCode.Newobj;
        if ((method.Name != ".ctor" || isConstruction) && _hooks.Replacement(method, at.Constrained) is { } hook)
            Replace(at, method, hook, isCall || isConstruction);
        else if (_tasks.Rewrite(at, method, isCall))
            return;
        else if (UncontrolledCatalogue.NameOf(method) is { } name)
            NoteUncontrolled(at, name);
        else if (isCall && FrameworkCalls.Enumerated(method) is { } collection)
            Enumerate(at, method, collection);
        else if (FrameworkCalls.IsConstant(method, isConstruction))
            AnnounceConstant(at, method);
        else if (FrameworkCalls.MemoryOwner(method, isConstruction) is >= 0 and var owner)
            AnnounceMemory(at, method, owner);
        else if (isCall && FrameworkCalls.WorksOnObject(method))
            Announce(at, method, 0, nameof(MemoryHooks.Receiver));
        else if (isCall && !FrameworkCalls.IsStackOnly(method))
            AnnounceReference(at, method);
    }

    private void Replace(InstructionToRewrite at, MethodReference method, MethodReference hook, bool isCall)
    {
        if (!isCall)
        {
            // A delegate to Monitor.Exit, say: who calls it passes no site, so it stays the real method.
            NoteUncontrolled(at, UncontrolledCatalogue.FriendlyName(method));
            return;
        }

        var kind = Replacements.KindOf(method, at.Constrained);
        var site = context.AddSite(
            at, kind, UncontrolledCatalogue.FriendlyName(method), "", isVolatile: kind != SiteKind.Synchronisation);
        var moved = _editor.InsertBefore(at.Start, [Code.Number(site)]);
        var call = at.Start == at.Instruction ? moved : at.Instruction;
        (call.OpCode, call.Operand) = (OpCodes.Call, hook);
        // The prefix belonged to the virtual call: "using" on a struct disposes it through IDisposable.
        if (moved.OpCode == OpCodes.Constrained)
            (moved.OpCode, moved.Operand) = (OpCodes.Nop, null);
    }

    private void NoteUncontrolled(InstructionToRewrite at, string name)
    {
        var site = context.AddSite(at, SiteKind.Uncontrolled, name, "");
        _editor.InsertBefore(
            at.Start, [Code.Number(site), Code.Call(_hooks.Memory(nameof(MemoryHooks.Uncontrolled)))]);
    }

    private void Enumerate(InstructionToRewrite at, MethodReference method, string collection)
    {
        var site = context.AddSite(at, SiteKind.Inspect, UncontrolledCatalogue.FriendlyName(method), collection);
        var hook = _hooks.Memory(nameof(MemoryHooks.Enumerate), at.Constrained ?? method.DeclaringType);
        _editor.InsertBefore(at.Start, [Code.Dup(), Code.Number(site), Code.Call(hook)]);
    }

    /// <summary>After a span was made of data in the assembly itself, which nobody changes.</summary>
    private void AnnounceConstant(InstructionToRewrite at, MethodReference method)
    {
        var element = method is GenericInstanceMethod generic
            ? generic.GenericArguments[0] : ((GenericInstanceType)method.DeclaringType).GenericArguments[0];
        _editor.InsertAfter(at.Instruction, [Code.Dup(), Code.Call(_hooks.Memory(nameof(MemoryHooks.Constant), element))]);
    }

    /// <summary>Before a span or the like is made of an array, a list or a string, so that its elements are found.</summary>
    private void AnnounceMemory(InstructionToRewrite at, MethodReference method, int position)
    {
        var types = (at.Instruction.OpCode.Code == CilCode.Newobj
            ? method.Parameters.Select(p => Inflation.TypeOf(p, method)) : ArgumentTypes(method, at.Constrained)).ToArray();
        var arguments = types.Select((argument, i) => _editor.Temporary(argument, i)).ToArray();
        _editor.InsertBefore(at.Start,
        [
            .. arguments.Reverse().Select(Code.Store),
            Code.Load(arguments[position]), Code.Call(_hooks.Memory(nameof(MemoryHooks.Elements))),
            .. arguments.Select(Code.Load),
        ]);
    }

    private void AnnounceReference(InstructionToRewrite at, MethodReference method)
    {
        var position = FrameworkCalls.FirstReference(method, at.Constrained);
        var arguments = method.Parameters.Count + (method.HasThis ? 1 : 0);
        if (position < 0 || context.Code.IsLocalAddress(at.Index, depth: arguments - 1 - position))
            return;
        Announce(at, method, position, nameof(MemoryHooks.Through));
    }

    /// <summary>Takes the arguments off the stack, announces one of them and puts them back.</summary>
    private void Announce(InstructionToRewrite at, MethodReference method, int position, string hook)
    {
        var site = context.AddSite(
            at, FrameworkCalls.KindOf(method), UncontrolledCatalogue.FriendlyName(method), "",
            isVolatile: FrameworkCalls.IsOrdered(method));
        var arguments = ArgumentTypes(method, at.Constrained)
            .Select((argument, i) => _editor.Temporary(argument, i)).ToArray();
        var place = arguments[position].VariableType is ByReferenceType { ElementType: var type } && IsPlain(type)
            ? type : null;
        var before = place is null ? _hooks.Memory(hook) : _hooks.Memory(nameof(MemoryHooks.ThroughValue), place);
        var moved = _editor.InsertBefore(at.Start,
        [
            .. arguments.Reverse().Select(Code.Store),
            Code.Load(arguments[position]), Code.Number(site), Code.Call(before),
            .. arguments.Select(Code.Load),
        ]);
        if (place is null)
            return;
        var after = _hooks.Memory(nameof(MemoryHooks.ValueAfter), place);
        _editor.InsertAfter(
            at.Start == at.Instruction ? moved : at.Instruction, [Code.Load(arguments[position]), Code.Call(after)]);
    }

    private static IEnumerable<TypeReference> ArgumentTypes(MethodReference method, TypeReference? constrained)
    {
        if (method.HasThis && constrained is not null)
            yield return new ByReferenceType(constrained);
        else if (method.HasThis && method.DeclaringType.GetElementType().IsValueType)
            yield return new ByReferenceType(method.DeclaringType);
        else if (method.HasThis)
            yield return method.DeclaringType;
        foreach (var parameter in method.Parameters)
            yield return Inflation.TypeOf(parameter, method);
    }

    /// <summary>Whether the type is surely no span, which no generic hook could take.</summary>
    private static bool IsPlain(TypeReference type) =>
        Inflation.CanBeGenericArgument(type) && (type.IsPrimitive || !type.IsValueType);
}
