using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>Who lost a compare-and-set goes on as if it had won: it tries once, and never again.</summary>
internal sealed class CasOnce : IMutationOperator
{
    public string Name => "cas-once";

    public string Plants => "somebody else was faster, and whoever lost does not notice: its change is missing, or made by two";

    public string MayBeEquivalent =>
        "No other thread can come between the read and the exchange, or the winner did what whoever lost wanted to do.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from condition in file.DescendantNodes().OfType<ExpressionSyntax>()
        let won = MeansWon(condition, model)
        where won is not null
        select Places.Always(condition, won.Value);

    /// <summary>The value of a condition when an exchange was won; <see langword="null"/>: it says nothing about one.</summary>
    private static bool? MeansWon(ExpressionSyntax condition, SemanticModel model) => condition switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal => Won(equal.Left, equal.Right, model),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } other => !Won(other.Left, other.Right, model),
        IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax constant } same =>
            Won(same.Expression, constant.Expression, model),
        IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax constant } } not =>
            !Won(not.Expression, constant.Expression, model),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not when IsFlag(not.Operand, model) => true,
        InvocationExpressionSyntax when IsFlag(condition, model)
            && condition.Parent is not PrefixUnaryExpressionSyntax => false,
        _ => null,
    };

    /// <summary>Whether two values are equal when the exchange that one of them comes from was won.</summary>
    private static bool? Won(ExpressionSyntax one, ExpressionSyntax other, SemanticModel model)
    {
        if (Exchange(one, model) is not { } call) return Exchange(other, model) is null ? null : Won(other, one, model);
        var arguments = call.ArgumentList.Arguments;
        if (model.Called(call)!.Name == "CompareExchange")
            return arguments.Count == 3 && AreAlike(arguments[2].Expression, other) ? true : null;
        var (set, seen) = (model.GetConstantValue(arguments[1].Expression), model.GetConstantValue(other));
        return set.HasValue && seen.HasValue ? !Equals(set.Value, seen.Value) : null;
    }

    private static bool AreAlike(ExpressionSyntax one, ExpressionSyntax other) => SyntaxFactory.AreEquivalent(one, other);

    /// <summary><c>Interlocked.Exchange(ref _done, true)</c>: true says that somebody was there before.</summary>
    private static bool IsFlag(ExpressionSyntax expression, SemanticModel model) =>
        expression is InvocationExpressionSyntax call && IsExchange(call, model)
        && !Places.IsDiscarded(call, model)
        && model.GetTypeInfo(call).Type?.SpecialType == SpecialType.System_Boolean
        && model.GetConstantValue(call.ArgumentList.Arguments[1].Expression) is { HasValue: true, Value: true };

    /// <summary>The exchange that a value comes from, at once or through a local.</summary>
    private static InvocationExpressionSyntax? Exchange(ExpressionSyntax value, SemanticModel model) => value switch
    {
        InvocationExpressionSyntax call => IsExchange(call, model) ? call : null,
        ParenthesizedExpressionSyntax inner => Exchange(inner.Expression, model),
        AssignmentExpressionSyntax assignment => Exchange(assignment.Right, model),
        IdentifierNameSyntax name when model.GetSymbolInfo(name).Symbol is ILocalSymbol local
            && local.DeclaringSyntaxReferences is [var declared]
            && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax call } =>
            IsExchange(call, model) ? call : null,
        _ => null,
    };

    private static bool IsExchange(InvocationExpressionSyntax call, SemanticModel model) =>
        model.Called(call) is { Name: "CompareExchange" or "Exchange" } method
        && method.IsOf("System.Threading.Interlocked") && call.ArgumentList.Arguments.Count >= 2;
}
