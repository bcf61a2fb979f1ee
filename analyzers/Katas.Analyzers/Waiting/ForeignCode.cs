using System;
using System.Linq;
using Katas.Analyzers.Locksets;
using Katas.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Waiting;

/// <summary>
/// Tells the calls that run code which a class does not know: that of whoever subscribed, handed over a delegate, or waits.
/// </summary>
internal static class ForeignCode
{
    private static readonly string[] Promises =
        ["Lock", "Exclusive", "Synchronized", "Atomic", "Critical", "Guarded", "Serial", "Protected", "Isolated"];

    private static readonly string[] Clocks = ["time", "clock", "now"];

    /// <summary>What an unknown delegate is, for a message; null where it is the class's own code, or cannot be told.</summary>
    public static string? OfDelegate(IInvocationOperation call, INamedTypeSymbol type) =>
        Called(call) is { } called && !IsClock(called) ? Source(called, type, 0) : null;

    /// <summary>Whether a call of a delegate raises an event.</summary>
    public static bool IsEvent(IInvocationOperation call) => Called(call) is IEventReferenceOperation;

    /// <summary>What a call of the framework's runs that the class does not know, for a message; null if nothing.</summary>
    public static string? OfCall(IInvocationOperation call, INamedTypeSymbol type)
    {
        var name = call.TargetMethod.Name;
        return call.TargetMethod.ContainingType?.Name switch
        {
            "CancellationTokenSource" when name == "Cancel" => "'Cancel' runs all callbacks of the token",
            "TaskCompletionSource" when IsCompletion(name) && InlineSources.Are(type, call.Instance?.Type) =>
                $"'{name}' runs the code that awaits the task, because the source was made without "
                    + "RunContinuationsAsynchronously,",
            "IObserver" when name is "OnNext" or "OnError" or "OnCompleted" => $"'{name}' runs an observer's code",
            _ => RunsNow.Is(call.TargetMethod) ? Handed(call) : null,
        };
    }

    /// <summary>A delegate of the caller's that is handed on to who calls it at once: <c>_items.RemoveAll(match)</c>.</summary>
    private static string? Handed(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            var value = argument.Value;
            while (value is IConversionOperation conversion) value = conversion.Operand;
            if (value is IParameterReferenceOperation { Parameter: { Type.TypeKind: TypeKind.Delegate } parameter }
                && IsOpen(parameter))
                return $"'{parameter.Name}' runs its caller's code";
        }

        return null;
    }

    private static bool IsCompletion(string name) =>
        name.StartsWith("Set", StringComparison.Ordinal) || name.StartsWith("TrySet", StringComparison.Ordinal);

    /// <summary>
    /// A clock is asked under locks as a matter of course, so that no two changes have their times in the wrong order.
    /// </summary>
    private static bool IsClock(IOperation called) =>
        called.Type is INamedTypeSymbol { DelegateInvokeMethod: { Parameters.Length: 0, ReturnsVoid: false } }
        && Clocks.Any(word => called.Syntax.ToString().IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static IOperation? Called(IInvocationOperation call)
    {
        if (call.Instance is not IConditionalAccessInstanceOperation) return call.Instance;
        var around = call.Parent;
        while (around is not null and not IConditionalAccessOperation) around = around.Parent;
        return (around as IConditionalAccessOperation)?.Operation;
    }

    private static string? Source(IOperation? called, INamedTypeSymbol type, int depth) => called switch
    {
        IEventReferenceOperation raised => $"the event '{raised.Event.Name}' runs its subscribers' code",
        IFieldReferenceOperation { Field: { } field } => IsOwn(field, type)
            ? null : $"'{field.Name}' runs code that this class was given",
        IPropertyReferenceOperation { Property: { IsIndexer: false } property } =>
            $"'{property.Name}' runs code that this class was given",
        IPropertyReferenceOperation or IArrayElementReferenceOperation =>
            $"'{called.Syntax}' runs code that this class was given",
        IParameterReferenceOperation { Parameter: { } parameter } =>
            IsOpen(parameter) ? $"'{parameter.Name}' runs its caller's code"
            : IsElement(called, parameter) ? $"'{parameter.Name}' runs code that this class was given" : null,
        ILocalReferenceOperation { Local: { } local } when depth < 3 => OfLocal(local, called, type, depth),
        IConversionOperation conversion => Source(conversion.Operand, type, depth),
        IParenthesizedOperation parenthesized => Source(parenthesized.Operand, type, depth),
        _ => null,
    };

    /// <summary>A local is what it was declared to be; one that goes through a collection of delegates is foreign.</summary>
    private static string? OfLocal(ILocalSymbol local, IOperation use, INamedTypeSymbol type, int depth)
    {
        IOperation body = use;
        while (body.Parent is { } parent) body = parent;
        foreach (var operation in body.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declared when ThreadingTypes.Same(declared.Symbol, local):
                    if (declared.Parent is IForEachLoopOperation) return $"'{local.Name}' runs code that this class was given";
                    return Source(declared.GetVariableInitializer()?.Value, type, depth + 1);
            }
        }

        return null;
    }

    /// <summary>Whether a delegate in a private field is always a lambda or a method that stands in the class itself.</summary>
    private static bool IsOwn(IFieldSymbol field, INamedTypeSymbol type)
    {
        if (field.DeclaredAccessibility != Accessibility.Private || field.AssociatedSymbol is not null) return false;
        var nodes = type.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes()).ToList();
        var values = nodes.OfType<VariableDeclaratorSyntax>()
            .Where(declared => declared.Parent?.Parent is FieldDeclarationSyntax && declared.Identifier.ValueText == field.Name)
            .Select(declared => declared.Initializer?.Value)
            .Concat(nodes.OfType<AssignmentExpressionSyntax>().Where(set => NameOf(set.Left) == field.Name).Select(set =>
                set.Right))
            .Where(value => value is not null).ToList();
        return values.Count > 0 && values.All(value => value is LambdaExpressionSyntax or AnonymousMethodExpressionSyntax
            || (value is IdentifierNameSyntax name && type.GetMembers(name.Identifier.ValueText).Any(m => m is IMethodSymbol)));
    }

    /// <summary>
    /// Whether others hand over the delegate, to a method whose name does not promise to call it under the lock.
    /// </summary>
    private static bool IsOpen(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { DeclaredAccessibility: not Accessibility.Private } method
        && method.MethodKind is MethodKind.Ordinary or MethodKind.Constructor
        && !Promises.Any(word => method.Name.IndexOf(word, StringComparison.Ordinal) >= 0);

    /// <summary>Whether a lambda gets it from a collection of the class: <c>_all.ForEach(one => one())</c>.</summary>
    private static bool IsElement(IOperation use, IParameterSymbol parameter)
    {
        var around = use.Parent;
        while (around is not null and not IAnonymousFunctionOperation) around = around.Parent;
        if (around is not IAnonymousFunctionOperation lambda || !ThreadingTypes.Same(lambda.Symbol, parameter.ContainingSymbol))
            return false;
        if (Surroundings.Taker(lambda) is not IInvocationOperation taker) return false;
        return (taker.Instance ?? taker.Arguments.FirstOrDefault()?.Value) is { } collection
            && Surroundings.Named(collection) is IFieldSymbol or IPropertySymbol;
    }

    private static string? NameOf(ExpressionSyntax left) => left switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
        _ => null,
    };
}
