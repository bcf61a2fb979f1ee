using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.CodeFixes.Paths;

/// <summary>
/// A critical section in its simple form: a statement that takes a lock, and in the same block one that gives it back.
/// </summary>
internal sealed class Section
{
    private Section(
        BlockSyntax block, ExpressionStatementSyntax take, IReadOnlyList<StatementSyntax> body, ExpressionStatementSyntax give) =>
        (Block, Take, Body, Give) = (block, take, body, give);

    /// <summary>The block that both statements stand in.</summary>
    public BlockSyntax Block { get; }

    /// <summary>The statement that takes the lock.</summary>
    public ExpressionStatementSyntax Take { get; }

    /// <summary>What stands between the two.</summary>
    public IReadOnlyList<StatementSyntax> Body { get; }

    /// <summary>The statement that gives it back.</summary>
    public ExpressionStatementSyntax Give { get; }

    /// <summary>
    /// The section of a call that takes a lock, if it can become the body of a statement of its own: the lock is given back once
    /// only, and what the section declares is not used after it.
    /// </summary>
    public static Section? Of(SyntaxNode take, SyntaxNode give)
    {
        if (take.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Parent: BlockSyntax block } first) return null;
        if (give.Parent is not ExpressionStatementSyntax last || last.Parent != block
            || last.SpanStart < first.SpanStart) return null;
        if (Plain(first.Expression) != take) return null;
        var body = block.Statements.SkipWhile(s => s != first).Skip(1).TakeWhile(s => s != last).ToList();
        var names = new HashSet<string>(
            from statement in body
            from node in statement.DescendantNodesAndSelf()
            let name = node switch
            {
                VariableDeclaratorSyntax variable => variable.Identifier,
                SingleVariableDesignationSyntax designation => designation.Identifier,
                LocalFunctionStatementSyntax function => function.Identifier,
                _ => default,
            }
            where name != default
            select name.ValueText);
        var after = block.Statements.SkipWhile(s => s != last).Skip(1);
        if (after.SelectMany(s => s.DescendantNodes()).OfType<IdentifierNameSyntax>().Any(n =>
            names.Contains(n.Identifier.ValueText)))
            return null;
        var released = last.Expression.ToString();
        var isOnce = block.DescendantNodes().OfType<InvocationExpressionSyntax>().Count(call => call.ToString() == released) == 1;
        return isOnce && body.Count > 0 && !body.Any(s => s is LabeledStatementSyntax) ? new(block, first, body, last) : null;
    }

    /// <summary>The block with other statements in the section's place.</summary>
    public BlockSyntax With(params StatementSyntax[] statements)
    {
        var kept = Block.Statements.TakeWhile(s => s != Take).Concat(statements).Concat(Block.Statements.SkipWhile(s =>
            s != Give).Skip(1));
        return Block.WithStatements(SyntaxFactory.List(kept));
    }

    /// <summary>The statements of the body, as a block; without the empty line before the first.</summary>
    public BlockSyntax Inner()
    {
        var trivia = Body[0].GetLeadingTrivia().SkipWhile(t => t.IsKind(SyntaxKind.EndOfLineTrivia)
            || t.IsKind(SyntaxKind.WhitespaceTrivia));
        return SyntaxFactory.Block(Body.Skip(1).Prepend(Body[0].WithLeadingTrivia(trivia)));
    }

    private static ExpressionSyntax Plain(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case AwaitExpressionSyntax awaited:
                    expression = awaited.Expression;
                    break;
                case InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: { } task }
                }:
                    expression = task;
                    break;
                default:
                    return expression;
            }
        }
    }
}
