using Katas.Engine.Interleaving.Hooks;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Announces calls that start tasks, and public methods that give tasks away.</summary>
internal sealed class TaskRewriter(RewriteContext context)
{
    private static readonly string[] Tasks = ["System.Threading.Tasks.Task", "System.Threading.Tasks.Task`1"];
    private static readonly string[] Factories =
        ["System.Threading.Tasks.TaskFactory", "System.Threading.Tasks.TaskFactory`1"];

    private readonly HookReferences _hooks = context.Hooks;
    private readonly MethodEditor _editor = context.Editor;

    /// <summary>Whether the call starts a task, or will when another one has completed; if so, it is announced.</summary>
    public bool Rewrite(InstructionToRewrite at, MethodReference method, bool isCall)
    {
        if (!isCall || !Starts(method))
            return false;
        var site = context.AddSite(at, SiteKind.Synchronisation, UncontrolledCatalogue.FriendlyName(method), "");
        var moved = method.Name.StartsWith("ContinueWhen", StringComparison.Ordinal)
            ? AnnounceSources(at, method, site)
            : _editor.InsertBefore(at.Start, [Code.Number(site), Code.Call(_hooks.Task(nameof(TaskHooks.Starts)))]);
        if (method.ReturnType.FullName != "System.Void")
        {
            _editor.InsertAfter(
                at.Start == at.Instruction ? moved : at.Instruction,
                [Code.Dup(), Code.Number(site), Code.Call(_hooks.Task(nameof(TaskHooks.Started)))]);
        }

        return true;
    }

    /// <summary>Before the end of a method that others can call.</summary>
    public void RewriteReturn(InstructionToRewrite at)
    {
        var (method, type) = (context.Method, context.Method.ReturnType);
        if ((method.IsPublic || method.IsVirtual) && type.FullName.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
            && type.Name is "Task" or "Task`1" or "ValueTask" or "ValueTask`1")
            _editor.InsertBefore(at.Start, [Code.Dup(), Code.Call(_hooks.Task(nameof(TaskHooks.HandOut), type))]);
    }

    /// <summary>Whether a call of the method is announced: what it starts is controlled, and the method stays real.</summary>
    public static bool Starts(MethodReference method)
    {
        var type = method.DeclaringType.GetElementType().FullName;
        return (Tasks.Contains(type) && method.Name is "ContinueWith" or "Start" or "RunSynchronously")
            || (Factories.Contains(type) && method.Name is "StartNew" or "ContinueWhenAll" or "ContinueWhenAny");
    }

    /// <summary>Takes the arguments off the stack, announces the tasks among them and puts them back.</summary>
    private Instruction AnnounceSources(InstructionToRewrite at, MethodReference method, int site)
    {
        var arguments = method.Parameters
            .Select((parameter, i) => _editor.Temporary(Inflation.TypeOf(parameter, method), i)).ToArray();
        return _editor.InsertBefore(at.Start,
        [
            .. arguments.Reverse().Select(Code.Store),
            Code.Load(arguments[0]), Code.Number(site), Code.Call(_hooks.Task(nameof(TaskHooks.StartsAfter))),
            .. arguments.Select(Code.Load),
        ]);
    }
}
