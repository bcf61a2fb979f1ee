using System.Collections.Generic;
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
/// <param name="Member">Which.</param>
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
}

/// <summary>A method is called, or taken as a delegate.</summary>
/// <param name="Method">Which.</param>
/// <param name="Held">The locks that this body holds then.</param>
/// <param name="Operation">The place: an invocation, an object creation or a method reference.</param>
internal sealed record MethodUse(IMethodSymbol Method, LockSet Held, IOperation Operation)
{
    /// <summary>Whether it is called here; else it is taken as a delegate, to be called who knows when.</summary>
    public bool IsCall => Operation is not IMethodReferenceOperation;
}

/// <summary>A lock is taken.</summary>
/// <param name="Lock">Which.</param>
/// <param name="Kind">What sort of lock it is.</param>
/// <param name="Held">The locks that this body holds already.</param>
/// <param name="Operation">The place.</param>
internal sealed record Acquisition(LockIdentity Lock, LockKind Kind, LockSet Held, IOperation Operation);

/// <summary>What one body of code does: a method, an accessor, or a lambda that does not run at once.</summary>
/// <param name="Owner">The method or accessor that the code stands in.</param>
/// <param name="Root">The operation whose code it is; for a lambda its <see cref="IAnonymousFunctionOperation"/>.</param>
internal sealed record BodyFacts(IMethodSymbol? Owner, IOperation Root)
{
    public List<MemberAccess> Accesses { get; } = new();

    public List<MethodUse> Uses { get; } = new();

    public List<Acquisition> Acquisitions { get; } = new();

    /// <summary>Every <c>await</c>, with what is held there.</summary>
    public List<(IOperation Operation, LockSet Held)> Awaits { get; } = new();

    /// <summary>Whether it is a lambda or local function that may run at another time, or on another thread.</summary>
    public bool IsDeferred => Root is IAnonymousFunctionOperation or ILocalFunctionOperation;
}
