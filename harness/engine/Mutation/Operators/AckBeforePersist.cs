using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>An answer that leaves before what it promises is on the disk.</summary>
internal sealed class AckBeforePersist : IMutationOperator
{
    public string Name => "ack-before-persist";

    public string Plants => "somebody relies on the answer, and a crash takes back what was answered";

    public string MayBeEquivalent => "The answer promises nothing of what is stored there.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from block in file.DescendantNodes()
        let statements = Places.Statements(block)
        from i in Enumerable.Range(0, statements.Count)
        where Persists(statements[i], model)
        let told = Enumerable.Range(i + 1, statements.Count - i - 1).TakeWhile(j => !Persists(statements[j], model))
            .Where(j => Answers(statements[j], model)).Select(j => (int?)j).FirstOrDefault()
        where told is not null
        where !statements.Skip(i).Take(told.Value - i).Any(Places.MayLeave)
        where Order.MayPass(statements[told.Value], statements.Skip(i).Take(told.Value - i), model)
        select Places.Ahead(statements[i], statements[told.Value]);

    private static bool Persists(StatementSyntax statement, SemanticModel model) =>
        statement is ExpressionStatementSyntax or IfStatementSyntax && !Places.MayLeave(statement)
        && model.Calls(statement, Protocol.Keeps);

    private static bool Answers(StatementSyntax statement, SemanticModel model) =>
        statement is ExpressionStatementSyntax or IfStatementSyntax or ForEachStatementSyntax && !Places.MayLeave(statement)
        && model.Calls(statement, Protocol.Tells);
}
