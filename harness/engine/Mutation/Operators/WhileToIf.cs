using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Mutation.Operators;

/// <summary>Who is woken does not look again whether what it waited for is so.</summary>
internal sealed class WhileToIf : IMutationOperator
{
    public string Name => "while-to-if";

    public string Plants => "whoever is woken goes on, although another was faster or the signal was meant for somebody else";

    public string MayBeEquivalent => "One thread waits at most, and it is woken only when what it waits for is so and stays so.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model)
    {
        var loops = file.DescendantNodes().OfType<WhileStatementSyntax>()
            .Where(loop => !loop.Condition.IsKind(SyntaxKind.TrueLiteralExpression) && !Takes(loop.Condition))
            .Where(loop => loop.Parent is not IfStatementSyntax { Else: not null })
            .Where(loop => OnlyWaits(loop.Statement, model))
            .Select(loop => Header(loop, loop.CloseParenToken, $"if ({loop.Condition})"));
        var spins = file.DescendantNodes().OfType<ForStatementSyntax>()
            .Where(loop => loop is { Condition: not null, Incrementors.Count: 0, Declaration: not null })
            .Where(loop => OnlyWaits(loop.Statement, model))
            .Select(loop => Replacement.Of(
                loop, $"{{ {loop.Declaration}; if ({loop.Condition}) {loop.Statement} }}"));
        return loops.Concat(spins);
    }

    private static Replacement Header(WhileStatementSyntax loop, SyntaxToken end, string text) =>
        new(TextSpan.FromBounds(loop.SpanStart, end.Span.End), text);

    /// <summary><c>while (line.TryTake(out var next))</c> waits for nothing: it goes on with the next.</summary>
    private static bool Takes(ExpressionSyntax condition) => condition.DescendantNodesAndSelf().OfType<ArgumentSyntax>()
        .Any(argument => argument is { RefKindKeyword.ValueText: "out", Expression: DeclarationExpressionSyntax });

    /// <summary>A loop that does its work between two waits is no wait: it may well run once for each signal.</summary>
    private static bool OnlyWaits(StatementSyntax body, SemanticModel model)
    {
        var statements = Statements.Of(body);
        return statements.Any(each => Signals.Waits(each, model))
            && statements.All(each => Signals.Waits(each, model) || !Works(each, model))
            && !body.DescendantNodesAndSelf().Any(each => each is BreakStatementSyntax or ContinueStatementSyntax
                or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax);
    }

    private static bool Works(StatementSyntax statement, SemanticModel model) =>
        Calls.OwnNodes(statement).OfType<InvocationExpressionSyntax>().Any(call =>
            model.GetSymbolInfo(call).Symbol is not IMethodSymbol method
            || method.MethodKind == MethodKind.DelegateInvoke || Calls.SourceOf(method, model) is not null);
}
