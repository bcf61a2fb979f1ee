using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.CodeFixes.Resources;

/// <summary>Gives a channel or a BlockingCollection a capacity, where no producer in the file relies on free room.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UnboundedQueueFix() : NodeFix("KATA0605", "Give it a capacity")
{
    private const string Capacity = "1000";

    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Change(
        SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        // On an unbounded channel TryWrite fails only when it is closed; on a bounded one it would lose what does not fit.
        var file = node.SyntaxTree.GetRoot(cancellationToken);
        if (file.DescendantTokens().Any(token => token.Text is "TryWrite" or "TryAdd")) return null;
        return node switch
        {
            InvocationExpressionSyntax call => Channel(call),
            BaseObjectCreationExpressionSyntax made => Blocking(made),
            _ => null,
        };
    }

    private static (SyntaxNode Old, SyntaxNode New)? Channel(InvocationExpressionSyntax call)
    {
        var name = call.Expression is MemberAccessExpressionSyntax member ? member.Name : call.Expression as SimpleNameSyntax;
        if (name is not { Identifier.Text: "CreateUnbounded" }) return null;
        var bounded = name.WithIdentifier(SyntaxFactory.Identifier("CreateBounded").WithTriviaFrom(name.Identifier));
        var changed = call.ReplaceNode(name, bounded);
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Count == 0)
            return (call, changed.WithArgumentList(Arguments("capacity").WithTriviaFrom(call.ArgumentList)));
        if (arguments[0].Expression is not ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax type } options)
            return null;
        var own = SyntaxFactory.ObjectCreationExpression(
            options.NewKeyword, SyntaxFactory.IdentifierName("BoundedChannelOptions"), Arguments("capacity"),
            options.Initializer).WithTrailingTrivia(options.GetTrailingTrivia());
        if (options.Initializer is not null)
        {
            SyntaxNode before = options.ArgumentList as SyntaxNode ?? type;
            own = own.WithArgumentList(own.ArgumentList!.WithTrailingTrivia(before.GetTrailingTrivia()));
        }

        return (call, changed.WithArgumentList(
            call.ArgumentList.WithArguments(SyntaxFactory.SingletonSeparatedList(arguments[0].WithExpression(own)))));
    }

    private static (SyntaxNode Old, SyntaxNode New)? Blocking(BaseObjectCreationExpressionSyntax made)
    {
        var bound = Arguments("boundedCapacity");
        if (made is ObjectCreationExpressionSyntax { ArgumentList: null } named)
        {
            return (made, named.WithType(named.Type.WithoutTrailingTrivia())
                .WithArgumentList(bound.WithTrailingTrivia(named.Type.GetTrailingTrivia())));
        }

        var arguments = made.ArgumentList!.Arguments;
        var added = arguments.Count == 0 ? bound.Arguments[0] : bound.Arguments[0].WithLeadingTrivia(SyntaxFactory.Space);
        return (made, made.WithArgumentList(made.ArgumentList.WithArguments(arguments.Add(added))));
    }

    private static ArgumentListSyntax Arguments(string parameter) =>
        SyntaxFactory.ParseArgumentList($"({parameter}: {Capacity})");
}
