using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Mutation.Operators;

/// <summary>Two locks are taken in the other order, or in the order in which they were named by the caller.</summary>
internal sealed class SwapLockOrder : IMutationOperator
{
    public string Name => "swap-lock-order";

    public string Plants => "two threads each hold the lock that the other one waits for";

    public string MayBeEquivalent => "Nobody ever waits for one of the two locks while holding the other.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model)
    {
        var regions = HeldRegion.In(file, model).ToList();
        var nested =
            from outer in regions
            from inner in regions
            where inner != outer && outer.InnerSpan.Contains(inner.Span)
            where !regions.Exists(between => between != inner && between != outer
                && outer.InnerSpan.Contains(between.Span) && between.InnerSpan.Contains(inner.Span))
            select Swapped(outer, inner, model);
        return nested.Concat(InARow(file, regions, model)).OfType<Replacement>().Concat(Unordered(file, model));
    }

    private static Replacement? Swapped(HeldRegion outer, HeldRegion inner, SemanticModel model)
    {
        if (outer.Gate is not { } one || inner.Gate is not { } other || SyntaxFactory.AreEquivalent(one, other)) return null;
        if (outer.Taken?.Kind != inner.Taken?.Kind) return null;
        if (Locals.Uses(other, Locals.DeclaredIn([outer.First, outer.Last], model), model)) return null;
        List<Replacement> parts = [.. Exchange(one, other)];
        if (outer.Given?.Gate is { } back && inner.Given?.Gate is { } otherBack) parts.AddRange(Exchange(back, otherBack));
        var span = outer.Taken is null ? TextSpan.FromBounds(one.SpanStart, other.Span.End) : outer.Span;
        return new(span, Statements.Edited(one.SyntaxTree, span, parts));
    }

    private static IEnumerable<Replacement> Exchange(SyntaxNode one, SyntaxNode other) =>
        [Replacement.Of(one, other.ToString()), Replacement.Of(other, one.ToString())];

    /// <summary><c>a.Enter(); b.Enter();</c>, where it is not plain that both end in the other order.</summary>
    private static IEnumerable<Replacement?> InARow(
        SyntaxNode file, IReadOnlyList<HeldRegion> regions, SemanticModel model) =>
        from statement in file.DescendantNodes().OfType<StatementSyntax>()
        let one = LockCall.AcquireAs(statement, model)
        let gate = one?.Gate
        where gate is not null
        let next = Statements.After(statement)
        let other = LockCall.AcquireAs(next, model)
        let otherGate = other?.Gate
        where !regions.Any(region => region.First == statement)
        where otherGate is not null && other.Kind == one.Kind && !SyntaxFactory.AreEquivalent(gate, otherGate)
        let span = TextSpan.FromBounds(statement.SpanStart, next.Span.End)
        select (Replacement?)new Replacement(
            span, Statements.Edited(statement.SyntaxTree, span, [.. Exchange(gate, otherGate)]));

    /// <summary>Expressions whose only sense is an order, in a type that takes locks.</summary>
    private static IEnumerable<Replacement> Unordered(SyntaxNode file, SemanticModel model)
    {
        var lockers = file.DescendantNodes().OfType<TypeDeclarationSyntax>().Where(type => TakesLocks(type, model)).ToHashSet();
        return file.DescendantNodes().OfType<ExpressionSyntax>()
            .Where(each => each.Ancestors().OfType<TypeDeclarationSyntax>().Any(lockers.Contains))
            .Select(each => each switch
            {
                ConditionalExpressionSyntax choice => InGivenOrder(choice),
                TupleExpressionSyntax pair => WithoutMinMax(pair, model),
                _ => null,
            }).OfType<Replacement>();
    }

    private static bool TakesLocks(TypeDeclarationSyntax type, SemanticModel model) =>
        type.DescendantNodes().Any(node => node is LockStatementSyntax
            || (node is InvocationExpressionSyntax call && LockCall.Acquire(call, model) is not null));

    /// <summary><c>a &lt; b ? [x, y] : [y, x]</c>.</summary>
    private static Replacement? InGivenOrder(ConditionalExpressionSyntax choice)
    {
        if (choice.Condition is not BinaryExpressionSyntax { OperatorToken.ValueText: "<" or ">" or "<=" or ">=" }) return null;
        var (one, other) = (Words(choice.WhenTrue), Words(choice.WhenFalse));
        var isSwap = one.Count > 3 && !one.SequenceEqual(other)
            && one.Order(StringComparer.Ordinal).SequenceEqual(other.Order(StringComparer.Ordinal));
        return isSwap ? Replacement.Of(choice, choice.WhenTrue.ToString()) : null;
    }

    private static List<string> Words(SyntaxNode node) => [.. node.DescendantTokens().Select(token => token.ValueText)];

    /// <summary><c>(Min(a, b), Max(a, b))</c>, also as an index.</summary>
    private static Replacement? WithoutMinMax(TupleExpressionSyntax pair, SemanticModel model)
    {
        if (pair.Arguments.Count != 2) return null;
        if (Extreme(pair.Arguments[0], "Min", model) is not { } least || Extreme(pair.Arguments[1], "Max", model) is not { } most)
            return null;
        if (!SyntaxFactory.AreEquivalent(least.ArgumentList, most.ArgumentList)) return null;
        var (one, other) = (least.ArgumentList.Arguments[0], least.ArgumentList.Arguments[1]);
        return new(pair.Span, Statements.Edited(
            pair.SyntaxTree, pair.Span, [Replacement.Of(least, one.ToString()), Replacement.Of(most, other.ToString())]));
    }

    private static InvocationExpressionSyntax? Extreme(SyntaxNode node, string name, SemanticModel model) =>
        node.DescendantNodes().OfType<InvocationExpressionSyntax>().FirstOrDefault(call =>
            Calls.Of(call, model) is { } called && called.Type == "System.Math" && called.Method == name
            && call.ArgumentList.Arguments.Count == 2);
}
