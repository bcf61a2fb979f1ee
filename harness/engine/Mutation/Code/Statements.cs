using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Mutation.Code;

/// <summary>What operators ask of statements, and how they take them out of a text.</summary>
internal static class Statements
{
    /// <summary>The statements of a block, or the one that stands in its place.</summary>
    /// <remarks>Spread: without it the other branch would be a syntax list, which takes its nodes out of their tree.</remarks>
    public static IReadOnlyList<StatementSyntax> Of(StatementSyntax body) =>
        body is BlockSyntax block ? [.. block.Statements] : [body];

    /// <summary>Whether it ends in <c>throw</c>, <c>return</c>, <c>break</c> or <c>continue</c>.</summary>
    public static bool AlwaysLeaves(StatementSyntax statement) => Of(statement) is [.., var last]
        && last is ThrowStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax;

    /// <summary>The statement before it in the same block.</summary>
    public static StatementSyntax? Before(StatementSyntax statement) => Neighbour(statement, -1);

    /// <summary>The statement after it in the same block.</summary>
    public static StatementSyntax? After(StatementSyntax statement) => Neighbour(statement, 1);

    /// <summary>Whether other statements may stand beside it without braces.</summary>
    public static bool IsInBlock(StatementSyntax statement) => statement.Parent is BlockSyntax or SwitchSectionSyntax;

    /// <summary>Calls that are compiled in debug builds only: <c>Debug.Assert</c>.</summary>
    public static bool IsAssertion(StatementSyntax statement, SemanticModel model) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
        && Calls.Of(call, model) is ("System.Diagnostics.Debug", _);

    /// <summary>The text of a span after some parts of it were replaced; the parts do not overlap.</summary>
    public static string Edited(SyntaxTree tree, TextSpan span, IEnumerable<Replacement> parts)
    {
        var text = tree.GetText().ToString(span);
        foreach (var (part, comes) in parts.OrderByDescending(each => each.Span.Start))
            text = text[..(part.Start - span.Start)] + comes + text[(part.End - span.Start)..];
        return text;
    }

    /// <summary>Takes a statement out, with its line and the comments above it, as far as they are within a span.</summary>
    public static Replacement Cut(StatementSyntax statement, TextSpan within)
    {
        if (!IsInBlock(statement)) return Replacement.Of(statement, "{ }");
        var start = Math.Max(statement.FullSpan.Start, within.Start);
        return new(TextSpan.FromBounds(start, Math.Max(start, Math.Min(statement.FullSpan.End, within.End))), "");
    }

    /// <summary>Puts something else in a statement's place: nothing, or braces where a statement has to stand.</summary>
    public static Replacement Drop(StatementSyntax statement) => Replacement.Of(statement, IsInBlock(statement) ? "" : "{ }");

    /// <summary>The white space with which the line of a node begins, after a line's end.</summary>
    public static string NewLine(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(node.SpanStart);
        var start = text.ToString(line.Span);
        return "\n" + start[..(start.Length - start.TrimStart().Length)];
    }

    /// <summary>Several statements in the place of one.</summary>
    public static string InPlaceOf(StatementSyntax statement, params ReadOnlySpan<string> texts)
    {
        var joined = string.Join(NewLine(statement), texts!);
        return IsInBlock(statement) ? joined : $"{{ {joined} }}";
    }

    private static StatementSyntax? Neighbour(StatementSyntax statement, int step)
    {
        SyntaxList<StatementSyntax> siblings = statement.Parent switch
        {
            BlockSyntax block => block.Statements,
            SwitchSectionSyntax section => section.Statements,
            _ => default,
        };
        var at = siblings.IndexOf(statement) + step;
        return siblings.Contains(statement) && at >= 0 && at < siblings.Count ? siblings[at] : null;
    }
}
