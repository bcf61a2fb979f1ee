using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Locksets;

/// <summary>Code of a type that threads can begin in, beside other threads.</summary>
/// <param name="Body">Where they begin; null for the callers of a type that is not made to be shared, who count as one.</param>
/// <param name="Name">For a message: <c>Add</c>, or <c>the task that Start starts</c>.</param>
/// <param name="IsSelfParallel">Whether two threads may be in it at once.</param>
internal sealed record ThreadRoot(BodyFacts? Body, string Name, bool IsSelfParallel)
{
    /// <summary>Where the type's own code starts the thread; null where others do, as the callers of a public member.</summary>
    public IOperation? Place { get; init; }
}

/// <summary>Which bodies of a type can run at the same time as others.</summary>
/// <remarks>
/// A type that is made to be shared, which <see cref="SharedTypes"/> tells, is called by many threads: each member that others
/// can call is a root, beside itself too. Of any other type all callers together are one thread, beside the tasks, threads,
/// timers
/// and parallel loops that its own code starts.
/// </remarks>
internal sealed class ThreadRoots
{
    private static readonly IReadOnlyCollection<ThreadRoot> Nobody = [];
    private readonly Dictionary<BodyFacts, HashSet<ThreadRoot>> _of = new();
    private readonly Dictionary<IMethodSymbol, List<BodyFacts>> _bodies = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<BodyFacts, List<BodyFacts>> _inner = new();

    public ThreadRoots(TypeFacts facts)
    {
        IsShared = SharedTypes.Is(facts);
        foreach (var body in facts.Bodies)
        {
            if (body.Method is { } method) Add(_bodies, method.OriginalDefinition, body);
            if (body.Outer is { } outer) Add(_inner, outer, body);
        }

        var callers = new ThreadRoot(null, "its callers", IsSelfParallel: false);
        foreach (var body in facts.Bodies)
        {
            if (!Contracts.IsConfined(body.Owner)) Begin(body, callers);
        }
    }

    /// <summary>Whether many threads are meant to call the type.</summary>
    public bool IsShared { get; }

    /// <summary>The roots from which a body is reached; none for code that only constructors call.</summary>
    public IReadOnlyCollection<ThreadRoot> Of(BodyFacts body) => _of.TryGetValue(body, out var roots) ? roots : Nobody;

    /// <summary>
    /// Whether two bodies, or one with itself, can run at the same time: two roots reach them, or one that is beside itself.
    /// </summary>
    public bool MayRunTogether(BodyFacts one, BodyFacts other) =>
        Of(one).Any(a => Of(other).Any(b => a != b || a.IsSelfParallel));

    /// <summary>Whether two threads can be in a body at once.</summary>
    public bool IsSelfParallel(BodyFacts body) => MayRunTogether(body, body);

    private void Begin(BodyFacts body, ThreadRoot callers)
    {
        if (!body.IsDeferred && body.Owner is { } owner && IsOpen(owner))
        {
            if (owner.MethodKind == MethodKind.Destructor) Reach(body, new(body, "the finalizer", false) { Place = body.Root });
            else if (IsHostedLoop(owner)) Reach(body, new(body, body.Name, false) { Place = body.Root });
            else Reach(body, IsShared ? new(body, body.Name, !OneThread.IsOnce(body)) : callers);
        }

        if (body.Handing is Handing.Concurrently or Handing.Overlapping)
        {
            var isParallel = body.Handing == Handing.Overlapping || IsManyTimes(body);
            Reach(body, new(body, "what " + body.Name + " starts", isParallel) { Place = body.Root });
        }
        else if (body.Handing == Handing.Later)
            Reach(body, IsShared ? new(body, "a delegate of " + body.Name, true) : callers);
        foreach (var use in body.Uses)
        {
            if (use.IsCall || !_bodies.TryGetValue(use.Method.OriginalDefinition, out var taken)) continue;
            foreach (var target in taken)
            {
                if (use.Handing is Handing.Concurrently or Handing.Overlapping)
                {
                    var isParallel = use.Handing == Handing.Overlapping || IsManyTimes(body, use.Operation);
                    // Two threads that are started with one method are two, unless one takes the place of the other.
                    var isOne = use.Handing == Handing.Concurrently && Lifetimes.IsKept(use.Operation);
                    var place = isOne ? target.Root : use.Operation;
                    Reach(target, new(target, "what " + body.Name + " starts", isParallel) { Place = place });
                }
                else if (use.Handing is Handing.Later or Handing.Unknown)
                {
                    Reach(target, IsShared ? new(target, target.Name, true) : callers);
                }
            }
        }
    }

    /// <summary>A root reaches what the body calls, and the lambdas in it that nothing else begins.</summary>
    private void Reach(BodyFacts body, ThreadRoot root)
    {
        Nesting.Deeper();
        if (!_of.TryGetValue(body, out var roots)) _of.Add(body, roots = new());
        // Records are equal by what they say; one root for each place is enough.
        if (!roots.Add(root)) return;
        foreach (var use in body.Uses)
        {
            if (!use.IsCall && use.Handing is not (Handing.Now or Handing.Awaited)) continue;
            if (!_bodies.TryGetValue(use.Method.OriginalDefinition, out var called) || OneThread.IsOfNewObject(use)) continue;
            foreach (var target in called.Where(target => !TypeFacts.IsConstruction(target))) Reach(target, root);
        }

        if (!_inner.TryGetValue(body, out var inner)) return;
        foreach (var function in inner.Where(f => f.Root.Kind != OperationKind.LocalFunction
            && f.Handing is Handing.Now or Handing.Awaited or Handing.Unknown))
            Reach(function, root);
    }

    /// <summary>Whether what it starts may still run when it starts it again.</summary>
    private bool IsManyTimes(BodyFacts body) => body.Outer is { } outer && IsManyTimes(outer, body.Root);

    private bool IsManyTimes(BodyFacts starter, IOperation started)
    {
        if (TypeFacts.IsConstruction(starter) || Lifetimes.Begins(starter.Owner) || Lifetimes.IsKept(started)) return false;
        return IsShared || Lifetimes.IsDropped(started);
    }

    private static bool IsOpen(IMethodSymbol method) =>
        method.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor) && !method.IsInitOnly
        && (method.DeclaredAccessibility != Accessibility.Private || !method.ExplicitInterfaceImplementations.IsEmpty
            || method.MethodKind == MethodKind.Destructor || IsEntryPoint(method));

    /// <summary>The loop of a hosted service, which the host runs beside those who call the service.</summary>
    private static bool IsHostedLoop(IMethodSymbol method) =>
        method is { Name: "ExecuteAsync", OverriddenMethod.ContainingType.Name: "BackgroundService" };

    private static bool IsEntryPoint(IMethodSymbol method) => method is { IsStatic: true, Name: "Main" or "<Main>$" };

    private static void Add<TKey>(Dictionary<TKey, List<BodyFacts>> map, TKey key, BodyFacts body) where TKey : notnull
    {
        if (map.TryGetValue(key, out var all)) all.Add(body);
        else map.Add(key, [body]);
    }
}
