using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Which code that uses a field or property runs at the same time.</summary>
internal sealed class MemberThreads(TypeFacts facts)
{
    private readonly Interleaving _interleaving = new(facts);
    private readonly ManyCallers _callers = new(facts);

    /// <summary>Whether one use can be under way while the other is.</summary>
    public bool MayOverlap(StateUse one, StateUse other) => MayOverlap(one, other, isForThreads: false);

    /// <summary>The same for what shows by itself that many threads use it: Interlocked changes it.</summary>
    public bool MayOverlapSurely(StateUse one, StateUse other) => MayOverlap(one, other, isForThreads: true);

    /// <summary>The same for what is volatile: that many threads count with it, but not that they look and then set it.</summary>
    public bool MayOverlapIfCounted(StateUse one, StateUse other) =>
        MayOverlap(one, other, isForThreads: ManyCallers.IsCount(one) && ManyCallers.IsCount(other) && !_callers.IsForOne);

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
        if (a == b) return IsRepeated(a, one) && (!IsOfQuery(a) || (IsLate(one) && IsLate(other)));
        return !Order.IsWaitedFor(a.Place, b.Place) && !Order.IsWaitedFor(b.Place, a.Place);
    }

    private static bool IsApart(IOperation start, StateUse other) => Order.IsApart(start, other.Access.Operation)
        || (Lifetimes.Is(other.Body.Owner) && !other.Body.IsDeferred && !Updates(other));

    /// <summary>Whether one place starts it again and again, or its callers do by calling the method with the place.</summary>
    private bool IsRepeated(ThreadRoot root, StateUse use)
    {
        var starts = Start.Of(root.Place!).ToList();
        if (starts.Count == 0 && root.Place is IAnonymousFunctionOperation or IMethodReferenceOperation) return false;
        return !facts.Roots.IsShared || Spawners.IsRepeated(root.Place!) || starts.Any(start => start.IsParallel)
            || _callers.Has(root.Body, use);
    }

    private static bool Updates(StateUse use) => use.Access.Kind == AccessKind.Update;

    private static bool IsOfQuery(ThreadRoot root) => Start.Of(root.Place!).Any(start => start.IsInterleaved);

    private static bool IsLate(StateUse use) =>
        use.Body.Method is not { IsAsync: true } || Order.IsAfterAwait(use.Body.Root, use.Access.Operation);
}
