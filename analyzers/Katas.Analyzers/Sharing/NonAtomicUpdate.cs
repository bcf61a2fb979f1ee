using System;
using System.Collections.Immutable;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Sharing;

/// <summary>KATA0301: what several threads reach is changed in steps that nothing keeps together.</summary>
/// <remarks>
/// What is under a lock somewhere is KATA0101's and KATA0102's; what Interlocked or <c>volatile</c> is there for is KATA0305's.
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
        var plain = SharedVariable.Of(facts).Where(variable => !PlainAccess.IsOf(variable));
        foreach (var broken in plain.SelectMany(BrokenUpdate.Of))
        {
            var use = broken.Update.Use;
            report(Diagnostic.Create(
                Rule, broken.Update.Place.Syntax.GetLocation(),
                broken.Against == use ? Array.Empty<Location>() : new[] { broken.Against.Location },
                broken.IsFixable ? Atomics.Fixable : ImmutableDictionary<string, string?>.Empty,
                broken.Variable.Name, broken.Done, use.Body.ThreadName, Other(broken), broken.Schedule));
        }
    }

    private static string Other(BrokenUpdate broken)
    {
        var body = broken.Against.Body;
        var who = body == broken.Update.Use.Body ? "another thread there" : body.ThreadName;
        return who + (broken.IsTwice ? " changes" : " writes");
    }
}
