using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>A task that is started and not awaited.</summary>
internal sealed class DropAwait : IMutationOperator
{
    private const string Tasks = "System.Threading.Tasks";

    public string Name => "drop-await";

    public string Plants => "what comes next does not wait for it, and nobody sees it fail";

    public string MayBeEquivalent => "The task has always ended by then, or nothing that comes afterwards depends on it.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from awaited in file.DescendantNodes().OfType<AwaitExpressionSyntax>()
        where Places.IsDiscarded(awaited, model)
        let task = WithoutConfigure(awaited.Expression, model)
        where model.GetTypeInfo(task).Type.FullName() is $"{Tasks}.Task" or $"{Tasks}.ValueTask"
        let isFree = model.LookupSymbols(awaited.SpanStart, name: "_").IsEmpty
        where isFree || task is InvocationExpressionSyntax
        select Replacement.Of(awaited, isFree ? $"_ = {task}" : task.ToString());

    private static ExpressionSyntax WithoutConfigure(ExpressionSyntax awaited, SemanticModel model) =>
        awaited is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call
        && model.Called(call) is { Name: "ConfigureAwait" }
            ? member.Expression
            : awaited;
}
