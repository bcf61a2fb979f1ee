using System;
using System.Linq;
using Katas.Analyzers.Locksets;
using Katas.Analyzers.Paths;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.Waiting;

/// <summary>KATA0201: an <c>await</c> while a lock is held that only the thread that took it may give back.</summary>
internal sealed class AwaitUnderLock : IPathRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0201",
        "Await while holding a thread-affine lock",
        "'{0}', taken in line {1}, belongs to its thread: after this await another thread may go on, which does not "
            + "hold it and cannot "
            + "give it back, and everybody waits for ever",
        "Waiting",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0201.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(BodyPaths body, Action<Diagnostic> report)
    {
        var found =
            from paths in body.Locks
            where paths.Lock.Kind != LockKind.Semaphore
            from place in paths.Awaits
            group (paths.Lock, place.Site) by Place(place.Await) into same
            orderby same.Key.SourceSpan.Start
            select (Place: same.Key, First: same.OrderBy(one => one.Site.Call.Syntax.SpanStart).First());
        foreach (var (place, (held, site)) in found)
            report(Diagnostic.Create(Rule, place, [site.Call.Syntax.GetLocation()], held.Name, Leaks.Line(site.Call)));
    }

    /// <summary>Where it says <c>await</c>: a loop over an asynchronous sequence waits several times for one word.</summary>
    private static Location Place(IOperation awaited)
    {
        for (var around = awaited.Syntax; awaited.IsImplicit
            && around is not null and not MemberDeclarationSyntax; around = around.Parent)
        {
            var word = around switch
            {
                CommonForEachStatementSyntax loop => loop.AwaitKeyword,
                UsingStatementSyntax scope => scope.AwaitKeyword,
                LocalDeclarationStatementSyntax local => local.AwaitKeyword,
                _ => default,
            };
            if (word.Span.Length > 0) return word.GetLocation();
        }

        return awaited.Syntax.GetLocation();
    }
}
