using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>A cancellation that is caught together with all failures.</summary>
internal sealed class SwallowCancellation : IMutationOperator
{
    public string Name => "swallow-cancellation";

    public string Plants => "who cancelled is told of a failure, or of nothing, and it is tried once more";

    public string MayBeEquivalent => "The clause for failures does the same with a cancellation.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from attempt in file.DescendantNodes().OfType<TryStatementSyntax>()
        from clause in attempt.Catches
        where clause != attempt.Catches.Last()
        where clause.Declaration is { } declared && model.GetTypeInfo(declared.Type).Type.IsA("System.OperationCanceledException")
        let last = attempt.Catches.Last()
        where last.Declaration is null || model.GetTypeInfo(last.Declaration.Type).Type.FullName() == "System.Exception"
        select Replacement.Of(clause, "");
}
