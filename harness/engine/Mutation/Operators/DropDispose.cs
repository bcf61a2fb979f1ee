using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>A registration at a token, or a source linked to one, is not disposed.</summary>
internal sealed class DropDispose : IMutationOperator
{
    private static readonly HashSet<string> Kept =
        ["System.Threading.CancellationTokenRegistration", "System.Threading.CancellationTokenSource"];

    public string Name => "drop-dispose";

    public string Plants =>
        "a token that lives long keeps every call that ever used it, and calls each back when it is cancelled";

    public string MayBeEquivalent => "The token goes with the call, and a callback that comes late does nothing.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model)
    {
        return file.DescendantNodes().Select(node => node switch
        {
            LocalDeclarationStatementSyntax { UsingKeyword.ValueText: "using", Declaration: var declared } statement
                when Keeps(Value(declared)) => Replacement.Of(statement, $"{declared};"),
            UsingStatementSyntax { Declaration: { } declared } statement when Keeps(Value(declared)) =>
                Replacement.Of(statement, $"{{ {declared}; {statement.Statement} }}"),
            UsingStatementSyntax { Expression: { } expression } statement when Keeps(expression) =>
                Replacement.Of(statement, Statements.InPlaceOf(statement, $"_ = {expression};", statement.Statement.ToString())),
            _ => (Replacement?)null,
        }).OfType<Replacement>();

        bool Keeps(ExpressionSyntax? made) =>
            made is not null && model.GetTypeInfo(made).Type is { } type && Kept.Contains(Calls.NameOf(type));
    }

    private static ExpressionSyntax? Value(VariableDeclarationSyntax declared) =>
        declared.Variables is [var only] ? only.Initializer?.Value : null;
}
