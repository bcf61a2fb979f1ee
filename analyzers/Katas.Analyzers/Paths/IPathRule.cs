using System;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Paths;

/// <summary>A rule that looks at what the paths of a body do with its locks.</summary>
internal interface IPathRule
{
    /// <summary>What it reports.</summary>
    DiagnosticDescriptor Descriptor { get; }

    /// <summary>Reports what it finds. It keeps nothing between two bodies.</summary>
    void Check(BodyPaths body, Action<Diagnostic> report);
}
