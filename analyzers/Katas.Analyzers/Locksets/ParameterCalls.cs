using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>The delegates that the methods of a type get as arguments, and where they call them.</summary>
internal sealed class ParameterCalls
{
    private readonly Dictionary<ISymbol, List<(BodyFacts Body, LockSet Held)>> _calls = new(SymbolEqualityComparer.Default);

    public ParameterCalls(IReadOnlyList<BodyFacts> bodies)
    {
        var kept = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var body in bodies)
        {
            foreach (var (call, held) in body.Invokes)
            {
                if (Parameter(call) is not { } parameter) continue;
                if (_calls.TryGetValue(parameter, out var all)) all.Add((body, held));
                else _calls.Add(parameter, [(body, held)]);
            }

            if (body.IsDeferred) continue;
            foreach (var use in body.Root.Descendants().OfType<IParameterReferenceOperation>())
            {
                if (use.Parameter.Type.TypeKind == TypeKind.Delegate && !IsCalled(use))
                    kept.Add(use.Parameter.OriginalDefinition);
            }
        }

        foreach (var parameter in kept) _calls.Remove(parameter);
    }

    /// <summary>Where the delegate is called; null if it may be called in other places too.</summary>
    public IReadOnlyList<(BodyFacts Body, LockSet Held)>? Of(IParameterSymbol? parameter) =>
        parameter is not null && _calls.TryGetValue(parameter, out var calls) ? calls : null;

    private static ISymbol? Parameter(IInvocationOperation call) => call.Instance switch
    {
        IParameterReferenceOperation reference => reference.Parameter.OriginalDefinition,
        IConditionalAccessInstanceOperation when call.Parent
            is IConditionalAccessOperation { Operation: IParameterReferenceOperation reference }
            => reference.Parameter.OriginalDefinition,
        _ => null,
    };

    private static bool IsCalled(IParameterReferenceOperation use) => use.Parent switch
    {
        IInvocationOperation call => call.Instance == use,
        IConditionalAccessOperation access => access.Operation == use,
        // A check for null, alone or before a throw.
        IBinaryOperation or IIsPatternOperation => true,
        IConversionOperation { Parent: IArgumentOperation argument } => IsCheck(argument),
        IArgumentOperation argument => IsCheck(argument),
        _ => false,
    };

    private static bool IsCheck(IArgumentOperation argument) =>
        argument.Parent is IInvocationOperation { TargetMethod.Name: "ThrowIfNull" };
}
