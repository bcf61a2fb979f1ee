using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Paths;

/// <summary>The paths of one body, a method, lambda or local function, for each lock that it takes by a call.</summary>
/// <param name="Method">The method, lambda or local function; null for an initializer.</param>
/// <param name="Locks">What its paths do with each lock.</param>
internal sealed record BodyPaths(IMethodSymbol? Method, IReadOnlyList<LockPaths> Locks)
{
    /// <summary>The body of a graph, and all lambdas and local functions in it, that take a lock by a call.</summary>
    public static IReadOnlyList<BodyPaths> In(
        ControlFlowGraph graph, ISymbol owner, ThreadingTypes types, CancellationToken cancellationToken)
    {
        var bodies = new List<(IMethodSymbol? Method, ControlFlowGraph Graph, PathEvents Events)>();
        Gather(graph, owner as IMethodSymbol);
        var found = new List<BodyPaths>();
        foreach (var body in bodies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var conditions = new Conditions(body.Graph, body.Events);
            var others = bodies.Where(other => other.Graph != body.Graph).Select(other => Calls(other.Events)).ToList();
            var assigned = new HashSet<string>(body.Events.All.Where(IsAssignment).Select(set => set.Variable!.Name));
            var locks = TrackedLock.In(Calls(body.Events)).Where(one =>
                !one.DependsOn(assigned) && !others.Any(calls => IsHandedTo(calls, one)) && !IsGivenBackUnseen(one, conditions));
            var paths = locks.Select(one => PathWalk.Follow(body.Graph, body.Events, conditions, one)).Where(p =>
                !p.IsCounted).ToList();
            if (paths.Count > 0) found.Add(new(body.Method, paths));
        }

        return found;

        void Gather(ControlFlowGraph inner, IMethodSymbol? method)
        {
            Nesting.Deeper();
            bodies.Add((method, inner, new(inner, types)));
            foreach (var local in inner.LocalFunctions) Gather(inner.GetLocalFunctionControlFlowGraph(local, cancellationToken), local);
            foreach (var block in inner.Blocks)
            {
                foreach (var root in block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations)
                foreach (var lambda in root.DescendantsAndSelf().OfType<IFlowAnonymousFunctionOperation>())
                    Gather(inner.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken), lambda.Symbol);
            }
        }
    }

    private static IEnumerable<LockCall> Calls(PathEvents events) =>
        events.All.Where(one => one.Kind == PathEventKind.Lock).Select(one => one.Call!);

    /// <summary>Whether another function gives back what this one takes, as a task does that is started under a permit.</summary>
    private static bool IsHandedTo(IEnumerable<LockCall> calls, TrackedLock one)
    {
        var there = calls.Where(one.IsOf).ToList();
        return there.Count > 0 && there.All(call => call.Effect == LockEffect.Release);
    }

    /// <summary>Whether a variable gets another value, in other places than its declaration.</summary>
    private static bool IsAssignment(PathEvent happens) =>
        happens.Kind == PathEventKind.Set && happens.Operation.Syntax switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText == happens.Variable!.Name,
            MemberAccessExpressionSyntax => true,
            _ => false,
        };

    /// <summary>
    /// Whether a <c>finally</c> gives it back by a condition that the paths do not follow, such as <c>count &gt; 0</c>.
    /// </summary>
    private static bool IsGivenBackUnseen(TrackedLock one, Conditions conditions) =>
        one.Calls.Any(call => call.Effect == LockEffect.Release && IsUnseen(call.Call.Syntax, conditions));

    private static bool IsUnseen(SyntaxNode release, Conditions conditions)
    {
        var isUnseen = false;
        for (var around = release.Parent; around is not null and not MemberDeclarationSyntax; around = around.Parent)
        {
            switch (around)
            {
                case FinallyClauseSyntax:
                    return isUnseen;
                case IfStatementSyntax branch:
                    isUnseen |= !conditions.Knows(Plain(branch.Condition).ToString());
                    break;
                case SwitchSectionSyntax or ConditionalExpressionSyntax:
                    isUnseen = true;
                    break;
            }
        }

        return false;
    }

    private static ExpressionSyntax Plain(ExpressionSyntax condition)
    {
        while (true)
        {
            switch (condition)
            {
                case PrefixUnaryExpressionSyntax not:
                    condition = not.Operand;
                    break;
                case ParenthesizedExpressionSyntax parenthesized:
                    condition = parenthesized.Expression;
                    break;
                default:
                    return condition;
            }
        }
    }
}
