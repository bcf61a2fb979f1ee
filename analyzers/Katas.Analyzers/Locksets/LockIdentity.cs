using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.Locksets;

/// <summary>Which lock it is, as far as the source tells: what holds it, and on which object.</summary>
/// <remarks>
/// <c>_gate</c> of <c>this</c> and <c>_gate</c> of <c>other</c> are two locks. Two expressions are taken for one object only
/// if they are the same symbol all the way.
/// </remarks>
internal sealed class LockIdentity : IEquatable<LockIdentity>
{
    /// <summary>The receiver of a lock that the source does not tell: <c>_stripes[i]</c>, <c>GateOf(key)</c>.</summary>
    public const string SomeReceiver = "?";

    /// <param name="symbol">The field, property, local or parameter that holds the lock.</param>
    /// <param name="receiver">The path to it: empty for a static or local one, <c>this</c>, or <c>other</c>.</param>
    /// <param name="mode">How it is held.</param>
    public LockIdentity(ISymbol symbol, string receiver, LockMode mode = LockMode.Exclusive) =>
        (Symbol, Receiver, Mode) = (symbol, receiver, mode);

    /// <summary>What holds the lock; of a lock that the source does not tell, what it came from.</summary>
    public ISymbol Symbol { get; }

    /// <summary>The path to it: empty for a static or local one, <c>this</c>, or <c>other</c>.</summary>
    public string Receiver { get; }

    /// <summary>How it is held.</summary>
    public LockMode Mode { get; }

    /// <summary>Whether the source leaves open which object it is, as with a lock for each key.</summary>
    public bool IsSome => Receiver == SomeReceiver;

    /// <summary>Whether it belongs to the object whose code runs, or to the type.</summary>
    public bool IsOwn => Receiver == "this" || (Receiver.Length == 0 && Symbol is not (ILocalSymbol or IParameterSymbol));

    /// <summary>As the code names it.</summary>
    public string Name => Receiver is "" or "this" or SomeReceiver ? Symbol.Name : Receiver + "." + Symbol.Name;

    /// <summary>Whether it is the same lock, however it is held.</summary>
    public bool IsSameLock(LockIdentity other) =>
        SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) && Receiver == other.Receiver;

    /// <summary>The same lock, held in another way.</summary>
    public LockIdentity In(LockMode mode) => mode == Mode ? this : new(Symbol, Receiver, mode);

    /// <summary>Whether a parameter is one of a primary constructor, which the whole type can use.</summary>
    public static bool IsPrimary(IParameterSymbol parameter) =>
        parameter.ContainingSymbol
            is IMethodSymbol { MethodKind: MethodKind.Constructor, DeclaringSyntaxReferences: { Length: 1 } made }
        && made[0].GetSyntax() is TypeDeclarationSyntax;

    public bool Equals(LockIdentity? other) => other is not null && IsSameLock(other) && Mode == other.Mode;

    public override bool Equals(object? obj) => Equals(obj as LockIdentity);

    public override int GetHashCode() =>
        (SymbolEqualityComparer.Default.GetHashCode(Symbol) * 31) + StringComparer.Ordinal.GetHashCode(Receiver);

    public override string ToString() => Mode == LockMode.Shared ? Name + " (read)" : Name;
}

/// <summary>How a lock is held.</summary>
internal enum LockMode
{
    /// <summary>Nobody else holds it in any way.</summary>
    Exclusive,

    /// <summary>Others may hold it alike; nobody writes.</summary>
    Shared,
}
