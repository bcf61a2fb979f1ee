using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Code;

/// <summary>Where code stands, and how other code is written so that it may stand there.</summary>
internal static class Places
{
    /// <summary>A text for the place of an expression: in parentheses where what is around it would tear it apart.</summary>
    public static string Fit(ExpressionSyntax place, string text) => place.Parent is
        ParenthesizedExpressionSyntax or ArgumentSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax
        or ReturnStatementSyntax or IfStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ExpressionStatementSyntax
        or CatchFilterClauseSyntax or WhenClauseSyntax or LambdaExpressionSyntax
        || (place.Parent is AssignmentExpressionSyntax assignment && assignment.Right == place) ? text : $"({text})";

    /// <summary>An expression as an operand of <c>==</c>, <c>&amp;&amp;</c> and their like.</summary>
    public static string Operand(ExpressionSyntax expression) => expression is
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression }
        or ConditionalExpressionSyntax or AssignmentExpressionSyntax or LambdaExpressionSyntax or SwitchExpressionSyntax
        or ThrowExpressionSyntax ? $"({expression})" : expression.ToString();

    /// <summary>The condition is still evaluated, and comes to a value that is known before.</summary>
    public static Replacement Always(ExpressionSyntax condition, bool value) => Replacement.Of(
        condition, Fit(condition, value ? $"{Operand(condition)} || true" : $"{Operand(condition)} && false"));

    /// <summary>The block without the statement.</summary>
    public static Replacement Without(StatementSyntax statement) =>
        Replacement.Of(statement, statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax ? "" : "{ }");

    /// <summary>Puts the second of two statements of one block in front of the first, and what is between after both.</summary>
    public static Replacement Ahead(StatementSyntax first, StatementSyntax second)
    {
        var text = first.SyntaxTree.GetText();
        var indent = new string(' ', text.Lines.GetLinePosition(first.SpanStart).Character);
        var others = text.ToString(new(first.SpanStart, second.GetFirstToken().GetPreviousToken().Span.End - first.SpanStart));
        return new(new(first.SpanStart, second.Span.End - first.SpanStart), $"{second}\n{indent}{others}");
    }

    /// <summary>Whether nobody gets the value of an expression.</summary>
    public static bool IsDiscarded(ExpressionSyntax expression, SemanticModel model) => expression.Parent switch
    {
        ExpressionStatementSyntax => true,
        ArrowExpressionClauseSyntax { Parent: { } member } => ReturnsNothing(model.GetDeclaredSymbol(member)),
        LambdaExpressionSyntax lambda => ReturnsNothing(model.GetSymbolInfo(lambda).Symbol),
        ForStatementSyntax loop => loop.Condition != expression,
        _ => false,
    };

    /// <summary>The condition that a part belongs to, through <c>&amp;&amp;</c>, <c>||</c>, <c>!</c> and parentheses.</summary>
    public static ExpressionSyntax WholeCondition(ExpressionSyntax part)
    {
        while (part.Parent is ParenthesizedExpressionSyntax
            or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression }
            or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression })
            part = (ExpressionSyntax)part.Parent;
        return part;
    }

    /// <summary>Whether a condition is that of an <c>if</c> that does nothing but leave.</summary>
    public static bool IsEarlyExit(ExpressionSyntax wholeCondition) =>
        wholeCondition.Parent is IfStatementSyntax { Else: null } guard && guard.Condition == wholeCondition
        && Leaves(guard.Statement);

    /// <summary>Whether a statement may end the block that it is in: <c>return</c>, <c>throw</c> and their like.</summary>
    public static bool MayLeave(StatementSyntax statement) => statement.DescendantNodesAndSelf(InSameMethod).Any(node =>
        node is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or BreakStatementSyntax
            or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax);

    /// <summary>For walks that are not to enter lambdas and local functions, which run another time.</summary>
    public static bool InSameMethod(SyntaxNode node) => node is not (LambdaExpressionSyntax or LocalFunctionStatementSyntax);

    /// <summary>Neighbours in a block.</summary>
    public static IEnumerable<(StatementSyntax First, StatementSyntax Second)> Neighbours(SyntaxNode file) =>
        from block in file.DescendantNodes()
        let statements = Statements(block)
        from pair in statements.Zip(statements.Skip(1))
        select pair;

    /// <summary>The statements of a block or of a section of a <c>switch</c>; none for other nodes.</summary>
    public static IReadOnlyList<StatementSyntax> Statements(SyntaxNode node) => node switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        _ => [],
    };

    private static bool Leaves(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax => true,
        BlockSyntax { Statements: [.., var last] } => Leaves(last),
        _ => false,
    };

    private static bool ReturnsNothing(ISymbol? symbol) => symbol is IMethodSymbol method
        && (method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 0 }));
}
