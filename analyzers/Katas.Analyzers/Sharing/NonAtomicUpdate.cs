using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>KATA0301: what several threads reach is changed in steps that nothing keeps together.</summary>
/// <remarks>
/// It asks for two changes, or one and a write, that can run at the same time: a number that one thread counts and others only
/// read is no report. What is under a lock somewhere is KATA0101's and KATA0102's; a plain step beside Interlocked is KATA0305's.
/// </remarks>
internal sealed class NonAtomicUpdate : ITypeRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0301",
        "A non-atomic update is reachable from several threads",
        "'{0}' is {1} here by {2} while {3} it, and no lock keeps the two apart: {4}",
        "Sharing",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0301.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        foreach (var variable in SharedVariable.Of(facts))
        {
            if (IsLeftToOthers(variable)) continue;
            var updates = variable.Uses.Select(use => Update.Of(variable, use)).OfType<Update>().ToList();
            var isFixable = Atomics.AreFixable(variable, updates);
            foreach (var update in updates.Where(update => !IsOfAtomic(variable, update) && !Tolerated.Has(variable, update)))
            {
                if (Against(variable, update, updates) is not { } against) continue;
                var place = update.Place.Syntax.GetLocation();
                var others = against == update.Use ? Array.Empty<Location>() : new[] { against.Location };
                report(Diagnostic.Create(
                    Rule, place, others, isFixable ? Atomics.Fixable : ImmutableDictionary<string, string?>.Empty,
                    variable.Name, Done(update.Form), update.Use.Body.ThreadName, Other(update, against, updates),
                    Schedule(update, updates.Any(other => other.Use == against))));
            }
        }
    }

    /// <summary>Whether other rules speak of it: some code holds a lock of the type when it uses it.</summary>
    /// <remarks>Where there is a lock for each part, the source does not tell which of them a helper has taken.</remarks>
    private static bool IsLeftToOthers(SharedVariable variable) => !variable.IsCaptured
        && (variable.Uses.Any(use => use.Guards.Locks.Any(l => l.IsOwn))
            || variable.Facts.Bodies.Any(body => body.Acquisitions.Any(taken => taken.Lock.IsSome)));

    /// <remarks>A state that Interlocked moves belongs to the thread that moved it, until that one writes it again.</remarks>
    private static bool IsOfAtomic(SharedVariable variable, Update update) => !update.Use.Access.IsAtomic
        && (variable.IsAtomic || (update.Form == UpdateForm.Step && variable.IsVolatile));

    /// <summary>Another change that can come between the steps; the same code in another thread if there is no other.</summary>
    private static StateUse? Against(SharedVariable variable, Update update, List<Update> updates)
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

    private static string Done(UpdateForm form) => form switch
    {
        UpdateForm.Step => "read and then written",
        UpdateForm.Make => "looked for and then made",
        _ => "looked at and then changed",
    };

    private static string Other(Update update, StateUse against, List<Update> updates)
    {
        var who = against.Body == update.Use.Body ? "another thread there" : against.Body.ThreadName;
        return who + (updates.Any(other => other.Use == against) ? " changes" : " writes");
    }

    private static string Schedule(Update update, bool isTwice) => update.Form switch
    {
        UpdateForm.Make => "both find none, both make one, and one of the two is lost",
        UpdateForm.Check => "both look, both find that they may go on, and both change it",
        _ when update.Condition is not null => "both look, both find that they may go on, and both change it",
        _ when !isTwice => "one reads 5, the other writes 0, the first writes 6, and the 0 is lost",
        _ when update.Place is IIncrementOrDecrementOperation => "one reads 5, the other reads 5, both write 6, and one is lost",
        _ => "both read the same value, both write, and one of the two changes is lost",
    };
}
