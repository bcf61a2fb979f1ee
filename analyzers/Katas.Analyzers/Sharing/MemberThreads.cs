using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Sharing;

/// <summary>Which code that uses a field or property runs at the same time.</summary>
internal sealed class MemberThreads(TypeFacts facts)
{
    private readonly Interleaving _interleaving = new(facts);
    private readonly ManyCallers _callers = new(facts);

    /// <summary>Whether one use can be under way while the other is.</summary>
    public bool MayOverlap(StateUse one, StateUse other) => MayOverlap(one, other, isForThreads: false);

    /// <summary>The same for what shows by itself that many threads use it: it is volatile, or Interlocked changes it.</summary>
    public bool MayOverlapSurely(StateUse one, StateUse other) => MayOverlap(one, other, isForThreads: true);

    private bool MayOverlap(StateUse one, StateUse other, bool isForThreads) =>
        (_interleaving.Has(one) && _interleaving.Has(other))
        || facts.Roots.Of(one.Body).Any(a => facts.Roots.Of(other.Body).Any(b => AreTogether(a, one, b, other, isForThreads)));

    private bool AreTogether(ThreadRoot a, StateUse one, ThreadRoot b, StateUse other, bool isForThreads)
    {
        if (a == b && !a.IsSelfParallel) return false;
        if (a.Place is null && b.Place is null)
            return isForThreads || (_callers.Has(a.Body, one) && _callers.Has(b.Body, other));
        if (a.Place is null) return !IsApart(b.Place!, one);
        if (b.Place is null) return !IsApart(a.Place, other);
        if (a == b) return !IsOfQuery(a) || (IsLate(one) && IsLate(other));
        return !Order.IsWaitedFor(a.Place, b.Place) && !Order.IsWaitedFor(b.Place, a.Place);
    }

    private static bool IsApart(IOperation start, StateUse other) => Order.IsApart(start, other.Access.Operation)
        || (Lifetimes.Is(other.Body.Owner) && !other.Body.IsDeferred && !Updates(other));

    private static bool Updates(StateUse use) => use.Access.Kind == AccessKind.Update;

    private static bool IsOfQuery(ThreadRoot root) => Start.Of(root.Place!).Any(start => start.IsInterleaved);

    private static bool IsLate(StateUse use) =>
        use.Body.Method is not { IsAsync: true } || Order.IsAfterAwait(use.Body.Root, use.Access.Operation);
}
