using Katas.Analyzers.Tests.Own;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Analyzers.Tests.Robust;

/// <summary>Spoils a source, as somebody does who is typing, or as a merge does.</summary>
/// <param name="random">Decides where.</param>
internal sealed class SourceMutation(Random random)
{
    /// <summary>The text with one to three changes.</summary>
    /// <param name="text">A source.</param>
    /// <param name="other">Another one, whose code may come into the first.</param>
    public string Of(string text, string other)
    {
        for (var changes = random.Next(1, 4); changes > 0; changes--) text = Once(text, other);
        return text;
    }

    private string Once(string text, string other)
    {
        var tokens = Root(text).DescendantTokens().Where(token => token.Span.Length > 0).ToList();
        if (tokens.Count < 2) return text + other;
        var (one, two) = (tokens[random.Next(tokens.Count)], tokens[random.Next(tokens.Count)]);
        return random.Next(8) switch
        {
            0 => text[..random.Next(text.Length)],
            1 => text[..one.Span.End],
            2 => Replaced(text, one.Span, ""),
            3 => Replaced(text, one.Span, $"{one} {one}"),
            4 => Swapped(text, one.Span, two.Span),
            5 => Swapped(text, Body(text), Body(text)),
            6 => Replaced(text, Body(text), Part(other, Body(other))),
            _ => Replaced(text, Statement(text), ""),
        };
    }

    private TextSpan Body(string text) => One(Root(text).DescendantNodes()
        .Where(node => node is BlockSyntax or ArrowExpressionClauseSyntax && node.Parent is MemberDeclarationSyntax));

    private TextSpan Statement(string text) => One(Root(text).DescendantNodes().OfType<StatementSyntax>());

    private TextSpan One(IEnumerable<SyntaxNode> nodes)
    {
        var all = nodes.ToList();
        return all.Count == 0 ? default : all[random.Next(all.Count)].Span;
    }

    private static string Swapped(string text, TextSpan one, TextSpan two)
    {
        if (one.OverlapsWith(two)) return text;
        var (first, last) = one.Start <= two.Start ? (one, two) : (two, one);
        var (before, after) = (Part(text, first), Part(text, last));
        return Replaced(Replaced(text, last, before), first, after);
    }

    private static string Part(string text, TextSpan span) => text.Substring(span.Start, span.Length);

    private static string Replaced(string text, TextSpan span, string by) => text[..span.Start] + by + text[span.End..];

    private static SyntaxNode Root(string text) => CSharpSyntaxTree.ParseText(text, OwnProject.Language).GetRoot();
}
