using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Paths;

/// <summary>Tells which code may throw, as a reviewer would: a call may, an addition does not.</summary>
internal static class Throwing
{
    private static readonly string[] Reporting = ["Log", "Trace", "Debug", "Write", "Assert", "Record", "Pulse", "Notify"];

    /// <summary>Whether it may throw at all.</summary>
    public static bool IsPossible(IOperation operation) => !operation.IsImplicit && operation switch
    {
        IInvocationOperation { TargetMethod: { } method } =>
            method.ContainingType?.Name is not ("Interlocked" or "Volatile" or "Debug" or "Trace")
            && method.Name is not ("ConfigureAwait" or "GetAwaiter" or "ToString")
            && !Reporting.Any(word => method.Name.StartsWith(word, StringComparison.Ordinal)),
        IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: false } => true,
        IPropertyReferenceOperation { Property: { } property } => property.IsIndexer || property.Name == "Result",
        IArrayElementReferenceOperation or IDynamicInvocationOperation => true,
        _ => false,
    };

    /// <summary>Whether it is code of which this class knows nothing: a delegate.</summary>
    /// <remarks>
    /// A call of a named method between <c>Enter</c> and <c>try</c> is in most cases a note for a log or a count; of an
    /// <c>await</c>
    /// and a delegate nobody can say so.
    /// </remarks>
    public static bool IsLikely(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke };
}
