using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>One lock becomes two: every access is still locked, and the step is no longer one.</summary>
internal sealed class SplitLock : IMutationOperator
{
    private static readonly HashSet<SpecialType> Numbers =
    [
        SpecialType.System_Int32, SpecialType.System_UInt32, SpecialType.System_Int64, SpecialType.System_UInt64,
        SpecialType.System_Double, SpecialType.System_Decimal,
    ];

    public string Name => "split-lock";

    public string Plants => "between the two locks another thread sees, or changes, what was half done";

    public string MayBeEquivalent =>
        "What the first half leaves is a state that others may see, and the second half relies on nothing of it.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model)
    {
        var shared = new SharedState(model);
        return HeldRegion.In(file, model)
            .Where(held => held.Inside.Count > 0 && (held.Taken is null || CanRepeat(held.Taken)))
            .SelectMany(held => held.Inside is [ExpressionStatementSyntax only]
                ? ReadThenWrite(held, only, model)
                : Halves(held, shared, model));
    }

    /// <summary><c>Enter(gate, ref taken)</c> refuses to be told <see langword="true"/>.</summary>
    private static bool CanRepeat(LockCall taken) =>
        taken.Call.ArgumentList.Arguments.All(argument => argument.RefKindKeyword.IsKind(SyntaxKind.None));

    private static IEnumerable<Replacement> Halves(HeldRegion held, SharedState shared, SemanticModel model)
    {
        if (!held.HasBlock) yield break;
        for (var at = 1; at < held.Inside.Count; at++)
        {
            if (Statements.IsAssertion(held.Inside[at], model)) continue;
            List<StatementSyntax> first = [.. held.Inside.Take(at)], second = [.. held.Inside.Skip(at)];
            if (!Matters(first) || !Matters(second) || Statements.AlwaysLeaves(first[^1]) || IsGuard(first, model)) continue;
            if (Locals.Hoisted(first, second, model) is not { } hoisted) continue;
            if (hoisted.Declared.Count > 0 && Locals.Collide(first, held.First, held.Span, model)) continue;
            var rest = string.Concat(second.Select(each => each.ToFullString()));
            string[] locks = [held.Opening + hoisted.Text + held.Closing, held.Opening + rest + held.Closing];
            yield return new(held.Span, Statements.InPlaceOf(held.First, [.. hoisted.Declared, .. locks]));
        }

        // A pulse of its own is none: whoever is woken takes the lock, and finds what was changed in the half before.
        bool Matters(List<StatementSyntax> half) => half.Any(each =>
            !Statements.IsAssertion(each, model) && !Signals.IsWake(each, model) && shared.IsTouchedBy(each));
    }

    /// <summary>A check that leads the lock. <see cref="NarrowLock"/> moves it out, which is the same fault.</summary>
    private static bool IsGuard(List<StatementSyntax> first, SemanticModel model) =>
        first.FindAll(each => !Statements.IsAssertion(each, model)) is [var only] && only switch
        {
            IfStatementSyntax { Else: null, Statement: var refusal } => Statements.AlwaysLeaves(refusal),
            ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } =>
                model.GetSymbolInfo(call).Symbol is { IsStatic: true, ContainingType: { } type } && IsException(type),
            _ => false,
        };

    private static bool IsException(INamedTypeSymbol? type) =>
        type is not null && (Calls.NameOf(type) == "System.Exception" || IsException(type.BaseType));

    /// <summary><c>_count++</c> as a read in one lock and a write in the next.</summary>
    private static IEnumerable<Replacement> ReadThenWrite(
        HeldRegion held, ExpressionStatementSyntax statement, SemanticModel model)
    {
        var (target, change) = statement.Expression switch
        {
            PostfixUnaryExpressionSyntax { OperatorToken.ValueText: "++" } step => (step.Operand, "+ 1"),
            PostfixUnaryExpressionSyntax { OperatorToken.ValueText: "--" } step => (step.Operand, "- 1"),
            PrefixUnaryExpressionSyntax { OperatorToken.ValueText: "++" } step => (step.Operand, "+ 1"),
            PrefixUnaryExpressionSyntax { OperatorToken.ValueText: "--" } step => (step.Operand, "- 1"),
            AssignmentExpressionSyntax { OperatorToken.ValueText: "+=" } sum => (sum.Left, $"+ ({sum.Right})"),
            AssignmentExpressionSyntax { OperatorToken.ValueText: "-=" } sum => (sum.Left, $"- ({sum.Right})"),
            _ => (null, ""),
        };
        if (target is null || model.GetTypeInfo(target).Type is not { } type || !Numbers.Contains(type.SpecialType)) yield break;
        if (model.GetSymbolInfo(target).Symbol is not (IFieldSymbol or IPropertySymbol)) yield break;
        if (Locals.Unused(statement, "seen", "before", "old") is not { } name) yield break;
        string Lock(string inside) => Statements.Edited(
            statement.SyntaxTree, held.Span, [Replacement.Of(statement, inside)]);
        yield return new(held.Span, Statements.InPlaceOf(
            held.First, $"{type.ToDisplayString()} {name};", Lock($"{name} = {target};"), Lock($"{target} = {name} {change};")));
    }
}
