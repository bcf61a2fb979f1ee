using System;
using System.Collections.Immutable;
using System.Linq;
using Katas.Analyzers.Threads;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>The framework's methods that run a delegate on another thread.</summary>
internal static class Spawners
{
    /// <summary>How a call runs the delegates that it gets; null for a call that does not spawn.</summary>
    public static Handing? Of(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        if (!IsFramework(type)) return null;
        if (HasOwnScheduler(call)) return Handing.Later;
        if (type.Name == "Parallel" && call.Arguments.Any(argument => IsForOne(argument.Value))) return Handing.Awaited;
        Handing? handing = (type.Name, method.Name) switch
        {
            ("Task" or "TaskFactory", "Run" or "StartNew") => Handing.Concurrently,
            ("ThreadPool", "QueueUserWorkItem" or "UnsafeQueueUserWorkItem") => Handing.Concurrently,
            ("ThreadPool", _) => Handing.Overlapping,
            ("Parallel", "Invoke") => Handing.Concurrently,
            ("Parallel", _) => Handing.Overlapping,
            ("ParallelEnumerable", _) => Handing.Overlapping,
            ("Task" or "TaskFactory", "ContinueWith" or "ContinueWhenAll" or "ContinueWhenAny") => Handing.Concurrently,
            ("CancellationToken", "Register" or "UnsafeRegister") => Handing.Concurrently,
            ("SynchronizationContext", "Post") => Handing.Later,
            ("TimeProvider", "CreateTimer") => OfTimer(call.Arguments),
            _ => null,
        };
        return handing == Handing.Concurrently && type.Name != "CancellationToken" && IsAwaited(call) ? Handing.Awaited : handing;
    }

    /// <summary>How a constructor's object runs the delegate that it gets.</summary>
    public static Handing OfConstruction(IObjectCreationOperation made) =>
        made.Type is not INamedTypeSymbol type || !IsFramework(type) ? Handing.Unknown
        : type.Name switch
        {
            "Thread" or "Task" => IsRepeated(made) ? Handing.Overlapping : Handing.Concurrently,
            // A timer fires again while the call before is still running.
            "Timer" => OfTimer(made.Arguments),
            _ => Handing.Unknown,
        };

    /// <summary>How the framework raises an event; null for an event that its object's own code raises.</summary>
    public static Handing? OfEvent(IEventReferenceOperation raised) =>
        !IsRaisedAnywhere(raised.Event) ? null
        : raised.Event.ContainingType.Name == "Timer" && !IsSetOnce(raised) ? Handing.Overlapping
        : Handing.Concurrently;

    /// <summary>A timer that is set for one time, and set again by its callback, does not run into itself.</summary>
    private static Handing OfTimer(ImmutableArray<IArgumentOperation> arguments) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Name == "period")?.Value is { } period
            && (period.ConstantValue is { HasValue: true, Value: -1 or -1L }
                || period.DescendantsAndSelf().Any(part =>
                    part is IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" or "Infinite" }))
            ? Handing.Concurrently
            : Handing.Overlapping;

    private static bool IsSetOnce(IEventReferenceOperation raised) =>
        Positions.Root(raised).Descendants().Any(part => part is ISimpleAssignmentOperation
        {
            Target: IPropertyReferenceOperation { Property.Name: "AutoReset" },
            Value.ConstantValue: { HasValue: true, Value: false },
        });

    /// <summary>Whether an event is raised by the framework on a thread of its own.</summary>
    public static bool IsRaisedAnywhere(IEventSymbol raised) =>
        raised.ContainingType is { } type
        && (type.Name, raised.Name) is ("Timer", "Elapsed") or ("FileSystemWatcher", _) or ("Process", _) or ("AppDomain", _)
            or ("Console", "CancelKeyPress") or ("TaskScheduler", _) or ("SocketAsyncEventArgs", _)
        && IsFramework(type);

    /// <summary>
    /// Whether it stands in a loop, or in a function that is called for each element, and so happens more than once.
    /// </summary>
    public static bool IsRepeated(IOperation spawn)
    {
        for (var around = spawn.Parent; around is not null; around = around.Parent)
        {
            switch (around)
            {
                case ILoopOperation:
                    return true;
                case ILocalFunctionOperation:
                    return false;
                case IAnonymousFunctionOperation lambda:
                    return IsForEach(lambda);
            }
        }

        return false;
    }

    /// <summary>Whether a lambda is called for each element of something.</summary>
    public static bool IsForEach(IAnonymousFunctionOperation lambda)
    {
        var parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation) parent = parent.Parent;
        return parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } method } }
            && (RunsNow.IsDeferredQuery(method)
                || method is { Name: "ForEach" or "For" or "ForEachAsync" or "ForAsync" or "ForAll" or "ConvertAll" });
    }

    /// <summary>Whether the code around a call that gives a task waits for the task at once.</summary>
    public static bool IsAwaited(IOperation call)
    {
        var parent = call.Parent;
        while (true)
        {
            switch (parent)
            {
                case IAwaitOperation:
                case IInvocationOperation { TargetMethod.Name: "Wait" or "GetResult" }:
                case IPropertyReferenceOperation { Property.Name: "Result" }:
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } method } } when IsWaiting(method):
                    return true;
                case IConversionOperation or IParenthesizedOperation or IConditionalOperation { Type: not null }:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "Unwrap" or "GetAwaiter" or "WaitAsync"
                    or "AsTask" }:
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "Unwrap" } }:
                    parent = parent.Parent;
                    break;
                default:
                    return false;
            }
        }
    }

    /// <summary>Whether it names a scheduler of one's own, which may run one task at a time.</summary>
    /// <remarks>That of a ConcurrentExclusiveSchedulerPair does.</remarks>
    public static bool HasOwnScheduler(IInvocationOperation call) =>
        call.Arguments.Any(argument => IsOwnScheduler(argument.Value));

    /// <summary>An extension of a task by its name: <c>task.WaitAndUnwrapException()</c>.</summary>
    private static bool IsWaiting(IMethodSymbol method) => method.IsExtensionMethod
        && method.Name.StartsWith("Wait", StringComparison.Ordinal) && !method.Name.EndsWith("Async", StringComparison.Ordinal);

    private static bool IsForOne(IOperation options) => options.Descendants().Any(part => part is ISimpleAssignmentOperation
    {
        Target: IPropertyReferenceOperation { Property.Name: "MaxDegreeOfParallelism" },
        Value.ConstantValue: { HasValue: true, Value: 1 },
    });

    private static bool IsOwnScheduler(IOperation value) => value is IConversionOperation conversion
        ? IsOwnScheduler(conversion.Operand)
        : IsScheduler(value.Type) && !value.IsImplicit && value is not IPropertyReferenceOperation { Property.Name: "Default" };

    private static bool IsScheduler(ITypeSymbol? type) =>
        type is { Name: "TaskScheduler", ContainingNamespace.Name: "Tasks" }
        || (type?.BaseType is { } based && IsScheduler(based));

    private static bool IsFramework(INamedTypeSymbol? type)
    {
        var space = type?.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return space?.Name == "System";
    }
}
