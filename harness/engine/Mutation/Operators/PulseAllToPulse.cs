using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>One is woken where all should be: by a monitor, by a semaphore, or by completing one task after another.</summary>
internal sealed class PulseAllToPulse : IMutationOperator
{
    public string Name => "pulse-all-to-pulse";

    public string Plants => "one of those who wait is woken, perhaps the wrong one, and the others wait on";

    public string MayBeEquivalent => "Never more than one waits, or each that is woken wakes the next.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        file.DescendantNodes().Select(node => node switch
        {
            InvocationExpressionSyntax call => Of(call, model),
            ForEachStatementSyntax loop when CompletesEach(loop, model) =>
                Replacement.Of(loop, Statements.Edited(
                    loop.SyntaxTree, loop.Span, [Replacement.Of(loop.Expression, $"{Operand(loop.Expression)}.Take(1)")])),
            _ => (Replacement?)null,
        }).OfType<Replacement>();

    private static Replacement? Of(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Name: var name }) return null;
        return Calls.Of(call, model) switch
        {
            ("System.Threading.Monitor", "PulseAll") =>
                Replacement.Of(call, Statements.Edited(call.SyntaxTree, call.Span, [Replacement.Of(name, "Pulse")])),
            ("System.Threading.SemaphoreSlim", "Release")
                when call.ArgumentList.Arguments is [{ Expression: not LiteralExpressionSyntax { Token.ValueText: "1" } }] =>
                Replacement.Of(call, $"{call.Expression}()"),
            _ => null,
        };
    }

    private static bool CompletesEach(ForEachStatementSyntax loop, SemanticModel model) =>
        Statements.Of(loop.Statement) is [ExpressionStatementSyntax { Expression: var expression }]
        && Calls.In(expression) is { } call && Signals.Completes(call, model)
        && Calls.Receiver(call) is { } receiver
        && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(receiver).Symbol, model.GetDeclaredSymbol(loop));

    private static string Operand(ExpressionSyntax expression) =>
        expression is NameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax
            ? $"{expression}"
            : $"({expression})";
}
