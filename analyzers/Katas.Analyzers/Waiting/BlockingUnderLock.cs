using System;
using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Waiting;

/// <summary>KATA0202: a thread waits for another one while it holds a lock, which that other one may need.</summary>
/// <remarks>To take a second lock is no such wait: that is a matter of their order.</remarks>
internal sealed class BlockingUnderLock : ITypeRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0202",
        "Blocking wait while holding a lock",
        "'{0}' waits here while '{1}' is held: if what it waits for needs '{1}' first, both wait for ever, and "
            + "everybody else meanwhile",
        "Waiting",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0202.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        foreach (var body in facts.Bodies)
        {
            foreach (var use in body.Uses)
            {
                var held = facts.At(body, use.Held);
                if (held.IsEmpty) continue;
                var kept = Blocking.Is(use) ? held : IsWaitForPulse(use, facts.Types) ? Kept(use, held) : LockSet.Empty;
                if (kept.IsEmpty) continue;
                var one = kept.Locks[kept.Locks.Count - 1];
                report(Diagnostic.Create(Rule, use.Operation.Syntax.GetLocation(), Taken(facts, one), Blocking.Name(use),
                    one.Name));
            }
        }
    }

    /// <summary>Where a lock is taken, for the second place of a message.</summary>
    internal static IEnumerable<Location> Taken(TypeFacts facts, LockIdentity held) =>
        facts.Bodies.SelectMany(body => body.Acquisitions).Where(taken => taken.Lock.IsSameLock(held)).Take(1)
            .Select(taken => taken.Operation.Syntax.GetLocation());

    private static bool IsWaitForPulse(MethodUse use, ThreadingTypes types) =>
        use.Operation is IInvocationOperation { TargetMethod: { Name: "Wait", ContainingType: { } type } }
            && types.IsMonitor(type);

    /// <summary><c>Monitor.Wait</c> gives back the lock that it waits on, and keeps all others.</summary>
    private static LockSet Kept(MethodUse use, LockSet held)
    {
        var waited = use.Operation is IInvocationOperation { Arguments: { Length: > 0 } arguments }
            ? LockCall.Identify(arguments[0].Value) : null;
        if (waited is null || waited.IsSome || Blocking.IsInstant(use.Operation) || !held.Contains(waited)) return LockSet.Empty;
        while (held.Contains(waited)) held = held.Without(waited);
        return held;
    }
}
