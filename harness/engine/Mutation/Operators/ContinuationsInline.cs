using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>Whoever completes a task runs the code that waited for it, on its own stack and under its own locks.</summary>
internal sealed class ContinuationsInline : IMutationOperator
{
    public string Name => "continuations-inline";

    public string Plants => "whoever completes the task runs foreign code in the middle of its own";

    public string MayBeEquivalent =>
        "The task is completed where foreign code does no harm: outside all locks, as the last thing done.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        file.DescendantNodes().Select(node => node switch
        {
            MemberAccessExpressionSyntax member when IsAsynchronous(model.GetSymbolInfo(member).Symbol) =>
                Replacement.Of(member, $"{member.Expression}.None"),
            ExpressionStatementSyntax { Expression: AwaitExpressionSyntax awaited } statement when IsYield(awaited, model) =>
                Statements.Drop(statement),
            _ => (Replacement?)null,
        }).OfType<Replacement>();

    private static bool IsYield(AwaitExpressionSyntax awaited, SemanticModel model) =>
        Calls.In(awaited) is { } call && Calls.Of(call, model) == ("System.Threading.Tasks.Task", "Yield");

    private static bool IsAsynchronous(ISymbol? symbol) =>
        symbol is IFieldSymbol { ContainingType: { } type, Name: var name }
        && (Calls.NameOf(type), name) is ("System.Threading.Tasks.TaskCreationOptions", "RunContinuationsAsynchronously")
            or ("System.Threading.Tasks.TaskContinuationOptions", "RunContinuationsAsynchronously")
            or ("System.Threading.Tasks.ConfigureAwaitOptions", "ForceYielding");
}
