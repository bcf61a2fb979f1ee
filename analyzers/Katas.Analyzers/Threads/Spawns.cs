using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Threads;

/// <summary>Finds what the code of a type starts.</summary>
internal sealed class Spawns
{
    private readonly Dictionary<IOperation, BodyFacts> _bodies = new();
    private readonly Dictionary<IMethodSymbol, List<BodyFacts>> _ofMethod = new(SymbolEqualityComparer.Default);
    private readonly List<Spawn> _all = [];

    private Spawns(TypeFacts facts)
    {
        foreach (var body in facts.Bodies)
        {
            _bodies[body.Root] = body;
            if (body.Method?.OriginalDefinition is not { } method) continue;
            if (_ofMethod.TryGetValue(method, out var same)) same.Add(body);
            else _ofMethod.Add(method, [body]);
        }
    }

    /// <summary>All of a type, in the order of its code.</summary>
    public static IReadOnlyList<Spawn> All(TypeFacts facts)
    {
        var found = new Spawns(facts);
        foreach (var body in facts.Bodies)
        {
            if (body.Outer is { } outer && IsBeside(body.Handing)) found.AddHanded(body.Root, new(outer, body, body.Root, body.Handing == Handing.Overlapping));
            foreach (var use in body.Uses)
            {
                if (!found._ofMethod.TryGetValue(use.Method.OriginalDefinition, out var targets)) continue;
                foreach (var started in targets)
                {
                    if (!use.IsCall && IsBeside(use.Handing)) 
                        found.AddHanded(use.Operation, new(body, started, use.Operation, use.Handing == Handing.Overlapping));
                    else if (IsLeftAlone(use))
                        found._all.Add(new(body, started, use.Operation, Spawners.IsRepeated(use.Operation)));
                }
            }
        }

        return found._all;
    }

    private static bool IsBeside(Handing handing) => handing is Handing.Concurrently or Handing.Overlapping;

    /// <summary>Adds the place of a delegate, or those of the local that holds it.</summary>
    private void AddHanded(IOperation value, Spawn spawn, int depth = 0)
    {
        if (depth > 2 || Handed.Target(value) is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation held })
        {
            _all.Add(spawn);
            return;
        }

        foreach (var use in Positions.Root(held).Descendants().OfType<ILocalReferenceOperation>())
        {
            if (!ThreadingTypes.Same(use.Local, held.Symbol)) continue;
            var how = Handed.To(use);
            if (!IsBeside(how)) continue;
            var starter = BodyOf(use) ?? spawn.Starter;
            AddHanded(use, new(starter, spawn.Started, use, how == Handing.Overlapping) { Function = spawn.Function }, depth + 1);
        }
    }

    private BodyFacts? BodyOf(IOperation place)
    {
        for (var around = place.Parent; around is not null; around = around.Parent)
            if (_bodies.TryGetValue(around, out var body)) return body;
        return null;
    }

    /// <summary>
    /// Whether an async method is called, and the caller goes on before it has ended. What the caller returns is waited for by
    /// another, if it is not one of many.
    /// </summary>
    private static bool IsLeftAlone(MethodUse use) =>
        use.Method.IsAsync && use.Operation is IInvocationOperation call && !Spawners.IsAwaited(call) && !IsWalked(call)
        && (MemberAccess.Outermost(call).Parent is not IReturnOperation || Spawners.IsRepeated(call));

    /// <summary>Whether a query calls it whose tasks are waited for one by one: <c>foreach (var t in all.Select(F)) await t;</c></summary>
    private static bool IsWalked(IInvocationOperation call)
    {
        for (var around = call.Parent; around is not (null or ILoopOperation or ILocalFunctionOperation); around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation lambda)
                return Handed.Target(lambda) is IArgumentOperation { Parent: IInvocationOperation query }
                    && RunsNow.IsDeferredQuery(query.TargetMethod) && RunsNow.IsWalked(query);
        }

        return false;
    }
}
