using System.Linq;
using Katas.Analyzers.Threads;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>Tells by where a lambda or method group goes when it runs.</summary>
internal static class Handed
{
    /// <summary>
    /// When a delegate runs: an <see cref="IAnonymousFunctionOperation"/>, an <see cref="IMethodReferenceOperation"/>, or a
    /// local that holds one.
    /// </summary>
    public static Handing To(IOperation function) => Of(function, function, depth: 0);

    /// <summary>The parameter of a method in source that it is handed to; null where there is none.</summary>
    public static IParameterSymbol? Parameter(IOperation function) =>
        Target(function) is IArgumentOperation { Parameter: { } parameter } && !parameter.DeclaringSyntaxReferences.IsEmpty
            ? parameter.OriginalDefinition
            : null;

    private static Handing Of(IOperation function, IOperation value, int depth)
    {
        switch (Target(value))
        {
            case IArgumentOperation { Parent: IInvocationOperation call } argument:
                return OfCall(function, call, argument);
            case IArgumentOperation { Parent: IObjectCreationOperation made }:
                return Spawners.OfConstruction(made);
            case IEventAssignmentOperation { EventReference: IEventReferenceOperation subscribed }:
                return Spawners.OfEvent(subscribed) ?? Handing.Later;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared }:
                return OfLocal(function, declared, depth);
            case IInvocationOperation called when called.Instance is not null:
                // (() => ...)() and its like.
                return Handing.Now;
            default:
                return Handing.Later;
        }
    }

    /// <summary>Where a value goes, past all that only wraps it.</summary>
    public static IOperation? Target(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation or IConditionalOperation
            or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation)
            parent = parent.Parent;
        return parent;
    }

    private static Handing OfCall(IOperation function, IInvocationOperation call, IArgumentOperation argument)
    {
        var method = call.TargetMethod;
        if (Spawners.Of(call) is { } spawned)
            return spawned == Handing.Concurrently && Spawners.IsRepeated(call) ? Handing.Overlapping : spawned;
        if (RunsNow.Is(method)) return Handing.Now;
        if (RunsNow.IsDeferredQuery(method))
        {
            // Each element's call goes on after its first await, while the next one begins.
            if (function is IAnonymousFunctionOperation { Symbol.IsAsync: true }
                or IMethodReferenceOperation { Method.IsAsync: true })
                return RunsNow.IsWalked(call) ? Handing.Awaited : Handing.Overlapping;
            return RunsNow.IsConsumedAtOnce(call) ? Handing.Now : RunsNow.IsReturned(call) ? Handing.Later : Handing.Unknown;
        }

        return argument.Parameter is { } ? Handing.Unknown : Handing.Later;
    }

    /// <summary>A delegate in a local runs when the local's uses run it.</summary>
    private static Handing OfLocal(IOperation function, IVariableDeclaratorOperation declared, int depth)
    {
        if (depth > 2) return Handing.Unknown;
        var worst = Handing.Now;
        foreach (var use in Positions.Root(declared).Descendants().OfType<ILocalReferenceOperation>())
        {
            if (!ThreadingTypes.Same(use.Local, declared.Symbol)) continue;
            var handing = Target(use) is IInvocationOperation ? Handing.Unknown : Of(function, use, depth + 1);
            if (handing == Handing.Now) handing = Handing.Unknown;
            if (Rank(handing) > Rank(worst)) worst = handing;
        }

        return worst == Handing.Now ? Handing.Later : worst;
    }

    private static int Rank(Handing handing) => handing switch
    {
        Handing.Overlapping => 5,
        Handing.Concurrently => 4,
        Handing.Later => 3,
        Handing.Awaited => 2,
        Handing.Unknown => 1,
        _ => 0,
    };
}
