using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Cancellation;

/// <summary>Which variables of one type hold a time of the wall clock, or the distance between two of them.</summary>
/// <param name="assignments">All variables of the type that get a value, and the values.</param>
internal sealed class WallClock(IReadOnlyList<(ISymbol Variable, IOperation Value)> assignments)
{
    private readonly Dictionary<ISymbol, IOperation> _times = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IOperation> _spans = new(SymbolEqualityComparer.Default);

    /// <summary>Follows the values from variable to variable, until no more are found.</summary>
    public WallClock Follow()
    {
        for (var isNew = true; isNew;)
        {
            isNew = false;
            foreach (var (variable, value) in assignments)
            {
                if (!_times.ContainsKey(variable) && Read(value) is { } read)
                {
                    _times[variable] = read;
                    isNew = true;
                }

                if (!_spans.ContainsKey(variable) && Elapsed(value) is { } elapsed)
                {
                    _spans[variable] = elapsed;
                    isNew = true;
                }
            }
        }

        return this;
    }

    /// <summary>The read of the clock that an instant comes from, with or without a span added to it; null for another value.</summary>
    public IOperation? Read(IOperation value)
    {
        value = Surroundings.Bare(value);
        if (IsRead(value)) return value;
        switch (value)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum when IsSpan(sum.RightOperand.Type):
                return Read(sum.LeftOperand);
            case IInvocationOperation { TargetMethod: { Name: var name }, Instance: { } instance } call when IsInstant(instance.Type) && IsInstant(call.Type)
                && (name.StartsWith("Add", System.StringComparison.Ordinal) || name is "Subtract" or "ToUniversalTime" or "ToLocalTime"):
                return Read(instance);
            case IPropertyReferenceOperation { Property.Name: "UtcDateTime" or "LocalDateTime" or "DateTime" or "Value", Instance: { } instance }
                when IsInstant(instance.Type):
                return Read(instance);
            case IConditionalOperation { WhenFalse: { } other } choice:
                return Read(choice.WhenTrue) ?? Read(other);
            case ICoalesceOperation choice:
                return Read(choice.Value) ?? Read(choice.WhenNull);
            default:
                return Surroundings.Named(value) is { } named && _times.TryGetValue(named, out var read) ? read : null;
        }
    }

    /// <summary>The difference of two instants of the wall clock that a span, or a number of its units, comes from; null for another value.</summary>
    public IOperation? Elapsed(IOperation value)
    {
        value = Surroundings.Bare(value);
        switch (value)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference
                when IsSpan(difference.Type) && Read(difference.LeftOperand) is not null && Read(difference.RightOperand) is not null:
                return difference;
            case IInvocationOperation { TargetMethod.Name: "Subtract", Instance: { } instance, Arguments: { Length: 1 } arguments } call
                when IsSpan(call.Type) && Read(instance) is not null && Read(arguments[0].Value) is not null:
                return call;
            case IPropertyReferenceOperation { Instance: { } span, Property.Name: var name }
                when IsSpan(span.Type) && (name == "Ticks" || name.StartsWith("Total", System.StringComparison.Ordinal)):
                return Elapsed(span);
            default:
                return Surroundings.Named(value) is { } named && _spans.TryGetValue(named, out var elapsed) ? elapsed : null;
        }
    }

    /// <summary>Whether it is a point in time.</summary>
    public static bool IsInstant(ITypeSymbol? type) => IsSystem(Plain(type), "DateTime") || IsSystem(Plain(type), "DateTimeOffset");

    /// <summary>Whether it is a length of time.</summary>
    public static bool IsSpan(ITypeSymbol? type) => IsSystem(Plain(type), "TimeSpan");

    private static bool IsRead(IOperation value) => value switch
    {
        IPropertyReferenceOperation { Instance: null, Property: { Name: "Now" or "UtcNow" } property } => IsInstant(property.ContainingType),
        IInvocationOperation { TargetMethod: { Name: "GetUtcNow" or "GetLocalNow" } method } => IsInstant(method.ReturnType) && IsClock(method.ContainingType),
        _ => false,
    };

    private static bool IsClock(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (IsSystem(type, "TimeProvider")) return true;
        }

        return false;
    }

    private static ITypeSymbol? Plain(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments.First() : type;

    private static bool IsSystem(ITypeSymbol? type, string name) =>
        type is { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } && type.Name == name;
}
