using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Tasks;

/// <summary>A place where a thread waits for tasks.</summary>
/// <param name="Operation">The place.</param>
/// <param name="Name">How it waits, in the words of the code.</param>
/// <param name="Tasks">The expressions that give the tasks.</param>
internal sealed record Wait(IOperation Operation, string Name, IReadOnlyList<IOperation> Tasks)
{
    /// <summary>Whether it ends by itself: after a time, or when a token is cancelled.</summary>
    public bool HasLimit => Operation is IInvocationOperation { TargetMethod: { Name: "Wait" or "WaitAll" or "WaitAny" } method }
        && method.Parameters.Length > (method.IsStatic ? 1 : 0);

    /// <summary><c>task.Result</c>; null for another property.</summary>
    public static Wait? OfProperty(IPropertyReferenceOperation property, ThreadingTypes types) =>
        property is { Property.Name: "Result", Instance: { } task } && types.IsTaskLike(property.Property.ContainingType)
            ? new(property, "Result", [task])
            : null;

    /// <summary><c>Wait</c>, <c>WaitAll</c>, <c>WaitAny</c> or <c>GetResult</c>; null where nothing waits.</summary>
    public static Wait? OfCall(IInvocationOperation call, ThreadingTypes types)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "Wait" when call.Instance is { } task && ThreadingTypes.Same(method.ContainingType, types.Task):
                return IsNoWait(call) ? null : new(call, "Wait()", [task]);
            case "WaitAll" or "WaitAny" when ThreadingTypes.Same(method.ContainingType, types.Task) && !call.Arguments.IsEmpty:
                return IsNoWait(call) ? null : new(call, "Task." + method.Name, [.. Elements(call.Arguments[0].Value)]);
            case "GetResult" when Awaited(call.Instance, types) is { } task:
                return new(call, "GetAwaiter().GetResult()", [task]);
            default:
                return null;
        }
    }

    /// <summary>The task whose awaiter this is, made on the spot.</summary>
    private static IOperation? Awaited(IOperation? awaiter, ThreadingTypes types)
    {
        if (awaiter is null || Surroundings.Bare(awaiter) is not IInvocationOperation { Instance: { } task } made) return null;
        if (made.TargetMethod.Name != "GetAwaiter") return null;
        task = Surroundings.Bare(task);
        if (task is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured }) task = configured;
        return types.IsTaskLike(task.Type) ? task : null;
    }

    private static ImmutableArray<IOperation> Elements(IOperation tasks) => Surroundings.Bare(tasks) switch
    {
        IArrayCreationOperation { Initializer: { } made } => made.ElementValues,
        ICollectionExpressionOperation made => made.Elements,
        var all => [all],
    };

    /// <summary>Whether it asks without waiting: <c>Wait(0)</c>, <c>Wait(TimeSpan.Zero)</c>.</summary>
    private static bool IsNoWait(IInvocationOperation call) => call.Arguments.Any(argument =>
        argument.Value is { ConstantValue: { HasValue: true, Value: 0 } }
        || Surroundings.Named(argument.Value) is IFieldSymbol { Name: "Zero", ContainingType.Name: "TimeSpan" });
}
