using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>Methods that begin or end an object's life, which are called once, by whoever owns it.</summary>
internal static class Lifetimes
{
    private static readonly string[] Beginnings =
    [
        "Start", "Run", "Init", "Initialize", "Open", "Begin", "Connect", "Launch", "Execute", "Main", "<Main>$", "Configure",
        "Setup",
    ];

    private static readonly string[] Ends =
        ["Dispose", "Close", "Stop", "Shutdown", "Complete", "Disconnect", "Cancel", "Abort", "Finish"];

    /// <summary>Whether it begins the object's life: <c>Start</c>, <c>RunAsync</c>, <c>ExecuteAsync</c>.</summary>
    public static bool Begins(IMethodSymbol? method) => method is not null && Is(method, Beginnings);

    /// <summary>Whether it begins or ends the object's life.</summary>
    public static bool Is(IMethodSymbol? method) => method is not null && (Is(method, Beginnings) || Is(method, Ends));

    /// <summary>Whether it is the end, after which nobody may use the object: <c>Dispose</c>, or the finalizer.</summary>
    public static bool IsDisposal(IMethodSymbol? method) =>
        method is not null && (method.MethodKind == MethodKind.Destructor || Is(method, ["Dispose"]));

    /// <summary>
    /// Whether a lambda or method is started as the one worker of an object: its task or thread is kept in a field.
    /// </summary>
    public static bool IsKept(IOperation started)
    {
        for (var around = started.Parent; around is not null; around = around.Parent)
        {
            switch (around)
            {
                case ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation }:
                case IFieldInitializerOperation or IPropertyInitializerOperation:
                    return true;
                case IBlockOperation or ILoopOperation:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Whether nobody waits for what is started: its task is dropped, its thread has no name.</summary>
    public static bool IsDropped(IOperation started)
    {
        var start = started.Parent;
        while (start is not (null or IInvocationOperation or IObjectCreationOperation or IBlockOperation)) start = start.Parent;
        if (start is null or IBlockOperation or IInvocationOperation { TargetMethod.ContainingType.Name: "Parallel" })
            return false;
        var use = MemberAccess.Outermost(start);
        return use.Parent is IExpressionStatementOperation or IInvocationOperation { TargetMethod.Name: "Start" or "UnsafeStart" }
            or ISimpleAssignmentOperation { Target: IDiscardOperation };
    }

    private static bool Is(IMethodSymbol method, string[] names)
    {
        var name = method.Name.Substring(method.Name.LastIndexOf('.') + 1);
        if (name.EndsWith("Async", StringComparison.Ordinal)) name = name.Substring(0, name.Length - "Async".Length);
        return names.Any(one => name == one
            || (name.StartsWith(one, StringComparison.Ordinal) && char.IsUpper(name[one.Length]))
            || (one == "Dispose" && name == "DisposeCore"));
    }
}
