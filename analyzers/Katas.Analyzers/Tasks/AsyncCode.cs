using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Tasks;

/// <summary>Whether a wait stands in code that awaits or could, and where the task that it waits for comes from.</summary>
internal static class AsyncCode
{
    /// <summary>Whether the code around is async, gives a task, or runs on a thread of the pool.</summary>
    public static bool Holds(IOperation wait, ISymbol member, ThreadingTypes types)
    {
        for (var around = wait.Parent; around is not null; around = around.Parent)
        {
            if (around is ILocalFunctionOperation local) return Is(local.Symbol, types);
            if (around is not IAnonymousFunctionOperation lambda) continue;
            if (Is(lambda.Symbol, types)) return true;
            if (Surroundings.Taker(lambda) is not IInvocationOperation call) return false;
            if (Spawners.Of(call) is not null) return true;
            // What a query calls runs in the code that goes through it, mostly the code around.
            if (!RunsNow.Is(call.TargetMethod) && !RunsNow.IsDeferredQuery(call.TargetMethod)) return false;
        }

        return member is IMethodSymbol method && Is(method, types);
    }

    /// <summary>
    /// Whether synchronous code itself began the work it waits for: a call gives the task, here or in the statement before. Of
    /// a task that it was given, or kept for a while, it may well know that it is done.
    /// </summary>
    public static bool IsMadeHere(IOperation task, IOperation wait)
    {
        task = Surroundings.Bare(task);
        if (task is not ILocalReferenceOperation { Local: var local }) return IsCall(task);
        if (Before(wait) is not IVariableDeclarationGroupOperation made) return false;
        return made.Declarations.SelectMany(declaration => declaration.Declarators).Any(one =>
            ThreadingTypes.Same(one.Symbol, local) && one.GetVariableInitializer() is { Value: var value } && IsCall(value));
    }

    private static bool IsCall(IOperation task) => Surroundings.Bare(task) switch
    {
        IInvocationOperation { TargetMethod.Name: "AsTask" or "ConfigureAwait", Instance: { } inner } => IsCall(inner),
        IInvocationOperation call => !HandsOn(call.TargetMethod),
        _ => false,
    };

    /// <summary>Whether a method that is not async gives a task of the type that it takes: often the same one.</summary>
    public static bool HandsOn(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        return !method.IsAsync
            && definition.Parameters.Any(parameter => ThreadingTypes.Same(parameter.Type, definition.ReturnType));
    }

    private static IOperation? Before(IOperation operation)
    {
        while (operation.Parent is { } parent and not IBlockOperation) operation = parent;
        if (operation.Parent is not IBlockOperation { Operations: var statements }) return null;
        var place = statements.IndexOf(operation);
        return place > 0 ? statements[place - 1] : null;
    }

    private static bool Is(IMethodSymbol function, ThreadingTypes types) =>
        function.IsAsync || types.IsTaskLike(function.ReturnType);
}
