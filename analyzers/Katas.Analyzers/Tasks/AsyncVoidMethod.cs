using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.Tasks;

/// <summary>Tells the methods that are <c>async void</c> though they could return a task.</summary>
internal static class AsyncVoidMethod
{
    /// <summary>Whether nothing but the author's own code makes it <c>void</c>: no event, no contract from elsewhere.</summary>
    public static bool IsByChoice(IMethodSymbol method) =>
        method is { IsAsync: true, ReturnsVoid: true, MethodKind: not MethodKind.AnonymousFunction }
        && !(method.Parameters.Length == 2 && IsEventArguments(method.Parameters[1].Type))
        && !IsForced(method) && !IsSubscribed(method);

    /// <summary>Whether a type is that of an event's arguments.</summary>
    public static bool IsEventArguments(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == "EventArgs" || type.Name.EndsWith("EventArgs", System.StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>Whether it overrides or implements a member that stands in no source, such as <c>ICommand.Execute</c>.</summary>
    private static bool IsForced(IMethodSymbol method)
    {
        for (var above = method.OverriddenMethod; above is not null; above = above.OverriddenMethod)
            if (above.DeclaringSyntaxReferences.IsEmpty) return true;
        return method.MethodKind == MethodKind.ExplicitInterfaceImplementation
            ? method.ExplicitInterfaceImplementations.Any(member => member.DeclaringSyntaxReferences.IsEmpty)
            : method.ContainingType?.AllInterfaces.SelectMany(contract => contract.GetMembers(method.Name)).Any(member =>
                member.DeclaringSyntaxReferences.IsEmpty
                && ThreadingTypes.Same(method.ContainingType.FindImplementationForInterfaceMember(member), method)) == true;
    }

    /// <summary>Whether its class makes it the handler of an event: <c>_timer.Elapsed += OnElapsed</c>.</summary>
    private static bool IsSubscribed(IMethodSymbol method) => method.ContainingType?.DeclaringSyntaxReferences
        .SelectMany(reference => reference.GetSyntax().DescendantNodes()).OfType<AssignmentExpressionSyntax>()
        .Any(added => added.IsKind(SyntaxKind.AddAssignmentExpression)
            && added.Right.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
                .Any(name => name.Identifier.ValueText == method.Name)) == true;
}
