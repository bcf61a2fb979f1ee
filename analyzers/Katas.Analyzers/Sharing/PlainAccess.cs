using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>KATA0305: a variable that Interlocked or <c>volatile</c> is there for is changed plainly, or in steps.</summary>
/// <remarks>
/// <c>volatile</c> makes each read and each write whole, not the two together; Interlocked keeps apart only those who use it.
/// A plain read of such a number is right as it is, but where the code before has just changed it and wants its own result.
/// </remarks>
internal sealed class PlainAccess : ITypeRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0305",
        "A plain or compound access to an Interlocked or volatile field",
        "'{0}' is {1}, and here {2}: {3}",
        "Sharing",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0305.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        foreach (var variable in SharedVariable.Of(facts).Where(IsOf))
        {
            var updates = variable.Uses.Where(use => !use.Access.IsAtomic).Select(use => Update.Of(variable, use))
                .OfType<Update>().Where(update => update.Form == UpdateForm.Step && IsDirect(variable, update.Place)).ToList();
            foreach (var update in updates)
            {
                if (Tolerated.IsByRight(variable, update.Use)) continue;
                if (Against(variable, update.Use, updates) is not { } against) continue;
                var properties = Atomics.IsCounter(variable) && Atomics.IsFixable(variable, update) ? Atomics.Fixable : None;
                Report(variable, update.Place, against, "read and then written",
                    update.Place is IIncrementOrDecrementOperation
                        ? "one reads 5, the other makes it 6, the first writes 6, and one is lost"
                        : "one reads it, the other changes it, the first writes over that", properties, report);
            }

            foreach (var broken in BrokenUpdate.Of(variable).Where(one => !updates.Contains(one.Update)))
                Report(variable, broken.Update.Place, broken.Against, broken.Done, broken.Schedule, None, report);
            if (!variable.IsAtomic) continue;
            foreach (var write in PlainWrites.Of(variable))
            {
                if (Against(variable, write, []) is not { } against) continue;
                var place = write.Access.Operation.Parent!;
                Report(variable, place, against, "written plainly",
                    "what was written before it another thread may see after it",
                    PlainWrites.IsFixable(variable, place) ? Atomics.Fixable : None, report);
            }

            foreach (var (read, change) in PlainReads.AfterChanges(variable))
            {
                Report(variable, read.Access.Operation, change, "read again",
                    "another thread changes it between the two, and both find the same value", None, report);
            }

            foreach (var (read, change) in PlainReads.OfHalves(facts, variable))
            {
                Report(variable, read.Access.Operation, change, "read plainly, where another is not",
                    "a 64-bit number may be read in two halves, one of before and one of after", Atomics.Fixable, report);
            }

            foreach (var (read, change) in PlainReads.InLoops(variable))
            {
                Report(variable, read.Access.Operation, change, "read in a loop that does nothing else",
                    "the compiler may read it once and never again", Atomics.Fixable, report);
            }
        }
    }

    /// <summary>Whether its uses are this rule's.</summary>
    public static bool IsOf(SharedVariable variable) => variable.IsAtomic || variable.IsVolatile;

    /// <summary>Whether one expression reads and writes it; a local may have been read for something else.</summary>
    private static bool IsDirect(SharedVariable variable, IOperation update) =>
        update is not ISimpleAssignmentOperation write
        || (variable.Type is { IsValueType: true } && write.Value.DescendantsAndSelf().Any(variable.IsNamedBy));

    private static ImmutableDictionary<string, string?> None => ImmutableDictionary<string, string?>.Empty;

    private static StateUse? Against(SharedVariable variable, StateUse use, List<Update> updates) =>
        variable.Uses.Where(other => PlainWrites.IsAtomicChange(other)
                || (other.IsWrite && (!variable.IsAtomic || PlainWrites.IsBesideAtomic(variable, use))))
            .OrderByDescending(other => updates.Any(update => update.Use == other)).ThenBy(other => other == use)
            .FirstOrDefault(other => variable.MayMeet(use, other));

    private static void Report(
        SharedVariable variable, IOperation place, StateUse against, string done, string schedule,
        ImmutableDictionary<string, string?> properties, Action<Diagnostic> report) => report(Diagnostic.Create(
            Rule, place.Syntax.GetLocation(), new[] { against.Location }, properties, variable.Name,
            Discipline(variable, against), done, schedule));

    private static string Discipline(SharedVariable variable, StateUse against) => PlainWrites.AtomicCall(against) switch
    {
        { } call => $"changed by {call.TargetMethod.ContainingType.Name} in {against.Body.ThreadName}",
        null when variable.IsVolatile => "volatile",
        _ => "changed by Interlocked elsewhere",
    };
}
