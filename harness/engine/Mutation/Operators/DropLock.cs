using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Mutation.Operators;

/// <summary>What a lock guards, without the lock: neither taken nor given back.</summary>
internal sealed class DropLock : IMutationOperator
{
    public string Name => "drop-lock";

    public string Plants => "two threads are inside at once";

    public string MayBeEquivalent =>
        "Another lock that every caller holds, or a single atomic access inside, makes this one superfluous.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        HeldRegion.In(file, model).Select(held => Without(held, model))
            .Concat(file.DescendantNodes().OfType<LocalDeclarationStatementSyntax>().Where(each => IsScope(each, model))
                .Select(each => Statements.Drop(each)))
            .Concat(file.DescendantNodes().OfType<TryStatementSyntax>()
                .Select(each => OfMany(each, model)).OfType<Replacement>());

    private static Replacement Without(HeldRegion held, SemanticModel model)
    {
        if (held is not { Taken: { } taken, Given: { } given })
            return new(held.Span, held.First is LockStatementSyntax statement ? statement.Statement.ToString() : Body(held));
        Replacement[] parts = [Cut(taken, held.Span), Released(given, held.Span, model)];
        return new(held.Span, Statements.Edited(held.First.SyntaxTree, held.Span, parts).Trim());
    }

    private static string Body(HeldRegion held) => ((UsingStatementSyntax)held.First).Statement.ToString();

    /// <summary><c>using var scope = gate.EnterScope();</c>: what follows stays.</summary>
    private static bool IsScope(LocalDeclarationStatementSyntax statement, SemanticModel model) =>
        statement.UsingKeyword.ValueText.Length > 0
        && statement.Declaration.Variables.Any(each => LockCall.Scope(each.Initializer?.Value, model) is not null);

    /// <summary>Takes locks one after another in a <c>try</c>, and gives back all that it has in its <c>finally</c>.</summary>
    private static Replacement? OfMany(TryStatementSyntax body, SemanticModel model)
    {
        if (body.Finally is not { } end) return null;
        var taken = Calls.OwnNodes(body.Block).OfType<StatementSyntax>().Where(each => each.Parent is not TryStatementSyntax)
            .Select(each => LockCall.AcquireAs(each, model)).OfType<LockCall>().ToList();
        var given = Calls.OwnNodes(end).OfType<InvocationExpressionSyntax>()
            .Select(call => LockCall.Release(call, model)).OfType<LockCall>().ToList();
        if (taken is not [{ IsIndirect: false } one] || given is not [var other]) return null;
        if (one.Kind != other.Kind || other.Fits(one)) return null;
        Replacement[] parts = [Cut(one, body.Span), Released(other, body.Span, model)];
        return new(body.Span, Statements.Edited(body.SyntaxTree, body.Span, parts));
    }

    private static Replacement Cut(LockCall call, TextSpan within) => Statements.Cut(Holder(call), within);

    /// <summary>An index that counts while it names the lock, as in <c>gates[--taken].Exit()</c>, goes on counting.</summary>
    private static Replacement Released(LockCall given, TextSpan within, SemanticModel model)
    {
        var holder = Holder(given);
        if (given.Gate is not { } gate || !Counts(gate)) return Statements.Cut(holder, within);
        return Replacement.Of(holder, model.GetTypeInfo(gate).Type is null ? "{ }" : $"_ = {gate};");
    }

    private static bool Counts(ExpressionSyntax gate) => gate.DescendantNodes().Any(node =>
        node is PostfixUnaryExpressionSyntax or AssignmentExpressionSyntax
        || (node is PrefixUnaryExpressionSyntax { OperatorToken.ValueText: "++" or "--" }));

    private static StatementSyntax Holder(LockCall call) => call.Call.FirstAncestorOrSelf<StatementSyntax>()!;
}
