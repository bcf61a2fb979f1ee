using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>What two threads can do to a variable at a time.</summary>
internal static class Threads
{
    /// <summary>Whether the two can be under way at once, with nothing that keeps them apart.</summary>
    public static bool Meet(SharedVariable variable, StateUse one, StateUse other) =>
        !Excludes(one, other) && variable.MayOverlap(one, other);

    /// <summary>For a message: the method, or the lambda in it.</summary>
    public static string NameOf(BodyFacts body) => body.Root switch
    {
        ILocalFunctionOperation local => local.Symbol.Name,
        IAnonymousFunctionOperation => "a lambda in " + body.Name,
        _ => body.Name,
    };

    private static bool Excludes(StateUse one, StateUse other) =>
        one.Held.IsUncertain || other.Held.IsUncertain
        || one.Held.Locks.Any(l => l.IsSome) || other.Held.Locks.Any(l => l.IsSome)
        || one.Held.Locks.Any(l => other.Held.Contains(l) && (one.Held.ContainsExclusive(l) || other.Held.ContainsExclusive(l)));
}
