using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>
/// Locks of other sorts than the framework's, taken by <c>using</c>, and the ways in which code says that one is held.
/// </summary>
internal static class LockScopes
{
    /// <summary>The lock that a call in the head of a <c>using</c> takes: <c>using (await _mutex.LockAsync())</c>.</summary>
    public static LockIdentity? OfCall(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        if (!IsResource(call)) return null;
        if (name is not ("Lock" or "LockAsync" or "Enter" or "EnterAsync" or "EnterScope" or "EnterScopeAsync" or "Acquire"
            or "AcquireAsync" or "ReaderLock" or "WriterLock" or "ReaderLockAsync" or "WriterLockAsync" or "UseLock"
            or "WaitScopeAsync" or "ReadLock" or "WriteLock" or "UpgradeableReadLock" or "LockScope" or "AcquireLock"
            or "AcquireLockAsync")) return null;
        var on = call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value : null);
        // A method of the type itself: what it takes is known from its code.
        if (on is null or IInstanceReferenceOperation) return null;
        var isShared = name.StartsWith("Read", System.StringComparison.Ordinal);
        return LockCall.Identify(on, isShared ? LockMode.Shared : LockMode.Exclusive);
    }

    /// <summary>The lock that a scope object takes: <c>using (new Holder(_gate))</c>.</summary>
    public static LockIdentity? OfConstruction(IObjectCreationOperation made)
    {
        if (made.Arguments.Length == 0 || !IsResource(made)) return null;
        var name = made.Type?.Name ?? "";
        var isLockish = name.Contains("Lock") || name.Contains("Guard") || name.Contains("Scope") || name.Contains("Hold");
        return isLockish && made.Arguments[0].Value is IFieldReferenceOperation or IConversionOperation
            ? LockCall.Identify(made.Arguments[0].Value)
            : null;
    }

    /// <summary>The condition that a call asserts: <c>Debug.Assert(Monitor.IsEntered(_gate))</c>.</summary>
    public static IOperation? Asserted(IInvocationOperation call) =>
        call.TargetMethod is { Name: "Assert", ContainingType.Name: "Debug" or "Trace" or "Contract" }
            && call.Arguments.Length > 0
            ? call.Arguments[0].Value
            : null;

    /// <summary>The lock of which an expression asks whether this thread holds it.</summary>
    public static LockIdentity? AskedFor(IOperation condition, ThreadingTypes types) => condition switch
    {
        IInvocationOperation { TargetMethod: { Name: "IsEntered", ContainingType: { } type }, Arguments.Length: > 0 } call
            when types.IsMonitor(type) => LockCall.Identify(call.Arguments[0].Value),
        IPropertyReferenceOperation { Property.Name: "IsHeldByCurrentThread" or "IsWriteLockHeld", Instance: { } instance } =>
            LockCall.Identify(instance),
        IPropertyReferenceOperation { Property.Name: "IsReadLockHeld" or "IsUpgradeableReadLockHeld", Instance: { } instance } =>
            LockCall.Identify(instance, LockMode.Shared),
        _ => null,
    };

    private static bool IsResource(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IAwaitOperation or IConversionOperation or IParenthesizedOperation or IVariableInitializerOperation
            or IVariableDeclaratorOperation or IVariableDeclarationOperation or IVariableDeclarationGroupOperation
            or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" }
            || (parent is IArgumentOperation && parent.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" }))
            parent = parent.Parent;
        return parent is IUsingDeclarationOperation
            || (parent is IUsingOperation scope && !scope.Body.Syntax.Span.Contains(value.Syntax.Span));
    }
}
