using System;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Sharing;

/// <summary>KATA0309: a look without the lock, and one under it, that do not do what they are meant to.</summary>
/// <remarks>
/// What is sound, and what is not, is the memory model of .NET
/// (https://github.com/dotnet/runtime/blob/main/docs/design/specs/Memory-model.md).
/// </remarks>
internal sealed class UnsafeDoubleCheck : ITypeRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0309",
        "Unsafe double-checked lock",
        "'{0}' is looked at without '{1}', and set under it: {2}",
        "Sharing",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0309.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        if (!facts.HasLocks || Contracts.IsConfined(facts.Type)) return;
        foreach (var check in DoubleCheck.All(facts))
        {
            if (Contracts.IsConfined(check.Flag) || facts.IsUncertain(check.Body)) continue;
            if (DoubleCheckFault.Of(check) is not { } fault) continue;
            report(Diagnostic.Create(
                Rule, fault.Place.Syntax.GetLocation(), [fault.Other.Syntax.GetLocation()],
                check.Flag.Name, check.Gate.Lock.Name, fault.Harm));
        }
    }
}
