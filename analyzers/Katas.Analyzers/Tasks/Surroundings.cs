using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Tasks;

/// <summary>What stands around an operation.</summary>
internal static class Surroundings
{
    /// <summary>The function whose code it is: the innermost lambda or local function, or else the member.</summary>
    public static IMethodSymbol? Function(IOperation operation, ISymbol member)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation lambda) return lambda.Symbol;
            if (around is ILocalFunctionOperation local) return local.Symbol;
        }

        return member as IMethodSymbol;
    }

    /// <summary>The operation that is the body of the function whose code it is, or of the member.</summary>
    public static IOperation Body(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
            if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation) break;
        }

        return operation;
    }

    /// <summary>The value with which a local is declared in a body; null if it is declared without one, or elsewhere.</summary>
    public static IOperation? DeclaredValue(ILocalReferenceOperation local, IOperation body) =>
        body.Descendants().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declared => ThreadingTypes.Same(declared.Symbol, local.Local))?.GetVariableInitializer()?.Value;

    /// <summary>Whether it never runs where it stands: it is in <c>nameof</c>, or in an expression tree.</summary>
    public static bool IsOnlyDescribed(IOperation operation)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is INameOfOperation) return true;
            if (around is IConversionOperation { Type: { Name: "Expression", ContainingNamespace.Name: "Expressions" } })
                return true;
        }

        return false;
    }

    /// <summary>An expression without the conversions and parentheses around it.</summary>
    public static IOperation Bare(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>Whatever takes a lambda: a call, a constructor, an event, an assignment.</summary>
    public static IOperation? Taker(IAnonymousFunctionOperation lambda)
    {
        var parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation) parent = parent.Parent;
        return parent is IArgumentOperation ? parent.Parent : parent;
    }

    /// <summary>The local, parameter, field or property that an expression reads; null for any other expression.</summary>
    public static ISymbol? Named(IOperation operation) => Bare(operation) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };
}
