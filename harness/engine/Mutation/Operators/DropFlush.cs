using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Mutation.Operators;

/// <summary>What was written stays in the cache, or is not written at all.</summary>
internal sealed class DropFlush : IMutationOperator
{
    public string Name => "drop-flush";

    public string Plants => "a crash takes back what the program believes to be on the disk";

    public string MayBeEquivalent => "Another flush follows before anybody is told, or a start does not need what is lost.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from call in file.DescendantNodes().OfType<InvocationExpressionSyntax>()
        let method = model.Called(call)
        where method is not null && (Protocol.Keeps(method) || IsSave(method))
        from replacement in Unflushed(call, method)
        select replacement;

    private static IEnumerable<Replacement> Unflushed(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        if (IsSave(method))
            return call.Receiver() is { } step ? [new(TextSpan.FromBounds(step.Span.End, call.Span.End), "")] : [];
        if (method.Name.StartsWith("Flush", StringComparison.Ordinal))
            return Statement(call) is { } statement ? [Places.Without(statement)] : [];
        return method is { Name: "ReplaceAsync", ContainingType.Name: "StorageExtensions" }
            && call is { Parent: AwaitExpressionSyntax, ArgumentList.Arguments: [var file, var content] }
            && call.Receiver() is { } storage
                ? [Replacement.Of(call, $"{storage}.WriteAsync({file}, 0, {content})")]
                : [];
    }

    /// <summary>A handler saves by an effect of its step.</summary>
    private static bool IsSave(IMethodSymbol method) => method.Name == "Save" && method.IsOf("Katas.Simulation.Step");

    private static ExpressionStatementSyntax? Statement(InvocationExpressionSyntax call) => call.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AwaitExpressionSyntax { Parent: ExpressionStatementSyntax statement } => statement,
        MemberAccessExpressionSyntax => Configured(call),
        _ => null,
    };

    private static ExpressionStatementSyntax? Configured(InvocationExpressionSyntax call) =>
        call.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer } member
        && member.Name.Identifier.ValueText == "ConfigureAwait" ? Statement(outer) : null;
}
