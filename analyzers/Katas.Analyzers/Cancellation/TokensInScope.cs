using System.Collections.Immutable;
using System.Linq;
using Katas.Analyzers.Locksets;
using Katas.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Cancellation;

/// <summary>The cancellation tokens that stand for the work in which a call is made.</summary>
internal static class TokensInScope
{
    /// <summary>The token parameters of the innermost function that has any.</summary>
    /// <remarks>
    /// A lambda looks outwards only where the function around it waits for it: a timer's callback may outlive the call that
    /// made the timer, and then that call's token says nothing about it.
    /// </remarks>
    public static ImmutableArray<IParameterSymbol> At(IOperation call, ISymbol member, ThreadingTypes types)
    {
        for (var around = call.Parent; around is not null; around = around.Parent)
        {
            if (around is ILocalFunctionOperation local)
            {
                var own = Of(local.Symbol, types);
                if (!own.IsEmpty || local.Symbol.IsStatic) return own;
                // Who calls it, and when, is not known.
                return ImmutableArray<IParameterSymbol>.Empty;
            }

            if (around is not IAnonymousFunctionOperation lambda) continue;
            var given = Of(lambda.Symbol, types);
            if (!given.IsEmpty) return given;
            if (lambda.Symbol.IsStatic || !IsWaitedFor(lambda)) return ImmutableArray<IParameterSymbol>.Empty;
        }

        return member is IMethodSymbol method ? Of(method, types) : ImmutableArray<IParameterSymbol>.Empty;
    }

    private static ImmutableArray<IParameterSymbol> Of(IMethodSymbol method, ThreadingTypes types) =>
        [.. method.Parameters.Where(one => one.RefKind != RefKind.Out && ThreadingTypes.Same(one.Type, types.CancellationToken))];

    private static bool IsWaitedFor(IAnonymousFunctionOperation lambda) =>
        Surroundings.Taker(lambda) is IInvocationOperation call
        && (RunsNow.Is(call.TargetMethod) || Spawners.Of(call) == Handing.Awaited
            || (RunsNow.IsDeferredQuery(call.TargetMethod) && RunsNow.IsConsumedAtOnce(call)));
}
