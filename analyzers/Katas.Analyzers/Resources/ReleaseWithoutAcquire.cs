using System;
using System.Linq;
using Katas.Analyzers.Locksets;
using Katas.Analyzers.Paths;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.Resources;

/// <summary>KATA0602: a release that a path reaches on which nothing was taken, because the wait failed or gave up.</summary>
/// <remarks>
/// A <c>Mutex</c> is left out: the <c>AbandonedMutexException</c> of its wait means that it has been taken all the same.
/// </remarks>
internal sealed class ReleaseWithoutAcquire : IPathRule, ILoopRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0602",
        "Release can run without acquire",
        "'{0}' is given back here even {1}: {2}",
        "Resources",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0602.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(BodyPaths body, Action<Diagnostic> report)
    {
        foreach (var paths in body.Locks.Where(paths => paths.Lock.Kind != LockKind.Mutex && !Signals.Is(paths.Lock.Symbol)))
        {
            foreach (var same in paths.Bare.GroupBy(bare => bare.Release).OrderBy(same => same.Key.Call.Syntax.SpanStart))
            {
                // A release that no path reaches with the lock held belongs to what a caller took.
                if (!paths.Good.Contains(same.Key)) continue;
                var acquire = paths.Lock.Calls.Last(call =>
                    call.Effect != LockEffect.Release && call.Call.Syntax.SpanStart < same.Key.Call.Syntax.SpanStart);
                report(Diagnostic.Create(
                    Rule, same.Key.Call.Syntax.GetLocation(), [acquire.Call.Syntax.GetLocation()],
                    paths.Lock.Name, Way(acquire, same.All(bare => bare.Before is not null)), Effect(paths.Lock.Kind)));
            }
        }
    }

    public void Check(LoopedLock loop, Action<Diagnostic> report)
    {
        if (!loop.IsTooMuch) return;
        report(Diagnostic.Create(
            Rule, loop.Release.Call.Syntax.GetLocation(), [loop.Take.Call.Syntax.GetLocation()],
            loop.Release.Lock!.Name, $"in turns that were never reached, because line {Leaks.Line(loop.Leave)} left the loop",
            Effect(loop.Take.Kind)));
    }

    private static string Way(LockCall acquire, bool isAgain)
    {
        var line = Leaks.Line(acquire.Call);
        return isAgain ? "where it has been given back already"
            : acquire.Effect == LockEffect.TryAcquire ? $"if '{acquire.Call.TargetMethod.Name}' in line {line} gave up"
            : acquire.Call.Syntax.FirstAncestorOrSelf<TryStatementSyntax>() is not null
                ? $"if nothing was taken in line {line}, because it or what is before it in the 'try' threw"
            : $"where line {line} has not taken it";
    }

    private static string Effect(LockKind kind) => kind == LockKind.Semaphore
        ? "one thread too many gets in then"
        : "that throws SynchronizationLockException, or gives back what another call of this thread holds";
}
