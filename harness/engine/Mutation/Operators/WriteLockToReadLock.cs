using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>A writer takes the lock as a reader does.</summary>
internal sealed class WriteLockToReadLock : IMutationOperator
{
    public string Name => "write-lock-to-read-lock";

    public string Plants => "a writer is inside together with readers, and with other writers";

    public string MayBeEquivalent => "Nothing is written inside, or what is written is one atomic access that needs no lock.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from held in HeldRegion.In(file, model)
        where held is { Taken: { Kind: LockKind.Write, IsIndirect: false }, Given: not null }
        let parts = new[] { held.Taken!, held.Given! }.Select(Renamed).OfType<Replacement>().ToList()
        where parts.Count == 2
        select new Replacement(held.Span, Statements.Edited(held.First.SyntaxTree, held.Span, parts));

    private static Replacement? Renamed(LockCall call) => call.Call.Expression is MemberAccessExpressionSyntax { Name: var name }
        ? Replacement.Of(name, name.ToString().Replace("WriteLock", "ReadLock", StringComparison.Ordinal))
        : null;
}
