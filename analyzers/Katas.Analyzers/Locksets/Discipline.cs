using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Locksets;

/// <summary>Tells whether a lock is meant to guard a field, and which uses of the field then miss it.</summary>
/// <remarks>
/// No contract says what a lock is for: what most code does is taken for what all code should do. Where about as much code goes
/// without the lock as under it, there is another discipline than this one, such as one thread that owns the field.
/// </remarks>
internal static class Discipline
{
    /// <summary>A method that sets so many fields at once gives an object a new life; nobody else has it yet.</summary>
    private const int FieldsOfANewLife = 3;

    /// <summary>So many fields that are used both ways are no mistake any more.</summary>
    private const int FieldsOfAnotherDiscipline = 6;

    /// <summary>In a large type: so many methods under the lock for each that goes without it.</summary>
    private const int MethodsOfARule = 4;

    /// <summary>The uses under a lock of the type, or of its object.</summary>
    public static IReadOnlyList<StateUse> Guarded(GuardedState state) =>
        [.. state.Uses.Where(use => use.Guards.Locks.Any(l => l.IsOwn))];

    /// <summary>The state of a type with its uses that should be under a lock and are not.</summary>
    public static IReadOnlyList<(GuardedState State, IReadOnlyList<StateUse> Bare)> Breaches(TypeFacts facts)
    {
        var found = new List<(GuardedState State, List<StateUse> Bare)>();
        var states = GuardedState.Of(facts);
        foreach (var state in states)
        {
            var guarded = Guarded(state);
            if (guarded.Count == 0 || !state.Uses.Any(use => use.IsWrite)) continue;
            var bare = state.Uses.Where(use => IsBreach(facts, state, use, guarded, states)).ToList();
            if (bare.Count > 0 && IsRule(state, guarded, bare)) found.Add((state, bare));
        }

        var anew = found
            .SelectMany(one => one.Bare.Where(use => use.Access.Kind == AccessKind.Write).Select(use => (one.State, use.Body)))
            .Distinct().GroupBy(one => one.Body).Where(body => body.Count() >= FieldsOfANewLife)
            .Select(body => body.Key).ToList();
        foreach (var (_, bare) in found) bare.RemoveAll(use => use.Access.Kind == AccessKind.Write && anew.Contains(use.Body));
        found.RemoveAll(one => one.Bare.Count == 0);
        if (found.Count >= FieldsOfAnotherDiscipline) found.RemoveAll(one => !Mutators.IsPlainCollection(one.State.Type));
        found.RemoveAll(one => !IsMeant(facts, Guarded(one.State), one.State.Uses.Where(use => use.IsBare)));
        return [.. found.Select(one => (one.State, (IReadOnlyList<StateUse>)one.Bare))];
    }

    /// <summary>The use under a lock that a bare one runs into: a write of the two there must be.</summary>
    public static StateUse? Against(TypeFacts facts, StateUse bare, IReadOnlyList<StateUse> guarded) =>
        guarded.Where(use => (use.IsWrite || bare.IsWrite) && facts.Roots.MayRunTogether(bare.Body, use.Body))
            .OrderByDescending(use => use.IsWrite).ThenBy(use => use.Body == bare.Body).FirstOrDefault();

    /// <summary>Whether the lock is the rule and to go without it the exception; with few uses one cannot tell.</summary>
    private static bool IsRule(GuardedState state, IReadOnlyList<StateUse> guarded, List<StateUse> bare)
    {
        var with = guarded.Select(use => use.Body).Distinct().Count();
        var without = state.Uses.Where(use => use.IsBare && !bare.Contains(use)).Concat(bare).Select(use => use.Body)
            .Distinct().Count();
        return without <= 2 || without <= with / 2;
    }

    /// <summary>Whether the lock is meant for a field: in a large type, whether most code that uses it takes the lock.</summary>
    /// <remarks>
    /// A large type has several disciplines, and a lock for one corner of its work. There the uses themselves must show that it
    /// is for this field: to call a deviation a mistake, most must agree (Engler et al., Bugs as Deviant Behavior, SOSP 2001).
    /// </remarks>
    internal static bool IsMeant(TypeFacts facts, IReadOnlyList<StateUse> guarded, IEnumerable<StateUse> bare) =>
        !facts.IsLarge || guarded.Select(use => use.Body).Distinct().Count()
            >= MethodsOfARule * bare.Select(use => use.Body).Distinct().Count();

    private static bool IsBreach(
        TypeFacts facts, GuardedState state, StateUse use, IReadOnlyList<StateUse> guarded, IReadOnlyList<GuardedState> states)
    {
        if (!use.IsBare || use.Held.IsUncertain || facts.IsUncertain(use.Body) || Escapes.Is(facts, state, use)) return false;
        if (Against(facts, use, guarded) is not { } against || Exemptions.Has(state, use)
            || IsForHolders(use, against)) return false;
        return (against.IsWrite || use.Access.Kind is AccessKind.Mutate or AccessKind.Update || IsOnlyFor(state, against, states))
            && !ForkJoin.IsAlone(facts, use, guarded);
    }

    /// <summary>Whether code of the same assembly that can hold the lock may be the only one that calls it.</summary>
    private static bool IsForHolders(StateUse use, StateUse against) =>
        use.Body.Owner is { DeclaredAccessibility: Accessibility.Internal or Accessibility.ProtectedOrInternal }
        && against.Guards.Locks.First(l => l.IsOwn).Symbol is { DeclaredAccessibility: not Accessibility.Private };

    /// <summary>
    /// Whether a lock under which a field is only read is there for that field: it guards no change of another one.
    /// </summary>
    private static bool IsOnlyFor(GuardedState state, StateUse against, IReadOnlyList<GuardedState> states)
    {
        var gate = against.Guards.Locks.First(l => l.IsOwn);
        return !states.Any(other => other != state && other.Uses.Any(use => use.IsWrite && use.Guards.Contains(gate)));
    }
}
