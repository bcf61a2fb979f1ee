using System;
using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Cancellation;

/// <summary>Where a call could take a cancellation token that it does not get.</summary>
/// <param name="Parameter">The parameter: of the method itself, or of an overload that has the others too.</param>
/// <param name="Position">Its place among the arguments that the call writes; -1 where only its name says which it is.</param>
internal sealed record TokenSlot(IParameterSymbol Parameter, int Position)
{
    /// <summary>The place; null for a call that has a token already, and for one that has no use for it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="caller">The member in which it stands, which is not suggested to itself.</param>
    /// <param name="types">The framework's types.</param>
    public static TokenSlot? Of(IInvocationOperation call, ISymbol caller, ThreadingTypes types)
    {
        var method = call.TargetMethod;
        // Of these the token only decides whether the delegate begins, or what a cancelled task remembers.
        if (method.Name is "SetCanceled" or "TrySetCanceled" or "ContinueWith" or "StartNew") return null;
        if (method is { Name: "Run", ContainingType.Name: "Task" }) return null;
        if (call.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.ParamArray)) return null;
        var written = call.Arguments.Count(argument => argument.ArgumentKind == ArgumentKind.Explicit);
        foreach (var argument in call.Arguments)
        {
            if (!IsToken(argument.Parameter, types)) continue;
            if (argument.ArgumentKind != ArgumentKind.DefaultValue) return null;
            var place = argument.Parameter!.Ordinal;
            return new(argument.Parameter, place == written && !IsNamed(call) ? place - Receivers(call) : -1);
        }

        // A parameter that takes several tokens, or an options object, may carry one.
        if (method.Parameters.Any(parameter => CarriesToken(parameter.Type, types))) return null;
        return Overload(call, caller, types);
    }

    private static TokenSlot? Overload(IInvocationOperation call, ISymbol caller, ThreadingTypes types)
    {
        var called = call.TargetMethod;
        foreach (var candidate in Candidates(called))
        {
            if (ThreadingTypes.Same(candidate.OriginalDefinition, caller.OriginalDefinition)) continue;
            if (!types.Compilation.IsSymbolAccessibleWithin(candidate, caller.ContainingType)) continue;
            if (candidate.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ObsoleteAttribute")) continue;
            var overload = candidate.Arity == 0 ? candidate : candidate.Construct([.. called.TypeArguments]);
            var token = overload.Parameters.Where(parameter => IsToken(parameter, types)).ToList();
            if (token.Count != 1 || !HasSame(called, overload, token[0]) || !Gives(called, overload, call, types)) continue;
            var place = token[0].Ordinal - Receivers(call);
            var isPositional = !IsNamed(call) && call.Arguments.All(argument => argument.ArgumentKind == ArgumentKind.Explicit);
            return new(token[0], isPositional ? place : -1);
        }

        return null;
    }

    private static IEnumerable<IMethodSymbol> Candidates(IMethodSymbol called)
    {
        for (var type = called.ContainingType; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers(called.Name))
            {
                if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method) continue;
                if (method.IsStatic != called.IsStatic || method.Arity != called.Arity) continue;
                if (method.Parameters.Length == called.Parameters.Length + 1) yield return method;
            }
        }
    }

    private static bool HasSame(IMethodSymbol called, IMethodSymbol overload, IParameterSymbol token)
    {
        var others = overload.Parameters.Where(parameter => !ReferenceEquals(parameter, token)).ToList();
        for (var i = 0; i < others.Count; i++)
        {
            var own = called.Parameters[i];
            if (!ThreadingTypes.Same(own.Type, others[i].Type) || own.RefKind != others[i].RefKind) return false;
        }

        return true;
    }

    /// <summary>Whether the overload's value can stand where the call's stands: of the same type, or awaited at once.</summary>
    private static bool Gives(IMethodSymbol called, IMethodSymbol overload, IInvocationOperation call, ThreadingTypes types)
    {
        if (ThreadingTypes.Same(called.ReturnType, overload.ReturnType)) return true;
        return types.IsTaskLike(called.ReturnType) && types.IsTaskLike(overload.ReturnType) && Spawners.IsAwaited(call)
            && called.ReturnType is INamedTypeSymbol { TypeArguments: var own }
            && overload.ReturnType is INamedTypeSymbol { TypeArguments: var others }
            && own.Length == others.Length && own.Zip(others, ThreadingTypes.Same).All(isSame => isSame);
    }

    /// <summary>One for an extension method that is called on its first argument.</summary>
    private static int Receivers(IInvocationOperation call) =>
        call.TargetMethod.IsExtensionMethod && call.Arguments[0].Syntax is not ArgumentSyntax ? 1 : 0;

    private static bool IsNamed(IInvocationOperation call) => call.Arguments.Any(argument =>
        argument.Syntax is ArgumentSyntax { NameColon: not null });

    private static bool IsToken(IParameterSymbol? parameter, ThreadingTypes types) =>
        parameter is { RefKind: RefKind.None or RefKind.In } && ThreadingTypes.Same(parameter.Type, types.CancellationToken);

    private static bool CarriesToken(ITypeSymbol type, ThreadingTypes types) =>
        type.Name.IndexOf("Cancel", StringComparison.Ordinal) >= 0
        || type is { Name: "CallOptions" or "ParallelOptions" }
        || type is IArrayTypeSymbol { ElementType: var element } && ThreadingTypes.Same(element, types.CancellationToken);
}
