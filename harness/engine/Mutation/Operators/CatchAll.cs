using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Mutation.Operators;

/// <summary>A <c>catch</c> of one kind of failure that takes all kinds, or of some cases that takes all cases.</summary>
internal sealed class CatchAll : IMutationOperator
{
    public string Name => "catch-all";

    public string Plants => "a failure, or a cancellation, that was not foreseen is treated as the one that was";

    public string MayBeEquivalent => "Nothing else can be thrown in there.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from clause in file.DescendantNodes().OfType<CatchClauseSyntax>()
        where clause.Parent is TryStatementSyntax attempt && attempt.Catches.Last() == clause
        from replacement in Wider(clause, model)
        select replacement;

    private static IEnumerable<Replacement> Wider(CatchClauseSyntax clause, SemanticModel model)
    {
        if (clause.Filter is { } filter)
            yield return new(TextSpan.FromBounds(filter.GetFirstToken().GetPreviousToken().Span.End, filter.Span.End), "");
        if (clause.Declaration is not { } declared || EndsInThrow(clause) || UsesMore(declared, clause, model)) yield break;
        if (model.GetTypeInfo(declared.Type).Type.FullName() != "System.Exception")
            yield return Replacement.Of(declared.Type, "Exception");
    }

    private static bool EndsInThrow(CatchClauseSyntax clause) =>
        clause.Block.Statements.LastOrDefault() is ThrowStatementSyntax;

    /// <summary>Whether the exception is used for more than every exception has.</summary>
    private static bool UsesMore(CatchDeclarationSyntax declared, CatchClauseSyntax clause, SemanticModel model) =>
        model.GetDeclaredSymbol(declared) is { } caught
        && model.Uses(caught, clause).Any(use => use.Parent is not MemberAccessExpressionSyntax member
            || model.GetSymbolInfo(member).Symbol?.ContainingType.FullName() is not ("System.Exception" or "System.Object"));
}
