using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Katas.Analyzers.Threads;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Locksets;

/// <summary>What all code of a type does: each of its bodies, and which locks a private method is always called under.</summary>
internal sealed class TypeFacts
{
    private const int MembersOfALargeType = 16;

    private readonly EntryLocks _entry;
    private readonly Lazy<ThreadRoots> _roots;
    private readonly Lazy<Meetings> _meetings;
    private readonly Lazy<ManyCallers> _callers;

    public TypeFacts(INamedTypeSymbol type, IReadOnlyList<BodyFacts> bodies, ThreadingTypes types)
    {
        (Type, Bodies, Types) = (type, bodies, types);
        _entry = new(type, bodies);
        _roots = new(() => new(this));
        _meetings = new(() => new(this));
        _callers = new(() => new(this));
    }

    public INamedTypeSymbol Type { get; }

    public IReadOnlyList<BodyFacts> Bodies { get; }

    public ThreadingTypes Types { get; }

    /// <summary>Which bodies can run at the same time as others.</summary>
    public ThreadRoots Roots => _roots.Value;

    /// <summary>Which uses of state two threads can be in at the same time, by what is started and waited for.</summary>
    public Meetings Meetings => _meetings.Value;

    /// <summary>Which members several threads are meant to call.</summary>
    public ManyCallers Callers => _callers.Value;

    /// <summary>Whether it has so many members that it does several things: a lock in one says little of the others.</summary>
    public bool IsLarge => Bodies.Count(body => !body.IsDeferred && !IsConstruction(body)) >= MembersOfALargeType;

    /// <summary>Whether any of its code takes a lock.</summary>
    public bool HasLocks => Bodies.Any(body => body.Acquisitions.Count > 0);

    /// <summary>Goes through all code of a type, twice if methods of it take locks for their callers.</summary>
    public static IReadOnlyList<BodyFacts> Walk(
        IEnumerable<(IOperation Root, ISymbol Owner)> blocks, ThreadingTypes types, CancellationToken cancellationToken)
    {
        // They come in any order: what is reported must not depend on it.
        var ordered = blocks.OrderBy(block => block.Root.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(block => block.Root.Syntax.SpanStart).ToList();
        var bodies = All(NetEffects.None);
        var effects = NetEffects.Of(bodies);
        return effects.IsEmpty ? bodies : All(effects);

        List<BodyFacts> All(NetEffects known)
        {
            var found = new List<BodyFacts>();
            foreach (var block in ordered)
            {
                cancellationToken.ThrowIfCancellationRequested();
                found.AddRange(BodyWalker.Walk(block.Root, block.Owner as IMethodSymbol, types, known));
            }

            return found;
        }
    }

    /// <summary>The locks that are held whenever the body begins.</summary>
    public LockSet Entry(BodyFacts body) => _entry.Of(body);

    /// <summary>As <see cref="Entry"/>; apart for each caller where they hold locks, and none in common.</summary>
    public IReadOnlyList<LockSet> Entries(BodyFacts body) => _entry.Each(body);

    /// <summary>All that is held at a place of a body.</summary>
    public LockSet At(BodyFacts body, LockSet held) => Entry(body).Union(held);

    /// <summary>Whether it may run under more locks than <see cref="Entry"/> says: what is bare in it may be guarded.</summary>
    /// <remarks>
    /// A lambda that is handed under a lock to a method of which we know nothing; a method whose name says that its caller locks.
    /// </remarks>
    public bool IsUncertain(BodyFacts body)
    {
        for (var current = body; current is not null; current = current.Outer)
        {
            if (current.Handing == Handing.Unknown && current.Outer is { } outer
                && !At(outer, current.HeldWhereMade).IsEmpty) return true;
            if (!current.IsDeferred) return current.Owner is { } owner && Contracts.SaysCallerLocks(owner);
        }

        return false;
    }

    /// <summary>Whether the body runs before anybody else can see the object.</summary>
    public static bool IsConstruction(BodyFacts body) =>
        !body.IsDeferred && (body.Owner is null || body.Owner.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor
            || body.Owner is { IsInitOnly: true });
}
