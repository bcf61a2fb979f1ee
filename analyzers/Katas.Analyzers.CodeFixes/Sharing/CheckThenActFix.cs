using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.CodeFixes.Sharing;

/// <summary>Puts one call of TryAdd or GetOrAdd in the place of a look and a write, where the value can be made in it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CheckThenActFix() : NodeFix("KATA0306", "Look and add in one call")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } look) return null;
        var isNegated = look.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression };
        var condition = isNegated ? (ExpressionSyntax)look.Parent! : look;
        if (condition.Parent is not IfStatementSyntax { Else: null } choice || choice.Condition != condition) return null;
        if (choice.Parent is not BlockSyntax block || HasComments(choice)) return null;
        var pair = new LookedUp(member.Expression, look.ArgumentList.Arguments[0].Expression, model);
        if (!pair.IsSimple) return null;
        return (member.Name.Identifier.Text, isNegated) switch
        {
            ("ContainsKey", true) => Added(choice, pair),
            ("TryGetValue", true) => Found(choice, look, pair),
            ("TryGetValue", false) => Returned(choice, block, look, pair),
            _ => null,
        };
    }

    /// <summary><c>if (!d.ContainsKey(k)) d[k] = v;</c></summary>
    private static (SyntaxNode Old, SyntaxNode New)? Added(IfStatementSyntax choice, LookedUp pair)
    {
        if (Statements(choice.Statement) is not { Count: 1 } only || pair.ValueAddedBy(only[0]) is not { } value) return null;
        var call = pair.IsPlain(value) ? pair.Call("TryAdd", value) : pair.GetOrAdd(value);
        return call is null ? null : (choice, SyntaxFactory.ExpressionStatement(call).WithTriviaFrom(choice));
    }

    /// <summary><c>if (!d.TryGetValue(k, out var v)) { v = new(); d[k] = v; }</c></summary>
    private static (SyntaxNode Old, SyntaxNode New)? Found(
        IfStatementSyntax choice, InvocationExpressionSyntax look, LookedUp pair)
    {
        var target = look.ArgumentList.Arguments[1].Expression;
        if (NameOf(target) is not { } name) return null;
        var statements = Statements(choice.Statement);
        var value = statements.Count switch
        {
            2 when IsName(pair.ValueAddedBy(statements[1]), name) => Assigned(statements[0], name),
            1 when pair.ValueAddedBy(statements[0]) is AssignmentExpressionSyntax set && IsName(set.Left, name) => set.Right,
            _ => null,
        };
        if (value is null || Names(value, name) || pair.GetOrAdd(value) is not { } call) return null;
        var text = target is DeclarationExpressionSyntax declared ? $"{declared.Type.WithoutTrivia()} {name} = " : $"{name} = ";
        return (choice, SyntaxFactory.ParseStatement(text + call.ToFullString() + ";").WithTriviaFrom(choice));
    }

    /// <summary><c>if (d.TryGetValue(k, out var v)) return v; v = new(); d[k] = v; return v;</c></summary>
    private static (SyntaxNode Old, SyntaxNode New)? Returned(
        IfStatementSyntax choice, BlockSyntax block, InvocationExpressionSyntax look, LookedUp pair)
    {
        var at = block.Statements.IndexOf(choice);
        if (at + 4 != block.Statements.Count || Statements(choice.Statement) is not { Count: 1 } branch) return null;
        if (look.ArgumentList.Arguments[1].Expression is not DeclarationExpressionSyntax declared) return null;
        if (NameOf(declared) is not { } name || !IsName((branch[0] as ReturnStatementSyntax)?.Expression, name))
            return null;
        var (made, added, last) = (block.Statements[at + 1], block.Statements[at + 2], block.Statements[at + 3]);
        if (HasComments(made) || HasComments(added) || HasComments(last)) return null;
        if (made is LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables })
            name = variables[0].Identifier.Text;
        var value = made is LocalDeclarationStatementSyntax local
            ? local.Declaration.Variables[0].Initializer?.Value
            : Assigned(made, name);
        if (value is null || !IsName(pair.ValueAddedBy(added), name)) return null;
        if (last is not ReturnStatementSyntax { Expression: { } result } || !IsName(result, name)) return null;
        if (Names(value, name) || Names(value, NameOf(declared)!) || pair.GetOrAdd(value) is not { } call) return null;
        var returned = SyntaxFactory.ParseStatement($"return {call.ToFullString()};")
            .WithLeadingTrivia(choice.GetLeadingTrivia()).WithTrailingTrivia(last.GetTrailingTrivia());
        return (block, block.WithStatements([.. block.Statements.Take(at), returned]));
    }

    private static SyntaxList<StatementSyntax> Statements(StatementSyntax branch) =>
        branch is BlockSyntax block ? block.Statements : SyntaxFactory.SingletonList(branch);

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax { Identifier.Text: not "_" } name => name.Identifier.Text,
        DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax single } => single.Identifier.Text,
        _ => null,
    };

    private static ExpressionSyntax? Assigned(StatementSyntax statement, string name) =>
        statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax set }
            && set.IsKind(SyntaxKind.SimpleAssignmentExpression) && IsName(set.Left, name)
            ? set.Right
            : null;

    private static bool IsName(ExpressionSyntax? expression, string name) =>
        expression is IdentifierNameSyntax identifier && identifier.Identifier.Text == name;

    private static bool Names(SyntaxNode code, string name) =>
        code.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.Text == name);

    /// <summary>What would be lost: only what stands before the whole and after it stays where it is.</summary>
    private static bool HasComments(SyntaxNode code) => code.DescendantTrivia().Any(trivia =>
        code.Span.Contains(trivia.Span) && !trivia.IsKind(SyntaxKind.WhitespaceTrivia)
            && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
}
