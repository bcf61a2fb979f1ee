using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Resources;

/// <summary>The constructors of a class that derives from <c>TaskCompletionSource</c>, by what they hand to their base.</summary>
internal static class DerivedSources
{
    /// <summary>Each call of the base's constructor: its place, and its arguments, of which there may be none.</summary>
    public static IEnumerable<(SyntaxNode Place, ImmutableArray<IArgumentOperation> Arguments)> BaseCalls(
        ClassDeclarationSyntax declared, SemanticModel model, CancellationToken cancellationToken)
    {
        if (declared.BaseList?.Types.FirstOrDefault() is not { } based) yield break;
        if (based is PrimaryConstructorBaseTypeSyntax primary)
        {
            if (model.GetOperation(primary, cancellationToken) is IInvocationOperation call)
                yield return (primary, call.Arguments);
            yield break;
        }

        var constructors = declared.Members.OfType<ConstructorDeclarationSyntax>().ToList();
        if (constructors.Count == 0) yield return (based, ImmutableArray<IArgumentOperation>.Empty);
        foreach (var constructor in constructors.Where(one => one.Modifiers.All(word => word.ValueText != "static")))
        {
            if (constructor.Initializer is not { } initializer)
                yield return (based, ImmutableArray<IArgumentOperation>.Empty);
            else if (initializer.ThisOrBaseKeyword.ValueText == "base"
                && model.GetOperation(initializer, cancellationToken) is IInvocationOperation call)
                yield return (initializer, call.Arguments);
        }
    }
}
