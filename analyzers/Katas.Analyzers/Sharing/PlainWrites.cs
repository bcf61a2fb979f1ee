using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Finds plain writes of numbers and flags that Interlocked changes elsewhere.</summary>
/// <remarks>
/// A reference that is written plainly publishes what it refers to, as .NET promises. A flag that one thread won with
/// <c>CompareExchange</c> belongs to it until it writes the flag again. Neither is a report; a count that is set is.
/// </remarks>
internal static class PlainWrites
{
    /// <summary>A method that sets so many fields at once gives an object a new life; nobody else has it yet.</summary>
    private const int FieldsOfANewLife = 3;

    /// <summary>The plain writes that are neither part of an update nor of the beginning or the end of a life.</summary>
    public static IEnumerable<StateUse> Of(SharedVariable variable) =>
        variable.Type is { IsValueType: true } && variable.Uses.Any(IsAtomicCount)
            ? variable.Uses.Where(use =>
                use.Access is { Kind: AccessKind.Write, Operation.Parent: ISimpleAssignmentOperation }
                && Update.Of(variable, use) is null && !Tolerated.IsByRight(variable, use) && !IsOfLife(use)
                && !variable.Uses.Any(other => other.Body.Owner is { } owner && IsAtomicChange(other)
                    && ThreadingTypes.Same(owner, use.Body.Owner)))
            : [];

    /// <summary>Whether <c>Volatile.Write</c> can do it, which gives back nothing.</summary>
    public static bool IsFixable(SharedVariable variable, IOperation write) =>
        variable.Symbol is not IPropertySymbol && Update.IsStatement(write) && IsPrimitive(variable.Type);

    /// <summary>Whether Interlocked changes the variable there, and does not only read it.</summary>
    public static bool IsAtomicChange(StateUse use) => IsChange(AtomicCall(use.Access));

    /// <summary>Whether the same code changes another variable by Interlocked: it expects others, and forgot this one.</summary>
    public static bool IsBesideAtomic(SharedVariable variable, StateUse use) => use.Body.Accesses.Any(access =>
        access.IsOwn && !ThreadingTypes.Same(access.Member, variable.Symbol) && IsChange(AtomicCall(access)));

    /// <summary>The call of Interlocked or Volatile that a use is handed to; null for a plain use.</summary>
    public static IInvocationOperation? AtomicCall(StateUse use) => AtomicCall(use.Access);

    /// <summary>Whether Interlocked counts with the variable there.</summary>
    public static bool IsAtomicCount(StateUse use) => AtomicCall(use) is
    {
        TargetMethod: { ContainingType.Name: "Interlocked", Name: "Increment" or "Decrement" or "Add" }
    };

    private static IInvocationOperation? AtomicCall(MemberAccess access) => access.IsAtomic
        && MemberAccess.Outermost(access.Operation).Parent is IArgumentOperation { Parent: IInvocationOperation call }
        ? call
        : null;

    private static bool IsChange(IInvocationOperation? call) => call is
    {
        TargetMethod: { ContainingType.Name: "Interlocked", Name: not ("Read" or "MemoryBarrier") }
    };

    private static bool IsOfLife(StateUse use) =>
        (!use.Body.IsDeferred && Lifetimes.Is(use.Body.Owner))
        || use.Body.Accesses.Where(access => access is { Kind: AccessKind.Write, IsOwn: true })
            .Select(access => access.Member).Distinct(SymbolEqualityComparer.Default).Count() >= FieldsOfANewLife;

    private static bool IsPrimitive(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Boolean
        or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64;
}
