using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Locksets;

/// <summary>KATA0101: a field is used under a lock in one place, and without it in another.</summary>
internal sealed class GuardedHereAndNotThere : ITypeRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0101",
        "A field is guarded here and not there",
        "'{0}' is {1} here without '{2}', under which {3} {4} it: between the two halves of that section this may happen",
        "Locks",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0101.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        if (!facts.HasLocks) return;
        var accesses =
            from body in facts.Bodies
            where !TypeFacts.IsConstruction(body)
            from access in body.Accesses
            where access.IsOwn && access.Member is IFieldSymbol { IsReadOnly: false, IsVolatile: false }
            select (Body: body, Access: access, Held: facts.At(body, access.Held));
        foreach (var field in accesses.GroupBy(entry => entry.Access.Member, SymbolEqualityComparer.Default))
        {
            var guarded = field.FirstOrDefault(entry => entry.Access.IsWrite && entry.Held.Locks.Any(l => l.IsOwn));
            if (guarded.Access is null) continue;
            foreach (var bare in field.Where(entry => entry.Held.IsEmpty && entry.Access.Kind != AccessKind.Reference))
            {
                report(Diagnostic.Create(
                    Rule, bare.Access.Operation.Syntax.GetLocation(),
                    new[] { guarded.Access.Operation.Syntax.GetLocation() },
                    field.Key!.Name, bare.Access.IsWrite ? "written" : "read", guarded.Held.Locks[0].Name,
                    guarded.Body.Owner?.Name ?? "other code", guarded.Access.IsWrite ? "writes" : "reads"));
            }
        }
    }
}
