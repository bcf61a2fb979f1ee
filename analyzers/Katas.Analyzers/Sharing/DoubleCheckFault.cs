using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>What is wrong with a double check, by the memory model of .NET.</summary>
/// <remarks>
/// A reference that is assigned after its object is complete is safe to read without the lock: .NET writes the object before the
/// reference, and a reader follows the reference to it. That holds for one reference. A second field is not reached through the
/// first, and a processor may read it earlier.
/// </remarks>
/// <param name="Place">Where it is reported.</param>
/// <param name="Other">The other place of the two.</param>
/// <param name="Harm">For the message: what another thread sees, and what to do.</param>
internal sealed record DoubleCheckFault(IOperation Place, IOperation Other, string Harm)
{
    /// <summary>The first fault; null for a sound one.</summary>
    public static DoubleCheckFault? Of(DoubleCheck check) =>
        !IsMade(check) ? null
        : NoSecondLook(check) ?? Torn(check) ?? FilledLater(check) ?? Data(check) ?? Reset(check);

    /// <summary>Whether the field says afterwards that something is there, unlike a count, or one that is emptied.</summary>
    private static bool IsMade(DoubleCheck check)
    {
        var type = TypeOf(check.Flag);
        if ((check.Sets[0].Operation.Parent as IAssignmentOperation)?.Value is not { } value) return true;
        if (IsNull(value) || value.ConstantValue is { HasValue: true, Value: false or 0 }) return false;
        return type?.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_UInt32) || value.ConstantValue.HasValue
            || !check.Data.Any();
    }

    private static DoubleCheckFault? NoSecondLook(DoubleCheck check)
    {
        if (check.IsCheckedAgain) return null;
        var set = check.Sets[0].Operation;
        var value = (set.Parent as ISimpleAssignmentOperation)?.Value;
        if (value is null) return null;
        var isMade = TypeOf(check.Flag) is { } type && (type.IsReferenceType || IsNullable(type)) && !IsNull(value);
        var isSet = value.ConstantValue is { HasValue: true, Value: true }
            && Outcome.At(check.Look.Operation, check.Gate.Operation) == false;
        return isMade || isSet
            ? new(check.Look.Operation, set,
                $"two threads pass the look, and the second does it all again when it gets '{check.Gate.Lock.Name}'; look"
                + " again under the lock")
            : null;
    }

    private static DoubleCheckFault? Torn(DoubleCheck check)
    {
        if (check.IsOrdered || TypeOf(check.Flag) is not { IsValueType: true } type) return null;
        var isWide = type.SpecialType is SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double
            && DoubleCheck.Condition(check.Look.Operation) is IBinaryOperation compared
            && (compared.LeftOperand.ConstantValue.HasValue || compared.RightOperand.ConstantValue.HasValue);
        return isWide || IsOfSeveralWords(type)
            ? new(check.Look.Operation, check.Sets[0].Operation,
                $"it is written in more than one step, and a look without '{check.Gate.Lock.Name}' can see half of it; keep"
                + " it in an object of its own, or use Lazy<T>")
            : null;
    }

    private static DoubleCheckFault? FilledLater(DoubleCheck check)
    {
        if (TypeOf(check.Flag) is not { IsReferenceType: true }) return null;
        var set = check.Sets[0];
        if ((set.Operation.Parent as IAssignmentOperation)?.Value is not { } value || IsNull(value)) return null;
        var filled = check.Section.FirstOrDefault(access => DoubleCheck.IsOf(access, check.Flag)
            && DoubleCheck.Start(access) > set.Operation.Parent!.Syntax.Span.End && IsChange(access));
        return filled is null
            ? null
            : new(set.Operation, filled.Operation,
                "another thread sees it here and uses it before it is filled; fill a local first, and assign that last");
    }

    private static DoubleCheckFault? Data(DoubleCheck check)
    {
        if (!check.IsCheckedAgain) return null;
        var last = DoubleCheck.Start(check.Sets[check.Sets.Count - 1]);
        foreach (var (set, use) in check.Data)
        {
            var isAfter = DoubleCheck.Start(set) > last;
            if (check.IsOrdered && !isAfter) continue;
            return new(check.Look.Operation, set.Operation, isAfter
                ? $"it is set before '{set.Member.Name}' is, and another thread goes on without that; set it last"
                : $"another thread can see it set and '{set.Member.Name}' still as it was before, as nothing orders the two"
                    + " reads; make it volatile, or use Lazy<T>");
        }

        return null;
    }

    /// <summary>The field is read once to look and once more to use, and other code sets it to null between.</summary>
    private static DoubleCheckFault? Reset(DoubleCheck check)
    {
        if (TypeOf(check.Flag) is not { IsReferenceType: true }) return null;
        var again = check.Body.Accesses.FirstOrDefault(access => DoubleCheck.IsOf(access, check.Flag)
            && DoubleCheck.Start(access) > DoubleCheck.Start(check.Look) && !access.IsWrite && access.Held.IsEmpty);
        var reset = check.Facts.Bodies
            .Where(body => body != check.Body && !TypeFacts.IsConstruction(body) && !Lifetimes.IsDisposal(body.Owner))
            .SelectMany(body => body.Accesses).FirstOrDefault(access => DoubleCheck.IsOf(access, check.Flag)
                && access.Operation.Parent is ISimpleAssignmentOperation { Value: { } value } && IsNull(value));
        return again is null || reset is null
            ? null
            : new(again.Operation, reset.Operation,
                "it is read a second time here, and another thread can set it to null between; read it once into a local");
    }

    /// <summary>Whether a use changes the object, or may: a call whose result nobody wants is made for what it does.</summary>
    private static bool IsChange(MemberAccess access)
    {
        if (access.Kind == AccessKind.Mutate) return true;
        var whole = MemberAccess.Outermost(access.Operation);
        var use = whole;
        // What belongs to the object is part of it: '_all.Names.Add(x)', '_all.Names[0] = x'.
        while (use.Parent is IMemberReferenceOperation part and not IEventReferenceOperation && part.Instance == use
            && part.Parent is not IAssignmentOperation) use = MemberAccess.Outermost(part);
        return use.Parent switch
        {
            IPropertyReferenceOperation or IFieldReferenceOperation => use.Parent.Parent is IAssignmentOperation set
                && set.Target == use.Parent,
            IInvocationOperation call when call.Instance == use => IsStatement(call),
            IArgumentOperation { Parent: IInvocationOperation call } =>
                use == whole && IsStatement(call) && !access.IsAtomic,
            IEventReferenceOperation => true,
            _ => false,
        };
    }

    private static bool IsStatement(IOperation call) =>
        call.Parent is IExpressionStatementOperation or IAwaitOperation { Parent: IExpressionStatementOperation };

    private static bool IsOfSeveralWords(ITypeSymbol type) =>
        type is { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None or SpecialType.System_Decimal
            or SpecialType.System_DateTime }
        && type.Name is not ("ImmutableArray" or "CancellationToken" or "Index" or "Half")
        && (type.DeclaringSyntaxReferences.IsEmpty || HasSeveralFields(type));

    private static bool HasSeveralFields(ITypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Count(field => !field.IsStatic) > 1;

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static bool IsNull(IOperation value)
    {
        while (value is IConversionOperation conversion) value = conversion.Operand;
        return value is IDefaultValueOperation || value.ConstantValue is { HasValue: true, Value: null };
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };
}
