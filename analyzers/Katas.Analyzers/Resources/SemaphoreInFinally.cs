using System;
using System.Linq;
using Katas.Analyzers.Locksets;
using Katas.Analyzers.Paths;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Resources;

/// <summary>KATA0601: a permit of a semaphore is given back on some paths of a method, and lost on another.</summary>
internal sealed class SemaphoreInFinally : IPathRule, ILoopRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0601",
        "A semaphore is not released in 'finally'",
        "'{0}' is waited for here and released in line {1}, but not {2}: that permit is lost, and in the end everybody waits; "
            + "release it in a 'finally'",
        "Resources",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0601.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(BodyPaths body, Action<Diagnostic> report)
    {
        foreach (var paths in body.Locks.Where(paths => paths.Lock.Kind == LockKind.Semaphore && !Signals.Is(paths.Lock.Symbol)))
        {
            foreach (var leak in Leaks.Of(body, paths))
            {
                var release = paths.Releases[leak.Site].Call;
                report(Diagnostic.Create(
                    Rule, leak.Site.Call.Syntax.GetLocation(),
                    [release.Syntax.GetLocation(), (leak.At ?? release).Syntax.GetLocation()],
                    paths.Lock.Name, Leaks.Line(release), Leaks.Describe(leak)));
            }
        }
    }

    public void Check(LoopedLock loop, Action<Diagnostic> report)
    {
        if (!loop.IsTooMuch && loop.Take.Kind == LockKind.Semaphore) report(Leaks.Of(loop, Rule));
    }
}
