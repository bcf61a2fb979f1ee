using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Tells of a member that changes a plain collection whether several threads are meant to call it.</summary>
/// <remarks>
/// A large type often has a lock, or a concurrent collection, for one corner of its work, and leaves the rest to one thread. So
/// it counts what the member itself does, and the type as a whole only where it is small, or says that it is for threads.
/// </remarks>
internal static class ForManyCallers
{
    /// <summary>Types with more members than this do several things.</summary>
    private const int MembersOfASmallType = 6;

    /// <summary>In a type with more members a lock in one of them says little about a collection beside it.</summary>
    private const int MembersOfALargeType = 16;

    public static bool Is(TypeFacts facts, BodyFacts body)
    {
        while (body.Outer is { } outer) body = outer;
        if (SharedTypes.IsDeclared(facts.Type)) return true;
        var members = facts.Bodies.Where(one => !one.IsDeferred && !TypeFacts.IsConstruction(one)).ToList();
        return members.Count < MembersOfALargeType && (IsFor(facts, body)
            || (members.Count <= MembersOfASmallType && members.Any(one => IsFor(facts, one))));
    }

    private static bool IsFor(TypeFacts facts, BodyFacts body) =>
        body.Acquisitions.Any(taken => taken.Lock.IsOwn)
        || body.Accesses.Any(access => access.IsOwn && (access.IsAtomic || (IsConcurrent(access.Operation.Type)
            && !IsTaken(access.Operation) && facts.Roots.Of(body).Count > 0)));

    /// <summary>The one thread that empties an inbox keeps its state in plain collections.</summary>
    private static bool IsTaken(IOperation collection) => MemberAccess.Outermost(collection).Parent switch
    {
        IInvocationOperation { TargetMethod.Name: "TryDequeue" or "TryPeek" or "TryTake" or "TryPop" } => true,
        IPropertyReferenceOperation { Arguments.IsEmpty: true } => true,
        _ => false,
    };

    private static bool IsConcurrent(ITypeSymbol? type) => type?.ContainingNamespace is
    {
        Name: "Concurrent", ContainingNamespace.Name: "Collections"
    };
}
