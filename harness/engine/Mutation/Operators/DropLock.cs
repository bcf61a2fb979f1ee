using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>The body of a <c>lock</c> without the lock.</summary>
internal sealed class DropLock : IMutationOperator
{
    public string Name => "drop-lock";

    public string Plants => "two threads are inside at once";

    public string MayBeEquivalent => "Another lock that every caller holds, or a single atomic access inside, makes this one superfluous.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from held in file.DescendantNodes().OfType<LockStatementSyntax>()
        select Replacement.Of(held, held.Statement.ToString());
}
