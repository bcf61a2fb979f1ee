using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Mutation.Operators;

/// <summary>What was read before a wait is used after it, as if nothing could have changed meanwhile.</summary>
internal sealed class StaleRead : IMutationOperator
{
    public string Name => "stale-read";

    public string Plants => "it decides by a value that was true before it waited";

    public string MayBeEquivalent =>
        "Nobody can change the value between the two reads, or the decision is made again afterwards.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from local in file.DescendantNodes().OfType<LocalDeclarationStatementSyntax>()
        where local.Declaration.Variables.Count == 1
        let declared = local.Declaration.Variables[0]
        let value = declared.Initializer?.Value
        where value is not null && model.GetDeclaredSymbol(declared) is { } symbol
            && local.Parent is BlockSyntax block && !model.Assigned(symbol, block).Any()
        from replacement in Again(local, declared, value, model).Concat(Once(local, declared, value, model))
        select replacement;

    /// <summary>The second read of a field, after an <c>await</c> or in a lock, as the local that holds the first.</summary>
    private static IEnumerable<Replacement> Again(
        LocalDeclarationStatementSyntax local, VariableDeclaratorSyntax declared, ExpressionSyntax value, SemanticModel model)
    {
        if (model.Named(value) is not IFieldSymbol { IsReadOnly: false, IsConst: false } field) return [];
        if (local.Parent is not BlockSyntax block) return [];
        return
            from use in model.Uses(field, block)
            where use.SpanStart > local.Span.End && !IsTarget(use) && IsAfterWait(use, local, block)
            select Replacement.Of(Whole(use), declared.Identifier.ValueText);
    }

    private static bool IsAfterWait(IdentifierNameSyntax use, LocalDeclarationStatementSyntax local, BlockSyntax block) =>
        use.Ancestors().TakeWhile(each => each != block).OfType<LockStatementSyntax>()
            .Any(held => held.Statement.Span.Contains(use.Span))
        || block.DescendantNodes(Places.InSameMethod).OfType<AwaitExpressionSyntax>()
            .Any(wait => wait.SpanStart > local.Span.End && wait.Span.End < use.SpanStart);

    private static bool IsTarget(IdentifierNameSyntax use)
    {
        var whole = Whole(use);
        return whole.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or PrefixUnaryExpressionSyntax
            or PostfixUnaryExpressionSyntax or ArgumentSyntax { Parent: TupleExpressionSyntax }
            || (whole.Parent is AssignmentExpressionSyntax assignment && assignment.Left == whole)
            || whole.Ancestors().OfType<LambdaExpressionSyntax>().Any();
    }

    private static ExpressionSyntax Whole(IdentifierNameSyntax use) =>
        use.Parent is MemberAccessExpressionSyntax member && member.Name == use ? member : use;

    /// <summary>A read that each round of a waiting loop makes anew, made once before the loop.</summary>
    private static IEnumerable<Replacement> Once(
        LocalDeclarationStatementSyntax local, VariableDeclaratorSyntax declared, ExpressionSyntax value, SemanticModel model)
    {
        if (local is not { Parent: BlockSyntax { Parent: StatementSyntax loop } body, UsingKeyword.RawKind: 0 }) return [];
        if (loop is not (WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax)) return [];
        if (loop.Parent is not BlockSyntax || !ReadsState(value, model)) return [];
        if (!body.DescendantNodes(Places.InSameMethod).Any(node => node is AwaitExpressionSyntax)) return [];
        var name = declared.Identifier.ValueText;
        var isAlone = loop.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantTokens()
            .Count(token => token.ValueText == name
                && token.Parent is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax) == 1;
        if (!isAlone || model.AnalyzeDataFlow(loop) is not { Succeeded: true } flow) return [];
        if (model.AnalyzeDataFlow(value) is not { Succeeded: true } read) return [];
        var needs = read.ReadInside.Where(symbol => symbol is not IParameterSymbol { IsThis: true });
        if (needs.Any(symbol => flow.WrittenInside.Contains(symbol) || flow.VariablesDeclared.Contains(symbol))) return [];
        var text = loop.SyntaxTree.GetText();
        var indent = new string(' ', text.Lines.GetLinePosition(loop.SpanStart).Character);
        var before = text.ToString(TextSpan.FromBounds(loop.SpanStart, local.SpanStart));
        var after = text.ToString(TextSpan.FromBounds(local.Span.End, loop.Span.End));
        return [Replacement.Of(loop, $"{local}\n{indent}{before}{after}")];
    }

    /// <summary>A field, a property or a clock, and no call that does something.</summary>
    private static bool ReadsState(ExpressionSyntax value, SemanticModel model)
    {
        var nodes = value.DescendantNodesAndSelf().ToList();
        return !nodes.Any(node => node is AwaitExpressionSyntax or AssignmentExpressionSyntax or ObjectCreationExpressionSyntax
                or LambdaExpressionSyntax)
            && nodes.OfType<InvocationExpressionSyntax>()
                .All(call => model.Called(call).IsOf("System.TimeProvider", "System.Threading.Volatile"))
            && nodes.OfType<IdentifierNameSyntax>().Any(name =>
                model.GetSymbolInfo(name).Symbol is IFieldSymbol { IsReadOnly: false, IsConst: false } or IPropertySymbol
                    or IMethodSymbol { ContainingType.Name: "TimeProvider" });
    }
}
