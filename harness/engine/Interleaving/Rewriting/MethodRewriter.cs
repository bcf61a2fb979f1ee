using Katas.Engine.Interleaving.Hooks;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using CilCode = Mono.Cecil.Cil.Code;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Inserts hooks into one method.</summary>
internal static class MethodRewriter
{
    public static void Rewrite(MethodDefinition method, HookReferences hooks, SiteTable sites)
    {
        // Short branches would not reach over what is inserted.
        method.Body.SimplifyMacros();
        var context = new RewriteContext(method, hooks, sites);
        var fields = new FieldRewriter(context);
        var elements = new ElementRewriter(context);
        var references = new IndirectRewriter(context);
        var calls = new CallRewriter(context);
        var tasks = new TaskRewriter(context);
        foreach (var at in context.Code.Instructions())
        {
            switch (at.Instruction.OpCode.Code)
            {
                case CilCode.Ldfld or CilCode.Stfld or CilCode.Ldflda
                    or CilCode.Ldsfld or CilCode.Stsfld or CilCode.Ldsflda:
                    fields.Rewrite(at);
                    break;
                case CilCode.Call or CilCode.Callvirt or CilCode.Newobj or CilCode.Ldftn or CilCode.Ldvirtftn:
                    calls.Rewrite(at);
                    break;
                case CilCode.Ret:
                    tasks.RewriteReturn(at);
                    break;
                case >= CilCode.Ldelema and <= CilCode.Stelem_Any:
                    elements.Rewrite(at);
                    break;
                case (>= CilCode.Ldind_I1 and <= CilCode.Stind_R8) or CilCode.Stind_I
                    or CilCode.Ldobj or CilCode.Stobj or CilCode.Initobj:
                    references.Rewrite(at);
                    break;
            }
        }

        if (method is { IsConstructor: true, IsStatic: true })
            RunAsOneStep(
                method.Body, hooks, sites.Add(new Site(SiteKind.Synchronisation, "", method.DeclaringType.FullName, null, 0)));
        // An inlined method would vanish from the stack of a failure.
        method.ImplAttributes |= MethodImplAttributes.NoInlining;
        method.ImplAttributes &= ~MethodImplAttributes.AggressiveInlining;
        method.Body.OptimizeMacros();
    }

    /// <summary>
    /// A static constructor runs under a lock of the runtime. A thread that were interrupted inside would leave every
    /// other thread that needs the type really blocked.
    /// </summary>
    private static void RunAsOneStep(MethodBody body, HookReferences hooks, int site)
    {
        var il = body.GetILProcessor();
        var first = body.Instructions[0];
        il.InsertBefore(first, Code.Call(hooks.Memory(nameof(MemoryHooks.EnterAtomic))));
        var leave = Code.Number(site);
        var end = Instruction.Create(OpCodes.Ret);
        foreach (var instruction in body.Instructions.Where(i => i.OpCode.Code == CilCode.Ret))
            (instruction.OpCode, instruction.Operand) = (OpCodes.Leave, end);
        il.Append(leave);
        il.Append(Code.Call(hooks.Memory(nameof(MemoryHooks.LeaveAtomic))));
        il.Append(Instruction.Create(OpCodes.Endfinally));
        il.Append(end);
        body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Finally)
        {
            TryStart = first,
            TryEnd = leave,
            HandlerStart = leave,
            HandlerEnd = end,
        });
    }
}
