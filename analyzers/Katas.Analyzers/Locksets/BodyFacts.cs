using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>A method is called, or taken as a delegate.</summary>
/// <param name="Method">Which; of a property its accessor.</param>
/// <param name="Held">The locks that this body holds then.</param>
/// <param name="Operation">The place: an invocation, an object creation, a property or a method reference.</param>
internal sealed record MethodUse(IMethodSymbol Method, LockSet Held, IOperation Operation)
{
    /// <summary>Whether it is called here; else it is taken as a delegate, to be called who knows when.</summary>
    public bool IsCall => Operation is not IMethodReferenceOperation;

    /// <summary>The path to the object that it is called on; empty for a static one; null where it cannot be told.</summary>
    public string? Receiver { get; init; }

    /// <summary>When it runs, if it is taken as a delegate.</summary>
    public Handing Handing { get; init; }
}

/// <summary>A lock is taken.</summary>
/// <param name="Lock">Which.</param>
/// <param name="Kind">What sort of lock it is.</param>
/// <param name="Held">The locks that this body holds already.</param>
/// <param name="Operation">The place.</param>
internal sealed record Acquisition(LockIdentity Lock, LockKind Kind, LockSet Held, IOperation Operation)
{
    /// <summary>Whether it gives up when it does not get the lock, at once or after a time.</summary>
    public bool IsAttempt { get; init; }
}

/// <summary>What one body of code does: a method, an accessor, or a lambda that does not run at once.</summary>
/// <param name="Owner">The method or accessor that the code stands in.</param>
/// <param name="Root">The operation whose code it is; for a lambda its <see cref="IAnonymousFunctionOperation"/>.</param>
internal sealed record BodyFacts(IMethodSymbol? Owner, IOperation Root)
{
    /// <summary>Every use of a field or an automatic property, and of a parameter of the primary constructor.</summary>
    public List<MemberAccess> Accesses { get; } = new();

    /// <summary>Every use of a local or parameter that a lambda or local function shares with the code around it.</summary>
    public List<MemberAccess> Captured { get; } = new();

    public List<MethodUse> Uses { get; } = new();

    public List<Acquisition> Acquisitions { get; } = new();

    /// <summary>Every <c>await</c>, with what is held there.</summary>
    public List<(IOperation Operation, LockSet Held)> Awaits { get; } = new();

    /// <summary>Every <c>yield return</c>, with what is held there.</summary>
    public List<(IReturnOperation Operation, LockSet Held)> Yields { get; } = new();

    /// <summary>Every value that it returns, with what is held when it is made.</summary>
    public List<(IReturnOperation Operation, LockSet Held)> Returns { get; } = new();

    /// <summary>Every call of a delegate, with what is held there.</summary>
    public List<(IInvocationOperation Operation, LockSet Held)> Invokes { get; } = new();

    /// <summary>What it still holds when it returns; null if it never does.</summary>
    public LockSet? AtExit { get; set; }

    /// <summary>The locks that it gives back without having taken them.</summary>
    public List<LockIdentity> GivenBack { get; } = new();

    /// <summary>For a lambda or local function, the body in which it stands.</summary>
    public BodyFacts? Outer { get; init; }

    /// <summary>For a lambda, what was held where it was made.</summary>
    public LockSet HeldWhereMade { get; init; } = LockSet.Empty;

    /// <summary>For a lambda, when it runs.</summary>
    public Handing Handing { get; init; }

    /// <summary>The method, accessor, lambda or local function itself; null for an initializer.</summary>
    public IMethodSymbol? Method => Root switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation local => local.Symbol,
        _ => Owner,
    };

    /// <summary>Whether it is a lambda or local function that may run at another time, or on another thread.</summary>
    public bool IsDeferred => Root is IAnonymousFunctionOperation or ILocalFunctionOperation;

    /// <summary>For a message: the name of the method that the code stands in.</summary>
    public string Name => Owner switch
    {
        null => "an initializer",
        { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => "the constructor",
        { AssociatedSymbol: { } property } => property.Name,
        { MethodKind: MethodKind.ExplicitInterfaceImplementation } method =>
            method.Name.Substring(method.Name.LastIndexOf('.') + 1),
        _ => Owner.Name,
    };

    /// <summary>For a message: the method, the local function, or the lambda in it.</summary>
    public string ThreadName => Root switch
    {
        ILocalFunctionOperation local => local.Symbol.Name,
        IAnonymousFunctionOperation => "a lambda in " + Name,
        _ => Name,
    };

    /// <summary>One body is one: not two that say the same.</summary>
    public bool Equals(BodyFacts? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
