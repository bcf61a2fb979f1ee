using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>What is done to a field.</summary>
internal enum AccessKind
{
    /// <summary>Its value is read.</summary>
    Read,

    /// <summary>It gets a value.</summary>
    Write,

    /// <summary>It gets a value that depends on the one before: <c>_n++</c>.</summary>
    Update,

    /// <summary>The object that it holds is changed: <c>_list.Add(x)</c>.</summary>
    Mutate,

    /// <summary>It is handed on by reference: <c>ref _n</c>, to Interlocked and its like too.</summary>
    Reference,
}

/// <summary>A field, or an automatic property, is used.</summary>
/// <param name="Member">Which; of a captured variable the local or parameter.</param>
/// <param name="Receiver">The path to the object; empty for a static one; null where it cannot be told.</param>
/// <param name="Kind">What is done to it.</param>
/// <param name="Held">The locks that this body has taken before, and not given back.</param>
/// <param name="Operation">The place.</param>
internal sealed record MemberAccess(ISymbol Member, string? Receiver, AccessKind Kind, LockSet Held, IOperation Operation)
{
    /// <summary>Whether it changes something.</summary>
    public bool IsWrite => Kind is not AccessKind.Read;

    /// <summary>Whether it is about the object whose code runs, or about the type.</summary>
    public bool IsOwn => Receiver is "this" or "";

    /// <summary>Whether it goes into the object that the member holds: a call on it, an element of it, a walk over it.</summary>
    /// <remarks>
    /// To hand the object on to a method of a library counts too: <c>string.Join</c> reads the list that it gets. What a method
    /// in source does with it, that method's code says.
    /// </remarks>
    public bool IsOfContent => Kind == AccessKind.Mutate || Use.Parent switch
    {
        IInvocationOperation call => call.Instance == Use,
        IMemberReferenceOperation member => member.Instance == Use,
        IArrayElementReferenceOperation element => element.ArrayReference == Use,
        IImplicitIndexerReferenceOperation element => element.Instance == Use,
        IArgumentOperation argument =>
            argument.Parameter is not { DeclaringSyntaxReferences.Length: > 0 } && !IsToMonitor(argument),
        IForEachLoopOperation or ISpreadOperation or IConditionalAccessOperation => true,
        _ => false,
    };

    /// <summary>Whether <c>Interlocked</c>, <c>Volatile</c> or <c>LazyInitializer</c> does it.</summary>
    public bool IsAtomic
    {
        get
        {
            var around = Operation.Parent;
            for (; around is IArgumentOperation or IInvocationOperation or IConversionOperation; around = around.Parent)
                if (around is IInvocationOperation { TargetMethod.ContainingType: { } type }
                    && type.Name is "Interlocked" or "Volatile" or "LazyInitializer"
                    && type.ContainingNamespace?.Name == "Threading") return true;
            return false;
        }
    }

    /// <summary>The operation with the conversions and parentheses around it.</summary>
    private IOperation Use => Outermost(Operation);

    private static bool IsToMonitor(IArgumentOperation argument) =>
        argument.Parent
            is IInvocationOperation { TargetMethod.ContainingType: { Name: "Monitor", ContainingNamespace.Name: "Threading" } };

    /// <summary>An expression with the conversions and parentheses around it.</summary>
    public static IOperation Outermost(IOperation operation)
    {
        while (operation.Parent is IConversionOperation or IParenthesizedOperation) operation = operation.Parent;
        return operation;
    }
}
