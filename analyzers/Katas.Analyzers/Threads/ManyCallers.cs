using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Threads;

/// <summary>Tells whether several threads may be meant to call a certain member of a type at once.</summary>
/// <remarks>
/// A connection has a lock for its send queue, and everything else in it belongs to the one thread that reads. So that a type
/// has some lock is not enough: it says that it is for many, or nearly all its state is synchronized and this one was forgotten.
/// </remarks>
internal sealed class ManyCallers
{
    /// <summary>With more state than this that nothing synchronizes, there is another discipline than locks.</summary>
    private const int Forgotten = 2;

    /// <summary>Types with more members than this do several things.</summary>
    private const int MembersOfASmallType = 6;

    private readonly TypeFacts _facts;
    private readonly HashSet<IMethodSymbol> _synchronizing = new(SymbolEqualityComparer.Default);
    private readonly bool _isDeclared;
    private readonly bool _isUsual;
    private readonly int _bare;

    public ManyCallers(TypeFacts facts)
    {
        _facts = facts;
        _isDeclared = SharedTypes.IsDeclared(facts.Type);
        IsForOne = SharedTypes.IsDenied(facts.Type) || (!_isDeclared && IsOfOne(facts.Type));
        if (!facts.Roots.IsShared || IsForOne) return;
        foreach (var body in facts.Bodies)
            if (body.Owner is { } owner && Synchronizes(body)) _synchronizing.Add(owner);
        var changing = facts.Bodies.Where(body =>
                body.Owner is { } owner && !TypeFacts.IsConstruction(body) && !Lifetimes.IsDisposal(owner)
                && facts.Roots.Of(body).Count > 0 && body.Accesses.Any(access => access.IsWrite && access.IsOwn)
                && !_synchronizing.Contains(owner))
            .Select(body => body.Owner).Distinct(SymbolEqualityComparer.Default).Count();
        _isUsual = changing <= Forgotten && _synchronizing.Count >= changing;
        _bare = GuardedState.Of(facts).Count(IsBare);
    }

    /// <summary>Whether one thread at a time uses it, whatever is in it: an enumerator, a type nested for private use.</summary>
    public bool IsForOne { get; }

    /// <summary>Whether many may call a member at once, and change something in the code that it calls.</summary>
    public bool MayChange(BodyFacts? member, StateUse change) =>
        _isDeclared
            ? _bare <= 2 * Forgotten
            : !_facts.IsLarge && (_isUsual || IsSynchronizing(member) || IsSynchronizing(change.Body))
                && _bare <= (IsCount(change) ? Forgotten : 1);

    /// <summary>Whether many may call the member that changes a plain collection.</summary>
    /// <remarks>
    /// It counts what the member itself does, and the type as a whole only where it is small: a large type often has a lock, or a
    /// concurrent collection, for one corner of its work, and leaves the rest to one thread.
    /// </remarks>
    public bool MayChangeCollection(BodyFacts body)
    {
        while (body.Outer is { } outer) body = outer;
        if (SharedTypes.IsDenied(_facts.Type)) return false;
        if (_isDeclared) return true;
        var members = _facts.Bodies.Where(one => !one.IsDeferred && !TypeFacts.IsConstruction(one)).ToList();
        return !_facts.IsLarge && (IsForThreads(body)
            || (members.Count <= MembersOfASmallType && members.Any(IsForThreads)));
    }

    /// <summary>Whether a use is <c>_n++</c> or <c>_n += x</c>.</summary>
    public static bool IsCount(StateUse use) =>
        use.Access.Operation.Parent is IIncrementOrDecrementOperation or ICompoundAssignmentOperation;

    private bool IsSynchronizing(BodyFacts? body) => body?.Owner is { } owner && _synchronizing.Contains(owner);

    /// <remarks>What a type nested for its own use does, the locks of the type around it may keep in order.</remarks>
    private static bool IsOfOne(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Struct
        || type is { ContainingType: not null, DeclaredAccessibility: Accessibility.Private }
        || type.AllInterfaces.Any(one => one.Name is "IEnumerator" or "IAsyncEnumerator" or "IValueTaskSource");

    private static bool IsBare(GuardedState state) =>
        state.Uses.Any(use => use.IsWrite && use.IsBare) && !state.Uses.Where(use => use.IsWrite).All(IsCount);

    /// <summary>Whether it takes a lock, or uses what is made for several threads.</summary>
    private static bool Synchronizes(BodyFacts body) =>
        body.Acquisitions.Count > 0
        || body.Accesses.Any(access => access.IsOwn && (access.IsAtomic || access.Member is IFieldSymbol { IsVolatile: true }))
        || body.Uses.Any(use => use.Method.ContainingType is { ContainingNamespace.Name: "Concurrent" });

    private bool IsForThreads(BodyFacts body) =>
        body.Acquisitions.Any(taken => taken.Lock.IsOwn)
        || body.Accesses.Any(access => access.IsOwn && (access.IsAtomic
            || (access.Operation.Type is INamedTypeSymbol type && SharedTypes.IsConcurrent(type)
                && !IsTaken(access.Operation) && _facts.Roots.Of(body).Count > 0)));

    /// <summary>The one thread that empties an inbox keeps its state in plain collections.</summary>
    private static bool IsTaken(IOperation collection) => MemberAccess.Outermost(collection).Parent switch
    {
        IInvocationOperation { TargetMethod.Name: "TryDequeue" or "TryPeek" or "TryTake" or "TryPop" } => true,
        IPropertyReferenceOperation { Arguments.IsEmpty: true } => true,
        _ => false,
    };
}
