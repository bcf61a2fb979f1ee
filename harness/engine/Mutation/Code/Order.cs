using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Code;

/// <summary>Whether two statements can change places: neither writes what the other reads or writes.</summary>
internal static class Order
{
    /// <summary>Whether a statement may come before the others, which stand in front of it in the same block.</summary>
    public static bool MayPass(StatementSyntax statement, IEnumerable<StatementSyntax> others, SemanticModel model) =>
        others.All(other => MayChange(other, statement, model));

    private static bool MayChange(StatementSyntax one, StatementSyntax other, SemanticModel model)
    {
        if (model.AnalyzeDataFlow(one) is not { Succeeded: true } first) return false;
        if (model.AnalyzeDataFlow(other) is not { Succeeded: true } second) return false;
        var writtenAfter = Written(second).ToHashSet<ISymbol>(SymbolEqualityComparer.Default);
        var locals = Written(first).Any(local => second.ReadInside.Contains(local) || writtenAfter.Contains(local))
            || Written(second).Any(local => first.ReadInside.Contains(local));
        return !locals
            && !Touches(WrittenMembers(one, model), other, model)
            && !Touches(WrittenMembers(other, model), one, model);
    }

    private static IEnumerable<ISymbol> Written(DataFlowAnalysis flow) =>
        flow.WrittenInside.Concat(flow.VariablesDeclared).Where(symbol => symbol is not IParameterSymbol { IsThis: true });

    private static bool Touches(HashSet<ISymbol> members, StatementSyntax statement, SemanticModel model) =>
        members.Count > 0 && statement.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(name => model.GetSymbolInfo(name).Symbol is { } symbol && members.Contains(symbol));

    /// <summary>Fields and properties that are assigned, given by reference, or called something on.</summary>
    private static HashSet<ISymbol> WrittenMembers(StatementSyntax statement, SemanticModel model) =>
        statement.DescendantNodes().OfType<ExpressionSyntax>().SelectMany(Targets)
            .Select(target => model.Named(target) ?? model.Named(target.Root()))
            .OfType<ISymbol>().Where(symbol => symbol is IFieldSymbol or IPropertySymbol)
            .ToHashSet<ISymbol>(SymbolEqualityComparer.Default);

    private static IEnumerable<ExpressionSyntax> Targets(ExpressionSyntax expression) => expression switch
    {
        AssignmentExpressionSyntax { Left: TupleExpressionSyntax tuple } => tuple.Arguments.Select(part => part.Expression),
        AssignmentExpressionSyntax assignment => [assignment.Left],
        PrefixUnaryExpressionSyntax prefix => [prefix.Operand],
        PostfixUnaryExpressionSyntax postfix => [postfix.Operand],
        InvocationExpressionSyntax call => call.ArgumentList.Arguments
            .Where(argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None)).Select(argument => argument.Expression)
            .Concat(call.Receiver() is { } receiver ? [receiver] : []),
        _ => [],
    };
}
