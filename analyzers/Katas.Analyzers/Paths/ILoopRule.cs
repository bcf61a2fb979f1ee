using System;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Paths;

/// <summary>A rule that looks at the loops that take one lock in each turn.</summary>
internal interface ILoopRule
{
    /// <summary>Reports a loop if it concerns the rule.</summary>
    void Check(LoopedLock loop, Action<Diagnostic> report);
}
