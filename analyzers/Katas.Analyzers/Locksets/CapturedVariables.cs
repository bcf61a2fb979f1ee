using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Locksets;

/// <summary>Which locals and parameters a lambda or local function shares with the code around it.</summary>
internal static class CapturedVariables
{
    /// <summary>Drops the uses of all other variables from the facts of a method's bodies.</summary>
    public static void Keep(IReadOnlyList<BodyFacts> bodies)
    {
        var shared = new HashSet<ISymbol>(
            from body in bodies
            where body.IsDeferred
            from access in body.Captured
            where !IsDeclaredIn(access.Member, body)
            select access.Member, SymbolEqualityComparer.Default);
        foreach (var body in bodies) body.Captured.RemoveAll(access => !shared.Contains(access.Member));
    }

    private static bool IsDeclaredIn(ISymbol variable, BodyFacts body) =>
        variable.DeclaringSyntaxReferences.FirstOrDefault() is not { } declared
        || body.Root.Syntax.Span.Contains(declared.Span);
}
