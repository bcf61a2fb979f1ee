using System;
using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Resources;

/// <summary>What becomes of a TaskCompletionSource, where all of its uses are in sight.</summary>
/// <remarks>In sight are locals, private fields, and the parameters of functions of the file that get one of them.</remarks>
internal static class SourceUses
{
    private const int MostCalls = 3;

    /// <summary>
    /// Whether it is only completed, asked whether it is done, and waited for by threads that block: no code is there to be run
    /// inline.
    /// </summary>
    public static bool RunNothing(IObjectCreationOperation made, ThreadingTypes types)
    {
        var uses = OfLocal(made);
        if (uses.Count == 0) uses = OfField(made);
        return uses.Count > 0 && uses.All(use => RunsNothing(use, types, MostCalls));
    }

    /// <summary>All places that name the local which holds it, in their order; none where no local does.</summary>
    public static IReadOnlyList<IOperation?> OfLocal(IObjectCreationOperation made) =>
        Outermost(made).Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared }
            ? [.. Surroundings.Body(made).Descendants().OfType<ILocalReferenceOperation>()
                .Where(use => ThreadingTypes.Same(use.Local, declared.Symbol)).OrderBy(use => use.Syntax.SpanStart)]
            : [];

    /// <summary>Whether a call ends the task.</summary>
    public static bool IsCompletion(IInvocationOperation call) =>
        call.TargetMethod.Name.StartsWith("Set", StringComparison.Ordinal)
        || call.TargetMethod.Name.StartsWith("TrySet", StringComparison.Ordinal);

    /// <summary>The expression with the conversions around it.</summary>
    public static IOperation Outermost(IOperation operation)
    {
        while (operation.Parent is IConversionOperation) operation = operation.Parent;
        return operation;
    }

    /// <summary>All places that name the private field which holds it; none where there is no such field.</summary>
    private static IReadOnlyList<IOperation?> OfField(IObjectCreationOperation made) =>
        Outermost(made).Parent is IFieldInitializerOperation { InitializedFields: { Length: 1 } fields }
        && fields[0] is { DeclaredAccessibility: Accessibility.Private, ContainingType.DeclaringSyntaxReferences: { Length: 1 } }
            ? Named(fields[0], made.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>(), made.SemanticModel)
            : [];

    /// <summary>What the names of a symbol stand for in a piece of code; null for one that cannot be told.</summary>
    private static IReadOnlyList<IOperation?> Named(ISymbol symbol, SyntaxNode? scope, SemanticModel? model) =>
        scope is null || model is null ? [] :
        [
            .. from name in scope.DescendantNodes().OfType<IdentifierNameSyntax>()
               where name.Identifier.ValueText == symbol.Name
               let place = name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? (SyntaxNode)member : name
               let operation = model.GetOperation(place)
               where operation is null || ThreadingTypes.Same(Surroundings.Named(operation)?.OriginalDefinition, symbol)
               select operation,
        ];

    private static bool RunsNothing(IOperation? use, ThreadingTypes types, int depth)
    {
        switch (use?.Parent)
        {
            case IInvocationOperation call:
                return call.Instance == use && IsCompletion(call);
            case IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation } when depth > 0:
                var uses = OfParameter(parameter.OriginalDefinition, use);
                return uses.Count > 0 && uses.All(inner => RunsNothing(inner, types, depth - 1));
            case IPropertyReferenceOperation { Property.Name: "Task" } task:
                return IsAskedOrWaitedFor(task, types);
            default:
                return false;
        }
    }

    private static IReadOnlyList<IOperation?> OfParameter(IParameterSymbol parameter, IOperation use) =>
        parameter is { RefKind: RefKind.None, ContainingSymbol.DeclaringSyntaxReferences: { Length: 1 } places }
        && places[0].SyntaxTree == use.Syntax.SyntaxTree
            ? Named(parameter, places[0].GetSyntax(), use.SemanticModel)
            : [];

    private static bool IsAskedOrWaitedFor(IPropertyReferenceOperation task, ThreadingTypes types)
    {
        for (var around = task.Parent; around is not null and not IAnonymousFunctionOperation; around = around.Parent)
        {
            if (around is IPropertyReferenceOperation read
                && (Completion.IsQuestion(read.Property.Name) || Wait.OfProperty(read, types) is not null)) return true;
            if (around is IInvocationOperation wait && Wait.OfCall(wait, types) is not null) return true;
        }

        return false;
    }
}
