using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>State that is written under a lock and then published by a flag: <c>IsReady ? _value : Create()</c>.</summary>
/// <remarks>Who sees a volatile flag set sees all that was written before it.</remarks>
internal static class Publication
{
    /// <summary>Whether a read stands behind a question of the flag, and every writer sets the flag after its write.</summary>
    public static bool Has(GuardedState state, StateUse read)
    {
        for (var around = read.Access.Operation; around.Parent is { } parent; around = parent)
        {
            if (parent is IConditionalOperation choice && choice.Condition != around
                && Flags(state.Facts, read.Body, choice.Condition).Any(flag => IsSetAfter(state, flag))) return true;
        }

        return false;
    }

    /// <summary>The volatile or atomic members that a condition asks, itself or by a property of the type.</summary>
    private static IEnumerable<ISymbol> Flags(TypeFacts facts, BodyFacts body, IOperation condition)
    {
        var properties = condition.DescendantsAndSelf().OfType<IPropertyReferenceOperation>()
            .Where(asked => asked.Instance is null or IInstanceReferenceOperation).Select(asked => asked.Property).ToList();
        var direct = body.Accesses.Where(access => condition.Syntax.Span.Contains(access.Operation.Syntax.Span));
        var indirect = facts.Bodies
            .Where(getter => properties.Any(one => ThreadingTypes.Same(getter.Owner?.AssociatedSymbol, one)))
            .SelectMany(getter => getter.Accesses);
        return direct.Concat(indirect).Where(access => access.IsOwn && IsOrdered(access)).Select(access => access.Member);
    }

    private static bool IsSetAfter(GuardedState state, ISymbol flag) => state.Uses.Where(use => use.IsWrite).All(write =>
        write.Body.Accesses.Any(set => set.IsWrite && IsOrdered(set) && ThreadingTypes.Same(set.Member, flag)
            && set.Operation.Syntax.SpanStart > write.Access.Operation.Syntax.SpanStart));

    private static bool IsOrdered(MemberAccess access) => access.IsAtomic || access.Member is IFieldSymbol { IsVolatile: true };
}
