using System;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Locksets;

/// <summary>Which lock it is, as far as the source tells: what holds it, and on which object.</summary>
/// <remarks>
/// <c>_gate</c> of <c>this</c> and <c>_gate</c> of <c>other</c> are two locks. Two expressions are taken for one object only
/// if they are the same symbol all the way.
/// </remarks>
internal sealed class LockIdentity : IEquatable<LockIdentity>
{
    private readonly string _receiver;

    /// <param name="symbol">The field, property, local or parameter that holds the lock.</param>
    /// <param name="receiver">The path to it: empty for a static or local one, <c>this</c>, or <c>other</c>.</param>
    /// <param name="mode">How it is held.</param>
    public LockIdentity(ISymbol symbol, string receiver, LockMode mode = LockMode.Exclusive) =>
        (Symbol, _receiver, Mode) = (symbol, receiver, mode);

    /// <summary>What holds the lock.</summary>
    public ISymbol Symbol { get; }

    /// <summary>How it is held.</summary>
    public LockMode Mode { get; }

    /// <summary>Whether it belongs to the object whose code runs, or to the type.</summary>
    public bool IsOwn => _receiver is "this" or "";

    /// <summary>As the code names it.</summary>
    public string Name => _receiver is "" or "this" ? Symbol.Name : _receiver + "." + Symbol.Name;

    /// <summary>Whether it is the same lock, however it is held.</summary>
    public bool IsSameLock(LockIdentity other) =>
        SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) && _receiver == other._receiver;

    public bool Equals(LockIdentity? other) => other is not null && IsSameLock(other) && Mode == other.Mode;

    public override bool Equals(object? obj) => Equals(obj as LockIdentity);

    public override int GetHashCode() =>
        (SymbolEqualityComparer.Default.GetHashCode(Symbol) * 31) + StringComparer.Ordinal.GetHashCode(_receiver);

    public override string ToString() => Name;
}

/// <summary>How a lock is held.</summary>
internal enum LockMode
{
    /// <summary>Nobody else holds it in any way.</summary>
    Exclusive,

    /// <summary>Others may hold it alike; nobody writes.</summary>
    Shared,
}
