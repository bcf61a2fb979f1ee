using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>The first statement in a lock comes before it, or the last one behind it.</summary>
internal sealed class NarrowLock : IMutationOperator
{
    public string Name => "narrow-lock";

    public string Plants => "what was looked at outside the lock has changed inside it, or changes before it is returned";

    public string MayBeEquivalent => "What the moved statement reads changes once at most, and the old value does no harm here.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model)
    {
        var shared = new SharedState(model);
        return HeldRegion.In(file, model).Where(held => held.Inside.Count > 0).SelectMany(held => Of(held, shared, model));
    }

    private static IEnumerable<Replacement> Of(HeldRegion held, SharedState shared, SemanticModel model)
    {
        var inside = held.Inside.Where(each => !Statements.IsAssertion(each, model)).ToList();
        if (inside.Count == 0) yield break;
        if (inside[0] is IfStatementSyntax { Statement: var body } check && !Statements.AlwaysLeaves(body))
        {
            if (CheckedBefore(held, check, shared, model) is { } text) yield return new(held.Span, text);
        }
        else if (inside.Count > 1 && MovedBefore(held, inside[0], shared, model) is { } text)
        {
            yield return new(held.Span, text);
        }

        if (inside.Count > 1 && MovedBehind(held, inside[^1], shared, model) is { } behind) yield return new(held.Span, behind);
    }

    /// <summary><c>var holds = check; lock (…) { if (holds) … }</c>: first look, then act.</summary>
    private static string? CheckedBefore(HeldRegion held, IfStatementSyntax check, SharedState shared, SemanticModel model)
    {
        var acts = OthersTouch(held, check, shared, model) || shared.IsTouchedBy(check.Statement);
        if (!acts || !shared.IsTouchedBy(check.Condition) || held.First is TryStatementSyntax) return null;
        var inside = held.Inside.TakeWhile(each => each != check).ToList();
        if (Locals.DeclaredIn([check.Condition], model).Count > 0) return null;
        if (Locals.Uses(check.Condition, Locals.DeclaredIn(inside, model), model)) return null;
        if (Signals.NeedsMonitor(check.Condition, model)) return null;
        if (Locals.Unused(check, "holds", "isSo", "wasSo") is not { } name) return null;
        var region = Statements.Edited(check.SyntaxTree, held.Span, [Replacement.Of(check.Condition, name)]);
        return Statements.InPlaceOf(held.First, $"var {name} = {check.Condition};", region);
    }

    private static string? MovedBefore(HeldRegion held, StatementSyntax first, SharedState shared, SemanticModel model)
    {
        if (!held.HasBlock || held.First is TryStatementSyntax || !CanMove(held, first, shared, model)) return null;
        if (!OthersTouch(held, first, shared, model)) return null;
        var above = held.Inside.TakeWhile(each => each != first);
        if (Locals.Uses(first, Locals.DeclaredIn(above, model), model)) return null;
        var region = Statements.Edited(first.SyntaxTree, held.Span, [Statements.Cut(first, held.Span)]);
        return Statements.InPlaceOf(held.First, first.ToString(), region);
    }

    private static string? MovedBehind(HeldRegion held, StatementSyntax last, SharedState shared, SemanticModel model)
    {
        if (!held.HasBlock || last is LocalDeclarationStatementSyntax || !CanMove(held, last, shared, model)) return null;
        var rest = held.Inside.Where(each => each != last).ToList();
        if (!OthersTouch(held, last, shared, model)) return null;
        if (Locals.Hoisted(rest, [last], model) is not { } hoisted) return null;
        if (hoisted.Declared.Count > 0 && Collides(held, rest, model)) return null;
        return Statements.InPlaceOf(
            held.First, [.. hoisted.Declared, held.Opening + hoisted.Text + held.Closing.TrimStart('\n'), last.ToString()]);
    }

    /// <summary>Whether anything is left that needs the lock.</summary>
    private static bool OthersTouch(HeldRegion held, StatementSyntax one, SharedState shared, SemanticModel model) =>
        held.Inside.Any(each => each != one && !Statements.IsAssertion(each, model) && shared.IsTouchedBy(each));

    private static bool CanMove(HeldRegion held, StatementSyntax statement, SharedState shared, SemanticModel model) =>
        statement is not (ThrowStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax or YieldStatementSyntax)
        && statement is not LocalDeclarationStatementSyntax { UsingKeyword.ValueText: "using" }
        && shared.IsTouchedBy(statement)
        && !Signals.NeedsMonitor(statement, model)
        && !Collides(held, [statement], model);

    /// <summary>Whether a name would be declared twice once it is declared outside.</summary>
    private static bool Collides(HeldRegion held, IReadOnlyList<StatementSyntax> moved, SemanticModel model) =>
        Locals.Collide(moved, held.First, held.Span, model);
}
