using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Mutation.Operators;

/// <summary>What calls foreign code, right behind a lock, comes into it.</summary>
/// <remarks>
/// A delegate, or the callbacks of a token. Completing a task is left out: where its continuations run elsewhere, it makes no
/// difference, and where they do not, <see cref="ContinuationsInline"/> is the fault.
/// </remarks>
internal sealed class CallbackInsideLock : IMutationOperator
{
    public string Name => "callback-inside-lock";

    public string Plants => "foreign code runs under the lock: it may come back for it, or wait for somebody who does";

    public string MayBeEquivalent => "What is called never takes a lock, waits or calls back.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from held in file.DescendantNodes().OfType<LockStatementSyntax>()
        where held.Statement is BlockSyntax { Statements.Count: > 0 }
        let next = Statements.After(held) as ExpressionStatementSyntax
        where next is not null && CallsForeignCode(next, model) && EndIsReached(held, model)
        let body = (BlockSyntax)held.Statement
        let span = TextSpan.FromBounds(held.SpanStart, next.Span.End)
        let last = body.Statements[^1]
        let moved = new Replacement(new(last.Span.End, 0), Statements.NewLine(last) + next)
        let gone = new Replacement(TextSpan.FromBounds(held.Span.End, next.Span.End), "")
        select new Replacement(span, Statements.Edited(held.SyntaxTree, span, [moved, gone]));

    private static bool CallsForeignCode(ExpressionStatementSyntax statement, SemanticModel model) =>
        Calls.In(statement.Expression) is { } call && statement.Expression is not AwaitExpressionSyntax
        && (model.GetSymbolInfo(call).Symbol is IMethodSymbol { MethodKind: MethodKind.DelegateInvoke }
            || Calls.Of(call, model) == ("System.Threading.CancellationTokenSource", "Cancel"));

    private static bool EndIsReached(LockStatementSyntax held, SemanticModel model) =>
        model.AnalyzeControlFlow(held) is { Succeeded: true, EndPointIsReachable: true };
}
