using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>An update in steps, and what another thread can do between them.</summary>
/// <param name="Variable">What is changed.</param>
/// <param name="Update">The change.</param>
/// <param name="Against">What can come between.</param>
/// <param name="IsTwice">Whether that is an update in steps too.</param>
/// <param name="IsFixable">Whether Interlocked can do every update of the variable.</param>
internal sealed record BrokenUpdate(SharedVariable Variable, Update Update, StateUse Against, bool IsTwice, bool IsFixable)
{
    /// <summary>All of a variable, in the order of the source.</summary>
    /// <remarks>
    /// It asks for two changes, or one and a write, that can run at the same time: a number that one thread counts and others
    /// only read is whole. What is under a lock somewhere is left to the rules about locks.
    /// </remarks>
    public static IEnumerable<BrokenUpdate> Of(SharedVariable variable)
    {
        if (IsLeftToOthers(variable)) return [];
        var updates = variable.Uses.Select(use => Update.Of(variable, use)).OfType<Update>().ToList();
        var isFixable = Atomics.AreFixable(variable, updates);
        return from update in updates
               where !IsOfAtomic(variable, update) && !Tolerated.Has(variable, update)
               let against = AgainstOf(variable, update, updates)
               where against is not null
               select new BrokenUpdate(variable, update, against, updates.Any(other => other.Use == against), isFixable);
    }

    /// <summary>What is done in the steps.</summary>
    public string Done => Update.Form switch
    {
        UpdateForm.Step => "read and then written",
        UpdateForm.Make => "looked for and then made",
        _ => "looked at and then changed",
    };

    /// <summary>A schedule of two threads in which it goes wrong.</summary>
    public string Schedule => Update.Form switch
    {
        UpdateForm.Make => "both find none, both make one, and one of the two is lost",
        UpdateForm.Check => "both look, both find that they may go on, and both change it",
        _ when Update.Condition is not null => "both look, both find that they may go on, and both change it",
        _ when !IsTwice => "one reads 5, the other writes 0, the first writes 6, and the 0 is lost",
        _ when Update.Place is IIncrementOrDecrementOperation => "one reads 5, the other reads 5, both write 6, and one is lost",
        _ => "both read the same value, both write, and one of the two changes is lost",
    };

    /// <summary>Whether other rules speak of it: some code holds a lock of the type when it uses it.</summary>
    /// <remarks>Where there is a lock for each part, the source does not tell which of them a helper has taken.</remarks>
    private static bool IsLeftToOthers(SharedVariable variable) => !variable.IsCaptured
        && (variable.Uses.Any(use => use.Guards.Locks.Any(l => l.IsOwn))
            || variable.Facts.Bodies.Any(body => body.Acquisitions.Any(taken => taken.Lock.IsSome)));

    /// <remarks>A state that Interlocked moves belongs to the thread that moved it, until that one writes it again.</remarks>
    private static bool IsOfAtomic(SharedVariable variable, Update update) => !update.Use.Access.IsAtomic
        && (variable.IsAtomic || (update.Form == UpdateForm.Step && variable.IsVolatile));

    /// <summary>Another change that can come between the steps; the same code in another thread if there is no other.</summary>
    private static StateUse? AgainstOf(SharedVariable variable, Update update, List<Update> updates)
    {
        var changes = updates.Select(other => other.Use)
            .OrderBy(other => other.Body == update.Use.Body).ThenBy(other => other == update.Use);
        var found = changes.FirstOrDefault(other => variable.MayMeet(update.Use, other));
        if (found is not null) return found;
        if (update.Form == UpdateForm.Step)
        {
            found = variable.Uses.FirstOrDefault(other => other.Access.Kind == AccessKind.Write
                && !(Lifetimes.Is(other.Body.Owner) && !other.Body.IsDeferred) && variable.MayMeet(update.Use, other));
        }

        return found ?? (Statics.IsForMany(variable, update) ? update.Use : null);
    }
}
