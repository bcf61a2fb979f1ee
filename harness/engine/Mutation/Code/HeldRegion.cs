using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Mutation.Code;

/// <summary>Statements that run while a lock is held: a <c>lock</c>, a scope, or between two calls.</summary>
/// <param name="First">The statement with which it begins: the <c>lock</c>, or the one that takes.</param>
/// <param name="Last">The statement with which it ends: the same <c>lock</c>, the <c>try</c>, or the one that gives back.</param>
/// <param name="Inside">What runs inside; may be empty.</param>
/// <param name="Gate">The lock, where the source names it.</param>
/// <param name="Taken">The call that takes the lock, and</param>
/// <param name="Given">the one that gives it back; both <see langword="null"/> for <c>lock</c> and scopes.</param>
internal sealed record HeldRegion(
    StatementSyntax First, StatementSyntax Last, IReadOnlyList<StatementSyntax> Inside,
    ExpressionSyntax? Gate, LockCall? Taken = null, LockCall? Given = null)
{
    /// <summary>All of it.</summary>
    public TextSpan Span => TextSpan.FromBounds(First.SpanStart, Last.Span.End);

    /// <summary>What runs while the lock is held; empty where nothing does.</summary>
    public TextSpan InnerSpan => Inside.Count == 0 ? default : TextSpan.FromBounds(Inside[0].SpanStart, Inside[^1].Span.End);

    /// <summary>Whether <see cref="Inside"/> stands in braces of its own: what is around it can be repeated.</summary>
    public bool HasBlock => Inside is [{ Parent: BlockSyntax block }, ..] && block != First.Parent && Span.Contains(block.Span);

    /// <summary>The text before <see cref="Inside"/>.</summary>
    public string Opening => Text(Span.Start, Inside[0].FullSpan.Start);

    /// <summary>The text after <see cref="Inside"/>.</summary>
    public string Closing => Text(HasBlock ? Inside[^1].FullSpan.End : Inside[^1].Span.End, Span.End);

    /// <summary>All regions of a file, in the order of the source.</summary>
    public static IEnumerable<HeldRegion> In(SyntaxNode file, SemanticModel model) =>
        file.DescendantNodes().OfType<StatementSyntax>().Select(each => Begin(each, model)).OfType<HeldRegion>();

    private static HeldRegion? Begin(StatementSyntax statement, SemanticModel model) => statement switch
    {
        LockStatementSyntax held => new(held, held, Statements.Of(held.Statement), held.Expression),
        UsingStatementSyntax used when ScopeOf(used, model) is { } gate => new(used, used, Statements.Of(used.Statement), gate),
        TryStatementSyntax { Finally: { } end } body => Guarded(body, end, model),
        ExpressionStatementSyntax taking when LockCall.AcquireAs(taking, model) is { } taken => Plain(taking, taken, model),
        _ => null,
    };

    private static ExpressionSyntax? ScopeOf(UsingStatementSyntax used, SemanticModel model) => LockCall.Scope(
        used.Expression ?? (used.Declaration?.Variables is [var only] ? only.Initializer?.Value : null), model);

    /// <summary>The call that takes stands before the <c>try</c>, or first in it.</summary>
    private static HeldRegion? Guarded(TryStatementSyntax body, FinallyClauseSyntax end, SemanticModel model)
    {
        var before = Statements.Before(body);
        if (LockCall.AcquireAs(before, model) is { } taken && LockCall.ReleaseIn(end, taken, model) is { } given)
            return new(before!, body, body.Block.Statements, taken.Gate, taken, given);
        var within = body.Block.Statements.FirstOrDefault();
        return LockCall.AcquireAs(within, model) is { } first && LockCall.ReleaseIn(end, first, model) is { } last
            ? new(body, body, [.. body.Block.Statements.Skip(1)], first.Gate, first, last)
            : null;
    }

    /// <summary>Both calls in one block, without a <c>try</c>.</summary>
    private static HeldRegion? Plain(ExpressionStatementSyntax taking, LockCall taken, SemanticModel model)
    {
        List<StatementSyntax> inside = [];
        for (var next = Statements.After(taking); next is not null and not TryStatementSyntax; next = Statements.After(next))
        {
            if (next is ExpressionStatementSyntax && LockCall.ReleaseIn(next, taken, model) is { } given)
                return new(taking, next, inside, taken.Gate, taken, given);
            inside.Add(next);
        }

        return null;
    }

    private string Text(int start, int end) => First.SyntaxTree.GetText().ToString(TextSpan.FromBounds(start, end));
}
