using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>A look at a field without the lock that decides whether the lock is taken, under which the field is set.</summary>
/// <param name="Facts">The type.</param>
/// <param name="Body">The code around it.</param>
/// <param name="Look">The look without the lock.</param>
/// <param name="Gate">The lock.</param>
/// <param name="Section">What is done to the type's state under it, in the order of the source.</param>
internal sealed record DoubleCheck(
    TypeFacts Facts, BodyFacts Body, MemberAccess Look, Acquisition Gate, IReadOnlyList<MemberAccess> Section)
{
    /// <summary>The field that is looked at.</summary>
    public ISymbol Flag => Look.Member;

    /// <summary>The places where it is set under the lock.</summary>
    public IReadOnlyList<MemberAccess> Sets { get; } =
        [.. Section.Where(access => IsOf(access, Look.Member) && (access.Kind is AccessKind.Write or AccessKind.Update
            || access.Operation.Parent?.Parent is IInvocationOperation
            {
                TargetMethod: { Name: not "Read", ContainingType.Name: "Volatile" or "Interlocked" }
            }))];

    /// <summary>Whether the look sees all that was written before the field was set, by <c>volatile</c>.</summary>
    public bool IsOrdered => Look.IsAtomic || Flag is IFieldSymbol { IsVolatile: true };

    /// <summary>Whether something is looked at again under the lock before the field is set.</summary>
    public bool IsCheckedAgain => Sets[0].Operation.Parent is ICoalesceAssignmentOperation
        || Section.Any(access => Start(access) < Start(Sets[0]) && (IsOf(access, Flag) || IsInCondition(access)));

    /// <summary>The other state that is set under the lock, and used without it by who has passed the look.</summary>
    public IEnumerable<(MemberAccess Set, MemberAccess Use)> Data =>
        from set in Section
        where set.IsWrite && set.IsOwn && !IsOf(set, Flag) && set.Member is not IFieldSymbol { IsVolatile: true } && !set.IsAtomic
        let use = Users.SelectMany(user => user.Body.Accesses.Where(access =>
            IsOf(access, set.Member) && !access.IsAtomic && !access.Held.Contains(Gate.Lock) && Start(access) > user.After))
            .FirstOrDefault()
        where use is not null
        select (set, use);

    /// <summary>The code that relies on it: its own after the look, and that of the callers after the call.</summary>
    public IEnumerable<(BodyFacts Body, int After)> Users =>
        new[] { (Body, Start(Look)) }.Concat(
            from caller in Facts.Bodies
            where caller != Body && Body.Method is not null
            from use in caller.Uses
            where use.IsCall && ThreadingTypes.Same(use.Method.OriginalDefinition, Body.Method!.OriginalDefinition)
            select (caller, use.Operation.Syntax.SpanStart));

    /// <summary>All in the code of a type.</summary>
    public static IReadOnlyList<DoubleCheck> All(TypeFacts facts)
    {
        var found = new List<DoubleCheck>();
        foreach (var body in facts.Bodies.Where(body => body.Acquisitions.Count > 0 && !TypeFacts.IsConstruction(body)))
        {
            foreach (var gate in body.Acquisitions.Where(gate => gate.Lock.IsOwn && !gate.IsAttempt))
            {
                var from = gate.Operation.Syntax.SpanStart;
                var section = body.Accesses.Where(access => access.Held.Contains(gate.Lock) && Start(access) > from).ToList();
                var looks = body.Accesses.Where(access => Start(access) < from && IsLook(access)
                    && !facts.At(body, access.Held).Contains(gate.Lock) && Decides(access.Operation, gate.Operation));
                found.AddRange(looks.Select(look => new DoubleCheck(facts, body, look, gate, section))
                    .Where(one => one.Sets.Count > 0).Take(1));
            }
        }

        return found;
    }

    /// <summary>Whether a use of state without its lock is part of the pattern, of which KATA0309 speaks.</summary>
    public bool Covers(GuardedState state, StateUse bare)
    {
        if (!ThreadingTypes.Same(state.Member, Flag) && !Data.Any(data => ThreadingTypes.Same(state.Member, data.Set.Member)))
            return false;
        // What others change too, the look does not keep apart.
        return (IsCheckedAgain || DoubleCheckFault.Of(this) is not null)
            && state.Uses.All(use => !use.IsWrite || use.Body == Body)
            && Users.Any(user => user.Body == bare.Body && Start(bare.Access) >= user.After);
    }

    public static int Start(MemberAccess access) => access.Operation.Syntax.SpanStart;

    public static bool IsOf(MemberAccess access, ISymbol member) => access.IsOwn && ThreadingTypes.Same(access.Member, member);

    /// <summary>The boolean that a look gives: <c>_made is null</c> of <c>_made</c>, or the field itself.</summary>
    public static IOperation? Condition(IOperation look)
    {
        for (var value = MemberAccess.Outermost(look); ; value = MemberAccess.Outermost(value.Parent!))
        {
            if (value.Type?.SpecialType == SpecialType.System_Boolean) return value;
            var isPart = value.Parent is IBinaryOperation or IIsPatternOperation or IPropertyReferenceOperation
                or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType.Name: "Volatile" } }
                or IInvocationOperation { TargetMethod.ContainingType.Name: "Volatile" };
            if (!isPart) return null;
        }
    }

    private static bool IsLook(MemberAccess access) =>
        access.IsOwn && (access.Kind == AccessKind.Read || (access.Kind == AccessKind.Reference && access.IsAtomic));

    private static bool Decides(IOperation look, IOperation gate) =>
        Outcome.Places(Whole(look)).Prepend(look)
            .Any(place => Condition(place) is { } condition && Outcome.At(condition, gate) is not null);

    private static IOperation Whole(IOperation look)
    {
        var value = MemberAccess.Outermost(look);
        return value.Parent?.Parent is IInvocationOperation { TargetMethod.ContainingType.Name: "Volatile" } read ? read : value;
    }

    private static bool IsInCondition(MemberAccess access)
    {
        for (var around = access.Operation; around.Parent is { } parent; around = parent)
        {
            if (parent is IConditionalOperation conditional) return conditional.Condition == around;
            if (parent is IBlockOperation) return false;
        }

        return false;
    }
}
