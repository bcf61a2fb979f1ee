using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Mutation.Operators;

/// <summary>Time that passes, measured as the difference of two times of day.</summary>
/// <remarks>
/// All places of one timestamp change together, or nothing would fit. One that is used for something else is left alone.
/// </remarks>
internal sealed class MonotonicToWall : IMutationOperator
{
    public string Name => "monotonic-to-wall";

    public string Plants => "somebody sets the clock, and what was measured is too long, too short or negative";

    public string MayBeEquivalent => "The machine's time of day never jumps while this runs.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from symbol in Kept(file, model)
        from replacement in Together(symbol, file, model)
        select replacement;

    /// <summary>Fields and locals that a timestamp is kept in.</summary>
    private static IEnumerable<ISymbol> Kept(SyntaxNode file, SemanticModel model) =>
        file.DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .Select(declared => model.GetDeclaredSymbol(declared)).OfType<ISymbol>()
            .Where(symbol => symbol is ILocalSymbol { Type.SpecialType: SpecialType.System_Int64 }
                or IFieldSymbol { Type.SpecialType: SpecialType.System_Int64, DeclaredAccessibility: Accessibility.Private });

    private static IEnumerable<Replacement> Together(ISymbol symbol, SyntaxNode file, SemanticModel model)
    {
        var beginnings = model.Assigned(symbol, file).Concat(Initializer(symbol)).ToList();
        var ends = file.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => IsClock(call, "GetElapsedTime", model)
                && call.ArgumentList.Arguments is [var since] && Meaning.Same(model.Named(since.Expression), symbol)).ToList();
        var assignments = model.Assigned(symbol, file).Count();
        if (ends.Count == 0 || beginnings.Count == 0 || model.Uses(symbol, file).Count() != ends.Count + assignments) return [];
        if (!beginnings.All(value => IsClock(value, "GetTimestamp", model))) return [];
        var text = file.SyntaxTree.GetText();
        var edits = beginnings.OfType<InvocationExpressionSyntax>()
            .Select(call => new TextChange(call.Span, $"{call.Receiver()}.GetUtcNow().Ticks"))
            .Concat(ends.Select(call => new TextChange(
                call.Span, $"TimeSpan.FromTicks({call.Receiver()}.GetUtcNow().Ticks - {symbol.Name})")))
            .OrderBy(change => change.Span).ToList();
        var span = TextSpan.FromBounds(edits[0].Span.Start, edits[^1].Span.End);
        var changed = text.WithChanges(edits);
        return [new(span, changed.ToString(TextSpan.FromBounds(span.Start, span.End + changed.Length - text.Length)))];
    }

    private static IEnumerable<ExpressionSyntax> Initializer(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences is [var declared]
        && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } ? [value] : [];

    private static bool IsClock(ExpressionSyntax value, string method, SemanticModel model) =>
        value is InvocationExpressionSyntax call && call.Receiver() is not null
        && model.Called(call) is { } called && called.Name == method && called.IsOf("System.TimeProvider");
}
