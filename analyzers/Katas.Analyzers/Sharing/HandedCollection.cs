using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>A collection that a lambda hands to a method of the type: <c>new Thread(() => Drain(work))</c>.</summary>
internal static class HandedCollection
{
    /// <summary>Whether that method changes it, and takes no lock.</summary>
    public static bool IsChanged(TypeFacts facts, MemberAccess access)
    {
        if (access.Kind != AccessKind.Read) return false;
        if (MemberAccess.Outermost(access.Operation).Parent is not IArgumentOperation argument) return false;
        if (argument.Parameter is not { } parameter) return false;
        if (argument.Parent is not IInvocationOperation { TargetMethod: { } method }) return false;
        return facts.Bodies.Any(body => body.Root is not IAnonymousFunctionOperation && body.Acquisitions.Count == 0
            && ThreadingTypes.Same(body.Method?.OriginalDefinition, method.OriginalDefinition)
            && body.Root.Descendants().OfType<IParameterReferenceOperation>().Any(use => IsSame(use, parameter) && Changes(use)));
    }

    private static bool IsSame(IParameterReferenceOperation use, IParameterSymbol parameter) =>
        ThreadingTypes.Same(use.Parameter.OriginalDefinition, parameter.OriginalDefinition);

    private static bool Changes(IOperation use)
    {
        var whole = MemberAccess.Outermost(use);
        return whole.Parent switch
        {
            IInvocationOperation call => call.Instance == whole && Mutators.Changes(call.TargetMethod),
            IPropertyReferenceOperation { Property.IsIndexer: true } element =>
                element.Instance == whole && element.Parent is IAssignmentOperation set && set.Target == element,
            IArgumentOperation argument => Mutators.Changes(argument),
            _ => false,
        };
    }
}
