using System;
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
    private readonly Dictionary<ISymbol, IOperation> _amounts = new(SymbolEqualityComparer.Default);

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

                if (!_amounts.ContainsKey(variable) && Grown(value) is { } grown)
                {
                    _amounts[variable] = grown;
                    isNew = true;
                }
            }
        }

        return this;
    }

    /// <summary>The read of the clock that an instant comes from, with or without a span added; null for another value.</summary>
    public IOperation? Read(IOperation value)
    {
        Nesting.Deeper();
        value = Surroundings.Bare(value);
        if (IsRead(value)) return value;
        switch (value)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum
                when IsSpan(sum.RightOperand.Type):
                return Read(sum.LeftOperand);
            case IInvocationOperation { TargetMethod.Name: var name, Instance: { } instance } call
                when IsInstant(instance.Type) && IsInstant(call.Type) && IsShift(name):
                return Read(instance);
            // A number that stands for an instant: 'UtcNow.Ticks + span.Ticks'.
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum
                when IsNumber(sum.Type):
                // Each side once: a sum in a sum would be read twice as often for each term.
                var (left, right) = (Read(sum.LeftOperand), Read(sum.RightOperand));
                return left is null ? (sum.OperatorKind == BinaryOperatorKind.Add ? right : null) : right is null ? left : null;
            case IInvocationOperation { Instance: { } instant, TargetMethod: { } method } when IsUnixTime(method):
                return Read(instant);
            case IPropertyReferenceOperation { Property.Name: "Ticks", Instance: { } instant } when IsInstant(instant.Type):
                return Read(instant);
            case IInvocationOperation { Arguments.IsEmpty: true, TargetMethod: { } own }
                when _times.TryGetValue(own, out var read):
                return read;
            case IPropertyReferenceOperation { Property.Name: var name, Instance: { } instance }
                when IsInstant(instance.Type) && name is "UtcDateTime" or "LocalDateTime" or "DateTime" or "Value":
                return Read(instance);
            // What was put into a collection comes out of it: '_hits.Peek()', '_until[name]'.
            case IInvocationOperation { Instance: { } collection } when IsInstant(value.Type) && Holder(collection) is { } holder:
                return _times.TryGetValue(holder, out var put) ? put : null;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection }
                when IsInstant(value.Type) && Holder(collection) is { } holder:
                return _times.TryGetValue(holder, out var kept) ? kept : null;
            case IConditionalOperation { WhenFalse: { } other } choice:
                return Read(choice.WhenTrue) ?? Read(other);
            case ICoalesceOperation choice:
                return Read(choice.Value) ?? Read(choice.WhenNull);
            default:
                return Surroundings.Named(value) is { } named && _times.TryGetValue(named, out var known) ? known : null;
        }
    }

    /// <summary>The difference of two reads of the clock that a span, or a number of its units, comes from; else null.</summary>
    public IOperation? Elapsed(IOperation value)
    {
        Nesting.Deeper();
        value = Surroundings.Bare(value);
        switch (value)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference
                when (IsSpan(difference.Type) || IsNumber(difference.Type))
                    && AreReads(difference.LeftOperand, difference.RightOperand):
                return difference;
            case IInvocationOperation { TargetMethod.Name: "Subtract", Instance: { } left, Arguments: { Length: 1 } right } call
                when IsSpan(call.Type) && AreReads(left, right[0].Value):
                return call;
            case IPropertyReferenceOperation { Instance: { } span, Property.Name: var name }
                when IsSpan(span.Type) && (name == "Ticks" || name.StartsWith("Total", StringComparison.Ordinal)):
                return Elapsed(span);
            // The same in other units.
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide or BinaryOperatorKind.Multiply } scaled
                when IsConstant(scaled.RightOperand):
                return Elapsed(scaled.LeftOperand);
            case IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType.Name: "TimeSpan" or "Math" } } made:
                return made.Arguments.Select(argument => Elapsed(argument.Value)).FirstOrDefault(span => span is not null);
            default:
                return Surroundings.Named(value) is { } named && _spans.TryGetValue(named, out var elapsed) ? elapsed : null;
        }
    }

    /// <summary>What an amount is computed of that grew with the time by this clock, <c>elapsed * rate</c>; else null.</summary>
    public IOperation? Grown(IOperation value)
    {
        Nesting.Deeper();
        value = Surroundings.Bare(value);
        switch (value)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product
                when !IsConstant(product.LeftOperand) && !IsConstant(product.RightOperand)
                    && (Elapsed(product.LeftOperand) ?? Elapsed(product.RightOperand)) is not null:
                return product;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide } quotient
                when !IsConstant(quotient.RightOperand) && Elapsed(quotient.LeftOperand) is not null:
                return quotient;
            case IBinaryOperation sum:
                return Grown(sum.LeftOperand) ?? Grown(sum.RightOperand);
            case IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType.Name: "Math" } } made:
                return made.Arguments.Select(argument => Grown(argument.Value)).FirstOrDefault(found => found is not null);
            default:
                return value is ILocalReferenceOperation { Local: { } local }
                    && _amounts.TryGetValue(local, out var grown) ? grown : null;
        }
    }

    /// <summary>The variable with a collection of points in time; null for any other value.</summary>
    public static ISymbol? Holder(IOperation? value) =>
        value?.Type is INamedTypeSymbol { IsGenericType: true, ContainingNamespace: { } space } type
            && space.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal)
            && type.TypeArguments.Any(IsInstant)
            ? Surroundings.Named(value)
            : null;

    /// <summary>Whether it is a point in time.</summary>
    public static bool IsInstant(ITypeSymbol? type) =>
        IsSystem(Plain(type), "DateTime") || IsSystem(Plain(type), "DateTimeOffset");

    /// <summary>Whether it is a length of time.</summary>
    public static bool IsSpan(ITypeSymbol? type) => IsSystem(Plain(type), "TimeSpan");

    private bool AreReads(IOperation left, IOperation right) => Read(left) is not null && Read(right) is not null;

    private static bool IsNumber(ITypeSymbol? type) => type?.SpecialType
        is SpecialType.System_Int64 or SpecialType.System_Double or SpecialType.System_UInt64;

    private static bool IsConstant(IOperation value) => value.ConstantValue.HasValue
        || Surroundings.Bare(value) is IFieldReferenceOperation
        {
            Field: { IsReadOnly: true, ContainingNamespace.Name: "System" }
        };

    private static bool IsUnixTime(IMethodSymbol method) =>
        method.Name is "ToUnixTimeMilliseconds" or "ToUnixTimeSeconds";

    private static bool IsShift(string method) =>
        method.StartsWith("Add", StringComparison.Ordinal) || method is "Subtract" or "ToUniversalTime" or "ToLocalTime";

    private static bool IsRead(IOperation value) => value switch
    {
        IPropertyReferenceOperation { Instance: null, Property: { Name: "Now" or "UtcNow" } property } =>
            IsInstant(property.ContainingType),
        IInvocationOperation { TargetMethod: { Name: "GetUtcNow" or "GetLocalNow" } method } =>
            IsInstant(method.ReturnType) && IsClock(method.ContainingType),
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
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;

    private static bool IsSystem(ITypeSymbol? type, string name) =>
        type is { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } && type.Name == name;
}
