using System.Linq;
using Katas.Engine.Simulation.Escapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Simulated;

/// <summary>Tells by its member and its arguments whether a piece of code goes through a door.</summary>
internal static class DoorUses
{
    private const int ContinueOnCapturedContext = 1;

    /// <summary>Whether the rule speaks of such doors: of what differs between processes, harmless uses are the most.</summary>
    public static bool Reports(DoorKind kind) => kind != DoorKind.Process;

    /// <summary>The door; null where the code stays inside.</summary>
    public static Door? Of(IOperation operation, IMethodSymbol member)
    {
        if (member.ContainingType.ContainingNamespace is not { IsGlobalNamespace: false } space) return null;
        if (Root(space) != "System") return null;
        var type = space.ToDisplayString() + "." + member.ContainingType.OriginalDefinition.MetadataName;
        return Doors.All.FirstOrDefault(door =>
            Reports(door.Kind) && door.Fits(type, member.MetadataName) && Fits(door, operation, member));
    }

    /// <summary>As the code writes it: <c>DateTime.UtcNow</c>, <c>new Random</c>.</summary>
    public static string Name(IMethodSymbol member) => member.MethodKind == MethodKind.Constructor
        ? "new " + member.ContainingType.Name
        : member.ContainingType.Name + "." + (member.AssociatedSymbol?.Name ?? member.Name);

    private static bool Fits(Door door, IOperation operation, IMethodSymbol member) => door.Calls switch
    {
        DoorCalls.WithoutProvider => !HasProvider(member),
        DoorCalls.TimeoutWithoutProvider => HasTimeout(member) && !HasProvider(member),
        DoorCalls.TokenOnly => member.Parameters.Length == 1 && !HasTimeout(member),
        DoorCalls.NoArguments => member.Parameters.IsEmpty,
        DoorCalls.FalseArgument => !StaysInContext(operation),
        DoorCalls.UnlessSourceHasProvider => !HasSourceWithProvider(operation),
        _ => true,
    };

    private static bool HasProvider(IMethodSymbol member) =>
        member.Parameters.Any(parameter => parameter.Type is { Name: "TimeProvider", ContainingNamespace.Name: "System" });

    private static bool HasTimeout(IMethodSymbol member) => member.Parameters.Any(parameter =>
        parameter.Type.SpecialType == SpecialType.System_Int32
        || parameter.Type is { Name: "TimeSpan", ContainingNamespace.Name: "System" });

    /// <summary>Whether the code after the <c>await</c> goes on where it was, or the task is done before.</summary>
    private static bool StaysInContext(IOperation operation)
    {
        if (operation is not IInvocationOperation { Arguments: { Length: > 0 } arguments } call) return false;
        var task = call.Instance ?? (arguments.Length > 1 ? arguments[0].Value : null);
        if (task is IPropertyReferenceOperation { Property.Name: "CompletedTask" }
            or IInvocationOperation { TargetMethod.Name: "FromResult" }) return true;
        return arguments[arguments.Length - 1].Value.ConstantValue switch
        {
            { HasValue: true, Value: bool stays } => stays,
            { HasValue: true, Value: int options } => (options & ContinueOnCapturedContext) != 0,
            _ => false,
        };
    }

    /// <summary>
    /// Whether the type makes a source with a clock: <c>CancelAfter</c> does not say which one it is called on.
    /// </summary>
    private static bool HasSourceWithProvider(IOperation operation) =>
        operation.Syntax.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().LastOrDefault() is { } type
        && type.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>().Any(made =>
            made.ArgumentList?.Arguments.Count == 2
            && made is ImplicitObjectCreationExpressionSyntax or ObjectCreationExpressionSyntax
            {
                Type: SimpleNameSyntax { Identifier.Text: "CancellationTokenSource" }
            });

    private static string Root(INamespaceSymbol space)
    {
        while (space.ContainingNamespace is { IsGlobalNamespace: false } outer) space = outer;
        return space.Name;
    }
}
