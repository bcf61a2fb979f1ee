using System;
using System.Linq;
using Katas.Analyzers.Locksets;
using Katas.Analyzers.Paths;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Locks;

/// <summary>KATA0108: a lock is given back on some paths of a method, and still held where another path leaves it.</summary>
/// <remarks>Of a semaphore KATA0601 says it, in other words: nobody owns a permit, so it is a count that is lost.</remarks>
internal sealed class ReleasedOnEveryPath : IPathRule, ILoopRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0108",
        "A lock is not released on every path",
        "'{0}' is taken here and given back in line {1}, but not {2}: every other thread then waits for it for ever",
        "Locks",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0108.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(BodyPaths body, Action<Diagnostic> report)
    {
        foreach (var paths in body.Locks.Where(paths => paths.Lock.Kind != LockKind.Semaphore))
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
        if (!loop.IsTooMuch && loop.Take.Kind != LockKind.Semaphore) report(Leaks.Of(loop, Rule));
    }
}
