using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>What a call does to a lock.</summary>
internal enum LockEffect
{
    /// <summary>It takes it, waiting for as long as need be.</summary>
    Acquire,

    /// <summary>It takes it, or gives up: the result, or a <c>ref bool</c>, says which.</summary>
    TryAcquire,

    /// <summary>It gives it back.</summary>
    Release,
}

/// <summary>A call that takes or gives back a lock.</summary>
/// <param name="Kind">What sort of lock it is.</param>
/// <param name="Effect">What the call does.</param>
/// <param name="Lock">Which lock; null where the source does not tell.</param>
/// <param name="Call">The call.</param>
internal sealed record LockCall(LockKind Kind, LockEffect Effect, LockIdentity? Lock, IInvocationOperation Call)
{
    /// <summary>What the call does to a lock; null for a call that has nothing to do with one.</summary>
    public static LockCall? Of(IInvocationOperation call, ThreadingTypes types)
    {
        var method = call.TargetMethod;
        // Of a Mutex, WaitOne is declared by WaitHandle: the object says what it is.
        if ((call.Instance?.Type ?? method.ContainingType)?.OriginalDefinition is not INamedTypeSymbol type) return null;
        if (types.IsMonitor(type)) return OfMonitor(call);
        if (types.KindOf(type) is not { } kind) return null;
        // An upgradeable lock lets readers in: what is written under it alone, they see half written.
        var mode = method.Name.Contains("Read") ? LockMode.Shared : LockMode.Exclusive;
        LockEffect? effect = method.Name switch
        {
            "Enter" when kind == LockKind.SpinLock => LockEffect.Acquire,
            "Enter" or "EnterScope" or "EnterReadLock" or "EnterWriteLock" or "EnterUpgradeableReadLock" => LockEffect.Acquire,
            "Wait" or "WaitAsync" or "WaitOne" when call.Arguments.All(a => a.IsImplicit || IsToken(a)) => LockEffect.Acquire,
            "TryEnter" or "TryEnterReadLock" or "TryEnterWriteLock" or "TryEnterUpgradeableReadLock" or "Wait" or "WaitAsync"
                or "WaitOne" => LockEffect.TryAcquire,
            "Exit" or "ExitReadLock" or "ExitWriteLock" or "ExitUpgradeableReadLock" or "Release" or "ReleaseMutex" =>
                LockEffect.Release,
            _ => null,
        };
        return effect is { } does ? new(kind, does, Identify(call.Instance, mode), call) : null;
    }

    /// <summary>The lock that an expression is; null for none.</summary>
    public static LockIdentity? Identify(IOperation? expression, LockMode mode = LockMode.Exclusive)
    {
        while (expression is IConversionOperation or IParenthesizedOperation)
            expression = (expression as IConversionOperation)?.Operand ?? ((IParenthesizedOperation)expression).Operand;
        return expression switch
        {
            IFieldReferenceOperation { Field.IsStatic: true } field => new(field.Field, "", mode),
            IFieldReferenceOperation field when Path(field.Instance) is { } path => new(field.Field, path, mode),
            IFieldReferenceOperation field => new(field.Field, LockIdentity.SomeReceiver, mode),
            IPropertyReferenceOperation { Property.IsStatic: true, Arguments.Length: 0 } property =>
                new(property.Property, "", mode),
            IPropertyReferenceOperation { Arguments.Length: 0 } property when Path(property.Instance) is { } path =>
                new(property.Property, path, mode),
            IPropertyReferenceOperation property => new(property.Property, LockIdentity.SomeReceiver, mode),
            ILocalReferenceOperation local => new(local.Local, "", mode),
            IParameterReferenceOperation { Parameter: { } parameter } =>
                new(parameter, LockIdentity.IsPrimary(parameter) ? "this" : "", mode),
            IInstanceReferenceOperation instance when instance.Type is { } type => new(type, "this", mode),
            ITypeOfOperation typeOf => new(typeOf.TypeOperand, "", mode),
            IArrayElementReferenceOperation element when Identify(element.ArrayReference, mode) is { } array =>
                new(array.Symbol, LockIdentity.SomeReceiver, mode),
            IInvocationOperation call => new(call.TargetMethod.OriginalDefinition, LockIdentity.SomeReceiver, mode),
            { Type: { } type } => new(type, LockIdentity.SomeReceiver, mode),
            _ => null,
        };
    }

    /// <summary>The way to an object by names alone; null where something else is on it, such as a call or an index.</summary>
    public static string? Path(IOperation? expression)
    {
        Nesting.Deeper();
        return expression switch
        {
            null => "",
            IInstanceReferenceOperation => "this",
            IConversionOperation conversion => Path(conversion.Operand),
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation { Parameter: { } parameter } =>
                LockIdentity.IsPrimary(parameter) ? "this." + parameter.Name : parameter.Name,
            IParenthesizedOperation parenthesized => Path(parenthesized.Operand),
            IFieldReferenceOperation { Field.IsStatic: true } field => field.Field.ToDisplayString(),
            IFieldReferenceOperation field when Path(field.Instance) is { } path => path + "." + field.Field.Name,
            IPropertyReferenceOperation { Arguments.Length: 0 } property when Path(property.Instance) is { } path =>
                path + "." + property.Property.Name,
            _ => null,
        };
    }

    private static LockCall? OfMonitor(IInvocationOperation call)
    {
        LockEffect? effect = call.TargetMethod.Name switch
        {
            "Enter" => LockEffect.Acquire,
            "TryEnter" => LockEffect.TryAcquire,
            "Exit" => LockEffect.Release,
            _ => null,
        };
        return effect is { } does && call.Arguments.Length > 0
            ? new(LockKind.Monitor, does, Identify(call.Arguments[0].Value), call)
            : null;
    }

    private static bool IsToken(IArgumentOperation argument) => argument.Value.Type?.Name == "CancellationToken";
}
