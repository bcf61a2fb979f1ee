using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>A cancellation token that is not handed on, not asked, or not linked.</summary>
internal sealed class DropToken : IMutationOperator
{
    private const string Token = "System.Threading.CancellationToken";

    public string Name => "drop-token";

    public string Plants => "the caller has given up, and the work goes on";

    public string MayBeEquivalent =>
        "Something else looks at the same token before anybody can notice, or what it is handed to ends at once in any case.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        file.DescendantNodes().SelectMany(node => node switch
        {
            ArgumentSyntax argument => Argument(argument, model),
            InvocationExpressionSyntax call => Call(call, model),
            MemberAccessExpressionSyntax member => Asked(member, model),
            _ => [],
        });

    private static IEnumerable<Replacement> Argument(ArgumentSyntax argument, SemanticModel model)
    {
        var token = argument.Expression;
        if (argument.Parent is not ArgumentListSyntax { Parent: { } taker } || !argument.RefKindKeyword.IsKind(SyntaxKind.None)
            || token is LiteralExpressionSyntax or DefaultExpressionSyntax || !IsToken(token, model))
            return [];
        var isNone = model.GetSymbolInfo(token).Symbol is IPropertySymbol { Name: "None", IsStatic: true };
        var isLinked = model.GetSymbolInfo(taker).Symbol is { Name: "CreateLinkedTokenSource" }
            && taker is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 1 };
        return isNone || isLinked || OnlyNames(taker, model) || IsOfCallback(token, model) ? [] : [None(token)];
    }

    /// <summary>What runs because a token was cancelled is given the token to say so.</summary>
    private static bool IsOfCallback(ExpressionSyntax token, SemanticModel model) =>
        model.GetSymbolInfo(token).Symbol is IParameterSymbol given
        && given.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.LambdaMethod }
        && given.DeclaringSyntaxReferences is [var declared]
        && declared.GetSyntax().FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } register
        && model.Called(register).IsOf(Token);

    /// <summary>A token that says by whom something was cancelled ends nothing.</summary>
    private static bool OnlyNames(SyntaxNode taker, SemanticModel model) =>
        model.GetSymbolInfo(taker).Symbol is not IMethodSymbol method
        || method.Name is "SetCanceled" or "TrySetCanceled" or "FromCanceled"
        || method.ContainingType.IsA("System.Exception")
        || method.ContainingType.FullName() == Token;

    private static IEnumerable<Replacement> Call(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (model.Called(call) is not { } method) return [];
        if (method.Name == "CreateLinkedTokenSource" && method.IsOf("System.Threading.CancellationTokenSource"))
            return Unlinked(call.ArgumentList);
        if (!method.IsOf(Token)) return [];
        return method.Name switch
        {
            "ThrowIfCancellationRequested" when call.Parent is ExpressionStatementSyntax statement => [Places.Without(statement)],
            "Register" or "UnsafeRegister" when call.Receiver() is { } token => [None(token)],
            _ => [],
        };
    }

    private static IEnumerable<Replacement> Unlinked(ArgumentListSyntax tokens) =>
        from left in tokens.Arguments
        where tokens.Arguments.Count > 1
        select Replacement.Of(tokens, $"({string.Join(", ", tokens.Arguments.Where(token => token != left))})");

    private static IEnumerable<Replacement> Asked(MemberAccessExpressionSyntax member, SemanticModel model) =>
        member.Name.Identifier.ValueText == "IsCancellationRequested"
        && model.GetSymbolInfo(member).Symbol is IPropertySymbol property && property.ContainingType.FullName() == Token
            ? [Replacement.Of(member, "false")]
            : [];

    private static bool IsToken(ExpressionSyntax expression, SemanticModel model) =>
        model.GetTypeInfo(expression).Type.FullName() == Token;

    private static Replacement None(ExpressionSyntax token) => Replacement.Of(token, "CancellationToken.None");
}
