using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>What a <c>finally</c> gives back, takes back or ends is not given back, taken back or ended.</summary>
internal sealed class DropFinallyRelease : IMutationOperator
{
    public string Name => "drop-finally-release";

    public string Plants => "a lock, a permit, a place in a line or a mark stays taken for ever";

    public string MayBeEquivalent => "Nobody asks for it again, or somebody else gives it back.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from end in file.DescendantNodes().OfType<FinallyClauseSyntax>()
        from statement in end.Block.Statements.SelectMany(Parts)
        where !Statements.IsAssertion(statement, model)
        select Statements.Drop(statement);

    /// <summary>A lock in a <c>finally</c> guards several; what else holds a statement goes with it.</summary>
    private static IEnumerable<StatementSyntax> Parts(StatementSyntax statement) => statement switch
    {
        LockStatementSyntax { Statement: var body } => Statements.Of(body).SelectMany(Parts),
        LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax => [],
        BlockSyntax block => block.Statements.SelectMany(Parts),
        _ => [statement],
    };
}
