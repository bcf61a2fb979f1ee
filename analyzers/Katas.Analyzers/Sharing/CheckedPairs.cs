using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Katas.Analyzers.Threads;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Finds for a use of a concurrent collection the look before it that it relies on.</summary>
internal static class CheckedPairs
{
    /// <summary>The pair, if nothing holds it together: no lock is held at both places, no result tells that it failed.</summary>
    /// <param name="act">The use.</param>
    /// <param name="before">The uses of the same collection in the same code up to it, in the order of the source.</param>
    public static CheckedPair? Find(ConcurrentUse act, IReadOnlyList<ConcurrentUse> before)
    {
        var pair = act.Name switch
        {
            "update" => act.Held.IsEmpty ? CheckedPair.Update(act, act) : null,
            "set" or "TryAdd" or "get" or "TryRemove" => OfKey(act, before) ?? OfCount(act, before),
            "TryDequeue" or "TryPop" or "TryTake" => OfTake(act, before),
            "Enqueue" or "Push" or "Add" or "GetOrAdd" or "AddOrUpdate" => OfCount(act, before),
            _ => null,
        };
        return pair is null || (pair.Check != act && pair.Check.HasLockInCommon(act)) ? null : pair;
    }

    private static CheckedPair? OfKey(ConcurrentUse act, IReadOnlyList<ConcurrentUse> before)
    {
        if (act.Key is null || before.Any(use => use.Name == "TryUpdate")) return null;
        var looks = before.Where(use => use != act && use.Key == act.Key
            && use.Name is "ContainsKey" or "TryGetValue" or "get" or "GetValueOrDefault" or "GetOrAdd");
        foreach (var look in looks.Reverse())
        {
            // What was looked up under the lock of the write settles it, whatever was looked up before.
            if (look.HasLockInCommon(act)) return null;
            var outcome = look.Name is "ContainsKey" or "TryGetValue" ? Outcome.At(look.Operation, act.Operation) : null;
            CheckedPair? pair = (outcome, act.Name) switch
            {
                (false, "set") => CheckedPair.Absent(look, act),
                (false, "TryAdd") when act.IsDropped => CheckedPair.Absent(look, act),
                (true, "get") when look.Name == "ContainsKey" => CheckedPair.Present(look, act),
                (_, "set") when Feeds(look, act) => CheckedPair.Update(look, act),
                (true, "set") => CheckedPair.Replaced(look, act),
                (_, "TryRemove") when IsOfKeyOnly(act) && IsLookedAt(look, act) => CheckedPair.Expired(look, act),
                _ => null,
            };
            if (pair is not null) return pair;
        }

        return null;
    }

    /// <summary>Whether the value that is written is made of the one that was read.</summary>
    private static bool Feeds(ConcurrentUse look, ConcurrentUse act)
    {
        if (MemberAccess.Outermost(act.Operation).Parent is not ISimpleAssignmentOperation { Value: { } value }) return false;
        if (Outcome.Contains(value, look.Operation)) return true;
        if (look.Name == "GetOrAdd") return false;
        var local = look.Out ?? KeptIn(look);
        return local is not null && value.DescendantsAndSelf().OfType<ILocalReferenceOperation>()
            .Any(use => ThreadingTypes.Same(use.Local, local)) && !IsAssigned(local, look, act);
    }

    private static ILocalSymbol? KeptIn(ConcurrentUse look) => MemberAccess.Outermost(look.Operation).Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared } => declared.Symbol,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
        _ => null,
    };

    private static bool IsAssigned(ILocalSymbol local, ConcurrentUse look, ConcurrentUse act) =>
        Positions.Root(act.Operation).Descendants().OfType<ISimpleAssignmentOperation>().Any(set =>
            set.Target is ILocalReferenceOperation target && ThreadingTypes.Same(target.Local, local)
            && set.Syntax.SpanStart > look.Operation.Syntax.Span.End && set.Syntax.SpanStart < act.Start
            && !set.Value.DescendantsAndSelf().OfType<ILocalReferenceOperation>()
                .Any(use => ThreadingTypes.Same(use.Local, local)));

    /// <summary>Whether the call removes whatever is under the key, and nobody asks what that was.</summary>
    private static bool IsOfKeyOnly(ConcurrentUse act) =>
        act is { IsDropped: true, Out: null, Operation: IInvocationOperation { Arguments.Length: 2 } };

    /// <summary>Whether a condition about the value that was found decides.</summary>
    private static bool IsLookedAt(ConcurrentUse look, ConcurrentUse act)
    {
        if (look.Name != "TryGetValue" || look.Out is not { } found) return false;
        for (var around = act.Operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IConditionalOperation { Condition: { } condition } && condition.DescendantsAndSelf()
                .OfType<ILocalReferenceOperation>().Any(use => ThreadingTypes.Same(use.Local, found) && !IsOut(use))) return true;
        }

        return false;
    }

    private static bool IsOut(IOperation use) =>
        use.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Out } or IDeclarationExpressionOperation;

    private static CheckedPair? OfTake(ConcurrentUse act, IReadOnlyList<ConcurrentUse> before)
    {
        if (!act.IsDropped) return null;
        foreach (var look in before.Reverse())
        {
            if (look.Name == "TryPeek" && act.Out is null && look.Out is not null
                && Outcome.At(look.Operation, act.Operation) == true) return CheckedPair.Peeked(look, act);
            if (act.Out is not null && Comparison.OfEmptiness(look) is var (value, isEmpty)
                && Outcome.At(value, act.Operation) == !isEmpty) return CheckedPair.Taken(look, act);
        }

        return null;
    }

    private static CheckedPair? OfCount(ConcurrentUse act, IReadOnlyList<ConcurrentUse> before)
    {
        if (!act.IsAdding) return null;
        foreach (var look in before.Reverse())
        {
            if (Comparison.OfRoom(look) is var (value, hasRoom) && Outcome.At(value, act.Operation) == hasRoom)
                return CheckedPair.Bounded(look, act);
        }

        return null;
    }
}
