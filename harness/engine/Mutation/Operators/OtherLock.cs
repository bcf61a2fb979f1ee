using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>One place locks another object than the other places do: a second lock of the class, or else <c>this</c>.</summary>
internal sealed class OtherLock : IMutationOperator
{
    public string Name => "other-lock";

    public string Plants => "this method excludes itself, and none of the methods that hold the right lock";

    public string MayBeEquivalent => "Whatever else takes the right lock never touches what is touched here.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model)
    {
        var held =
            from statement in file.DescendantNodes().OfType<LockStatementSyntax>()
            let gate = model.GetSymbolInfo(statement.Expression).Symbol as IFieldSymbol
            where gate is not null
            select (Statement: statement, Gate: gate);
        var all = held.ToList();
        return
            from one in all
            let places = all.Where(each => SymbolEqualityComparer.Default.Equals(each.Gate, one.Gate))
            where places.Skip(1).Any() && !Signals.NeedsMonitor(one.Statement.Statement, model)
            let second = all.FirstOrDefault(each => IsBeside(each.Gate, one.Gate))
            let text = second.Statement?.Expression.ToString() ?? This(one.Statement, model)
            where text is not null
            select Replacement.Of(one.Statement.Expression, text);
    }

    /// <summary>Another lock of the same class, and as static as this one.</summary>
    private static bool IsBeside(IFieldSymbol? other, IFieldSymbol gate) =>
        other is not null && other.IsStatic == gate.IsStatic
        && !SymbolEqualityComparer.Default.Equals(other, gate)
        && SymbolEqualityComparer.Default.Equals(other.ContainingType, gate.ContainingType);

    /// <summary><see langword="null"/> where there is no <c>this</c>, or it is a copy.</summary>
    private static string? This(LockStatementSyntax statement, SemanticModel model)
    {
        var inner = model.GetEnclosingSymbol(statement.SpanStart);
        for (var each = inner; each is IMethodSymbol method; each = each.ContainingSymbol)
            if (method.IsStatic)
                return null;
        return inner?.ContainingType is { IsReferenceType: true, IsStatic: false } ? "this" : null;
    }
}
