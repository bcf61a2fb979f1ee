using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>The machine's own clock where one was handed in.</summary>
internal sealed class WallClock : IMutationOperator
{
    private const string Provider = "System.TimeProvider";

    public string Name => "wall-clock";

    public string Plants => "time is taken from the machine and not from the clock that was given: a test cannot move it";

    public string MayBeEquivalent => "What is read there is never compared with a time that comes from elsewhere.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from expression in file.DescendantNodes().OfType<ExpressionSyntax>()
        where IsGivenClock(expression, model) && IsUsed(expression)
        select Replacement.Of(expression, "TimeProvider.System");

    private static bool IsGivenClock(ExpressionSyntax expression, SemanticModel model)
    {
        if (expression is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either)
            return IsGivenClock(either.Left, model);
        return expression is IdentifierNameSyntax or MemberAccessExpressionSyntax
            && model.GetSymbolInfo(expression).Symbol
                is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol { IsStatic: false }
            && model.GetTypeInfo(expression).Type.IsA(Provider);
    }

    /// <summary>Not where it is only looked at whether there is one, and not where one is put.</summary>
    private static bool IsUsed(ExpressionSyntax clock) => clock.Parent switch
    {
        MemberAccessExpressionSyntax member => member.Expression == clock,
        AssignmentExpressionSyntax assignment => assignment.Right == clock,
        ArgumentSyntax { Parent: TupleExpressionSyntax tuple } argument =>
            argument.RefKindKeyword.IsKind(SyntaxKind.None) && IsUsed(tuple),
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } argument =>
            argument.RefKindKeyword.IsKind(SyntaxKind.None) && !OnlyLooks(call),
        ArgumentSyntax { Parent: ArgumentListSyntax } => true,
        EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax => true,
        _ => false,
    };

    private static bool OnlyLooks(InvocationExpressionSyntax call) => call.Expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText == "nameof",
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText == "ThrowIfNull",
        _ => false,
    };
}
