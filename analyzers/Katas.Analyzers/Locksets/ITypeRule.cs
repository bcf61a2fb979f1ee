using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Locksets;

/// <summary>A rule that looks at all code of a type at once, with the locks that are held in it.</summary>
internal interface ITypeRule
{
    /// <summary>What it reports.</summary>
    DiagnosticDescriptor Descriptor { get; }

    /// <summary>Reports what it finds. It keeps nothing between two types.</summary>
    void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report);
}
