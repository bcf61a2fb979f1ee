using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>Nobody is woken: a pulse, a <c>Set</c>, a permit, a cancellation or the completion of a task goes.</summary>
internal sealed class DropSignal : IMutationOperator
{
    public string Name => "drop-signal";

    public string Plants => "whoever waits for it waits for ever, or until something else happens to wake it";

    public string MayBeEquivalent => "Another signal comes in every case, or nobody can be waiting at this place.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model)
    {
        var locks = HeldRegion.In(file, model).Select(held => held.Given?.Call).OfType<SyntaxNode>().ToHashSet();
        return file.DescendantNodes().Select(node => node switch
        {
            ExpressionStatementSyntax statement when Signal(statement.Expression) is { } call =>
                Work(call) is { } work ? Replacement.Of(statement, $"{work};") : Statements.Drop(statement),
            LambdaExpressionSyntax { ExpressionBody: { } body } lambda
                when Signal(body) is { } call && Work(call) is null && IsVoid(lambda) => Replacement.Of(body, "{ }"),
            _ => (Replacement?)null,
        }).OfType<Replacement>();

        InvocationExpressionSyntax? Signal(ExpressionSyntax expression) =>
            Calls.In(expression) is { } call && Signals.Wakes(call, model) && !locks.Contains(call) ? call : null;

        bool IsVoid(LambdaExpressionSyntax lambda) => model.GetSymbolInfo(lambda).Symbol is IMethodSymbol { ReturnsVoid: true };
    }

    /// <summary>What is done for the signal's sake is still done: <c>end.SetResult(await work())</c>.</summary>
    private static ExpressionSyntax? Work(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments is [{ Expression: AwaitExpressionSyntax or InvocationExpressionSyntax } only]
            ? only.Expression
            : null;
}
