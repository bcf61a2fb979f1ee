using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>Async methods that are called again before the call before has ended.</summary>
/// <remarks>
/// <c>Task.WhenAll(urls.Select(Fetch))</c> calls one after the other, up to the first <c>await</c> of each; what comes after it
/// runs on whatever thread is free, and all of it together. Code of a user interface goes back to its one thread.
/// </remarks>
internal sealed class Interleaving
{
    private static readonly string[] OfInterfaces =
    [
        "Form", "Control", "Window", "Page", "ComponentBase", "DispatcherObject", "ViewModelBase", "ObservableObject",
        "Activity", "BindableObject",
    ];

    private readonly HashSet<BodyFacts> _bodies = [];
    private readonly TypeFacts _facts;

    public Interleaving(TypeFacts facts)
    {
        _facts = facts;
        if (IsOfInterface(facts.Type)) return;
        var started =
            from body in facts.Bodies
            from use in body.Uses
            where use.Method.IsAsync && IsLate(body, use)
            select use.Method.OriginalDefinition;
        foreach (var method in started.ToList()) Add(method);
    }

    /// <summary>Whether a use of state can run while the same use in another call does.</summary>
    public bool Has(StateUse use) => _bodies.Contains(use.Body)
        && (use.Body.Method is not { IsAsync: true } || Order.IsAfterAwait(use.Body.Root, use.Access.Operation));

    /// <summary>How a call of an async function goes on beside its caller; none where the caller waits at once.</summary>
    public static IReadOnlyList<Start> Of(MethodUse use) =>
        use.Method.IsAsync && use.Operation is IInvocationOperation call && !Spawners.IsAwaited(call)
            ? [new(call, call, IsEachWithoutWait(call)) { IsInterleaved = true }]
            : [];

    private bool IsLate(BodyFacts body, MethodUse use) => use.Operation switch
    {
        IInvocationOperation call => !Spawners.IsAwaited(call) && (IsEachWithoutWait(call) || IsOneOfTwo(body, use)),
        IMethodReferenceOperation reference => Start.Of(reference).Any(start => start.IsInterleaved),
        _ => false,
    };

    private static bool IsEachWithoutWait(IInvocationOperation call) =>
        Spawners.IsRepeated(call) && !IsKeptForLater(call);

    /// <summary>Whether the task is waited for in the same turn, or by whoever goes through the query.</summary>
    private static bool IsKeptForLater(IInvocationOperation call)
    {
        if (IsDiscarded(call)) return false;
        for (var around = call.Parent; around is not null; around = around.Parent)
        {
            switch (around)
            {
                case ILoopOperation loop:
                    return loop.Descendants().Any(part =>
                        part is IAwaitOperation && part.Syntax.SpanStart >= call.Syntax.Span.End);
                case IInvocationOperation query when RunsNow.IsDeferredQuery(query.TargetMethod):
                    return Start.IsWalked(query);
            }
        }

        return false;
    }

    /// <summary>Whether it is called twice in one body, as in <c>Task.WhenAll(A(), A())</c>.</summary>
    private static bool IsOneOfTwo(BodyFacts body, MethodUse use) => IsKept(use.Operation) && body.Uses.Any(other =>
        other != use && ThreadingTypes.Same(other.Method.OriginalDefinition, use.Method.OriginalDefinition)
        && other.Operation is IInvocationOperation call && !Spawners.IsAwaited(call) && IsKept(call)
        && !Order.IsWaitedFor(use.Operation, call) && !Order.IsWaitedFor(call, use.Operation));

    private static bool IsDiscarded(IOperation call) => MemberAccess.Outermost(call).Parent
        is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };

    /// <summary>Whether its task goes somewhere with others; what is returned may be one of two ways out.</summary>
    private static bool IsKept(IOperation call) =>
        !IsDiscarded(call) && MemberAccess.Outermost(call).Parent is not IReturnOperation;

    private void Add(IMethodSymbol method)
    {
        foreach (var body in _facts.Bodies.Where(body => ThreadingTypes.Same(body.Method?.OriginalDefinition, method)))
        {
            if (!_bodies.Add(body)) continue;
            foreach (var use in body.Uses)
            {
                if (use.IsCall && (!method.IsAsync || Order.IsAfterAwait(body.Root, use.Operation)))
                    Add(use.Method.OriginalDefinition);
            }
        }
    }

    private static bool IsOfInterface(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (OfInterfaces.Contains(current.Name)) return true;
        return type.Name.EndsWith("ViewModel", System.StringComparison.Ordinal);
    }
}
