using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>A place at which a lambda or method begins to run beside the code that stands there.</summary>
/// <param name="Function">The lambda, or the use of the method or local that holds one.</param>
/// <param name="Place">The call or construction that starts it.</param>
/// <param name="IsParallel">Whether that one place makes it run beside itself: <c>Parallel.For</c>, a timer.</param>
internal sealed record Start(IOperation Function, IOperation Place, bool IsParallel)
{
    /// <summary>Whether the starts run one after the other up to their first <c>await</c>, and only then together.</summary>
    public bool IsInterleaved { get; init; }

    /// <summary>All places that start a lambda or method group, those through a local that holds it too.</summary>
    public static IEnumerable<Start> Of(IOperation function, int depth = 0)
    {
        switch (Handed.Target(function))
        {
            case IArgumentOperation { Parent: IInvocationOperation call }:
                if (Spawners.Of(call) is { } handing)
                {
                    if (handing is Handing.Concurrently or Handing.Overlapping && !IsOneAtATime(call))
                        yield return new(function, call, handing == Handing.Overlapping);
                }
                else if (RunsNow.IsDeferredQuery(call.TargetMethod) && IsAsync(function) && !IsWalked(call))
                {
                    yield return new(function, call, true) { IsInterleaved = true };
                }

                break;
            case IArgumentOperation { Parent: IObjectCreationOperation made }:
                if (Spawners.OfConstruction(made) is (Handing.Concurrently or Handing.Overlapping) and var when)
                    yield return new(function, BeginOf(made), made.Type?.Name == "Timer" && when == Handing.Overlapping);
                break;
            case IEventAssignmentOperation { EventReference: IEventReferenceOperation raised } subscribed:
                if (Spawners.OfEvent(raised) is { } how) yield return new(function, subscribed, how == Handing.Overlapping);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared } when depth < 2:
                foreach (var use in Order.Top(declared).Descendants().OfType<ILocalReferenceOperation>())
                {
                    if (!ThreadingTypes.Same(use.Local, declared.Symbol)) continue;
                    foreach (var start in Of(use, depth + 1)) yield return start;
                }

                break;
        }
    }

    /// <summary>A thread in a local begins where the local is started, if that is seen.</summary>
    private static IOperation BeginOf(IObjectCreationOperation made) =>
        MemberAccess.Outermost(made).Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared }
            ? Order.Top(made).Descendants().OfType<IInvocationOperation>().FirstOrDefault(call =>
                call is { TargetMethod.Name: "Start", Instance: ILocalReferenceOperation local }
                && ThreadingTypes.Same(local.Local, declared.Symbol)) ?? (IOperation)made
            : made;

    /// <summary>Whether the results are waited for one by one as they are made: <c>foreach (var t in q) await t;</c>.</summary>
    public static bool IsWalked(IInvocationOperation query) => RunsNow.End(query).Parent is IForEachLoopOperation;

    private static bool IsAsync(IOperation function) => function switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol.IsAsync,
        IMethodReferenceOperation reference => reference.Method.IsAsync,
        _ => false,
    };

    private static bool IsOneAtATime(IInvocationOperation call) => call.Arguments.Any(argument =>
        argument.Descendants().Any(part => part is ISimpleAssignmentOperation
        {
            Target: IPropertyReferenceOperation { Property.Name: "MaxDegreeOfParallelism" },
            Value.ConstantValue: { HasValue: true, Value: 1 },
        }));
}
