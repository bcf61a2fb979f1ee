using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>What a call keeps of the caller's locks.</summary>
internal static class Calls
{
    /// <summary>The locks that the caller still holds when all of the callee's code runs.</summary>
    /// <remarks>
    /// An iterator runs when it is gone through; an async method runs on after its first await, when a caller that does not
    /// wait for it has gone on.
    /// </remarks>
    public static LockSet HeldFor(MethodUse use)
    {
        var method = use.Method;
        if (use.Held.IsEmpty || !use.IsCall || use.Operation is not IInvocationOperation call) return use.Held;
        if (IsIterator(method)) return RunsNow.IsConsumedAtOnce(call) ? use.Held : LockSet.Empty;
        return method.IsAsync && IsDropped(call) ? LockSet.Empty : use.Held;
    }

    private static bool IsIterator(IMethodSymbol method) => method.IsIterator;

    private static bool IsDropped(IInvocationOperation call) => MemberAccess.Outermost(call).Parent switch
    {
        IExpressionStatementOperation or IReturnOperation => true,
        ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        _ => false,
    };
}
