using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Mutation.Operators;

/// <summary>A volatile field, read or write as a plain one, and a memory barrier that is not there.</summary>
internal sealed class DropVolatile : IMutationOperator
{
    public string Name => "drop-volatile";

    public string Plants => "another thread sees the write late, never, or before what was written ahead of it";

    public string MayBeEquivalent =>
        "Every access is under one lock, or what is published is a reference to an object that is complete and that nobody " +
        "waits for in a loop: .NET publishes what an object holds with the reference.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        Modifiers(file).Concat(
            from call in file.DescendantNodes().OfType<InvocationExpressionSyntax>()
            let method = model.Called(call)
            where method is not null
            from replacement in Plain(call, method)
            select replacement);

    private static IEnumerable<Replacement> Modifiers(SyntaxNode file) =>
        from field in file.DescendantNodes().OfType<FieldDeclarationSyntax>()
        from modifier in field.Modifiers
        where modifier.IsKind(SyntaxKind.VolatileKeyword)
        select new Replacement(TextSpan.FromBounds(modifier.SpanStart, modifier.GetNextToken().SpanStart), "");

    private static IEnumerable<Replacement> Plain(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        var arguments = call.ArgumentList.Arguments;
        if (method.IsOf("System.Threading.Volatile"))
        {
            if (method.Name == "Read" && arguments.Count == 1) return [Replacement.Of(call, arguments[0].Expression.ToString())];
            if (method.Name == "Write" && arguments.Count == 2)
                return [Replacement.Of(call, Places.Fit(call, $"{arguments[0].Expression} = {arguments[1].Expression}"))];
        }

        var isBarrier = method.IsOf("System.Threading.Volatile", "System.Threading.Interlocked", "System.Threading.Thread")
            && method.Name.EndsWith("Barrier", StringComparison.Ordinal);
        return isBarrier && call.Parent is ExpressionStatementSyntax statement ? [Places.Without(statement)] : [];
    }
}
