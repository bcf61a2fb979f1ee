using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Mutation.Operators;

/// <summary>What a <c>finally</c> does is done after the <c>try</c>, if all goes well.</summary>
internal sealed class FinallyToPlain : IMutationOperator
{
    public string Name => "finally-to-plain";

    public string Plants => "an exception, or an early return, leaves without giving back what it has";

    public string MayBeEquivalent => "Nothing inside throws or is cancelled.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        file.DescendantNodes().OfType<TryStatementSyntax>().Select(each => Plain(each, model)).OfType<Replacement>();

    private static Replacement? Plain(TryStatementSyntax statement, SemanticModel model)
    {
        if (statement is not { Finally.Block: { Statements.Count: > 0 } end, Block.Statements.Count: > 0 }) return null;
        var line = Statements.NewLine(statement);
        if (EndIsReached(statement, model))
        {
            var kept = statement.Catches.Count == 0 ? statement.Block.ToString() : Until(statement, statement.Finally!);
            return new(statement.Span, InBlock(statement, $"{kept}{line}{end}"));
        }

        if (statement.Catches.Count > 0 || statement.Block.Statements is not [.., ReturnStatementSyntax last]) return null;
        if (last.Expression is not { } value)
            return new(statement.Span, InBlock(statement, $"{Cut(statement, last, "")}{line}{end}{line}return;"));
        if (Locals.Unused(statement, "result", "outcome", "answer") is not { } name) return null;
        if (Locals.Written(model.GetTypeInfo(value).ConvertedType, statement, model) is not { } type) return null;
        var body = Cut(statement, last, $"{name} = {value};");
        return new(statement.Span, InBlock(statement, $"{type} {name};{line}{body}{line}{end}{line}return {name};"));
    }

    private static bool EndIsReached(TryStatementSyntax statement, SemanticModel model) =>
        model.AnalyzeControlFlow(statement) is { Succeeded: true, EndPointIsReachable: true };

    private static string Until(TryStatementSyntax statement, FinallyClauseSyntax end) => statement.SyntaxTree.GetText()
        .ToString(TextSpan.FromBounds(statement.SpanStart, end.SpanStart)).TrimEnd();

    private static string Cut(TryStatementSyntax statement, StatementSyntax last, string comes) =>
        Statements.Edited(statement.SyntaxTree, statement.Block.Span, [Replacement.Of(last, comes)]);

    private static string InBlock(StatementSyntax statement, string text) => Statements.InPlaceOf(statement, text);
}
