using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Katas.Analyzers.Paths;

/// <summary>Follows one lock along all paths of a body: a forward analysis over the control flow graph.</summary>
/// <remarks>
/// A state is how often the lock is held and which conditions are known; every state that reaches a block is gone through once.
/// The graph leaves two things to its reader, and this class does them: a <c>finally</c> is run anew for each way into it, and
/// goes on
/// to where that way leads; from whatever may throw in a <c>try</c> a way leads to each handler that may catch it.
/// </remarks>
internal sealed partial class PathWalk
{
    private readonly ControlFlowGraph _graph;
    private readonly PathEvents _events;
    private readonly Conditions _conditions;
    private readonly TrackedLock _lock;
    private readonly LockPaths _found;
    private readonly Dictionary<(int Block, PathState State), HashSet<PathState>> _finally = new();

    private PathWalk(ControlFlowGraph graph, PathEvents events, Conditions conditions, TrackedLock followed) =>
        (_graph, _events, _conditions, _lock, _found) = (graph, events, conditions, followed, new(followed));

    /// <summary>What the paths of a body do with a lock.</summary>
    public static LockPaths Follow(ControlFlowGraph graph, PathEvents events, Conditions conditions, TrackedLock followed)
    {
        var walk = new PathWalk(graph, events, conditions, followed);
        walk.Explore(graph.Blocks[0].Ordinal, PathState.Start, null);
        return walk._found;
    }

    /// <summary>Goes on from the beginning of a block; what the end of a <c>finally</c> is reached with, it gives.</summary>
    private HashSet<PathState> Explore(int from, PathState start, ControlFlowRegion? last)
    {
        var ends = new HashSet<PathState>();
        var way = new Way(last);
        way.Go(from, start);
        while (way.Next() is var (ordinal, state) && ordinal >= 0)
        {
            var block = _graph.Blocks[ordinal];
            foreach (var after in Run(block, state, way))
            {
                var (ifBranched, ifNot) = Split(block, after);
                if (block.ConditionalSuccessor is { } branched && ifBranched is { } yes) Leave(block, branched, yes, way, ends);
                if (block.FallThroughSuccessor is { } next && ifNot is { } no) Leave(block, next, no, way, ends);
            }
        }

        return ends;
    }

    private void Leave(BasicBlock block, ControlFlowBranch branch, PathState state, Way way, HashSet<PathState> ends)
    {
        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return when branch.Destination is { } target:
                foreach (var after in RunFinally(branch.FinallyRegions, 0, state))
                {
                    if (target.Kind == BasicBlockKind.Exit) Return(after, block);
                    else way.Go(target.Ordinal, after);
                }

                break;
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                var thrown = block.BranchValue is { } value ? Unwrapped.Of(value) : null;
                Raise(block.EnclosingRegion, state, new(thrown ?? block.Operations.LastOrDefault(), thrown?.Type, true), way);
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling when Innermost(block) == way.Last:
                ends.Add(state);
                break;
        }
    }

    private IEnumerable<PathState> RunFinally(IReadOnlyList<ControlFlowRegion> regions, int next, PathState state) =>
        next == regions.Count ? [state] : RunFinally(regions[next], state).SelectMany(after =>
            RunFinally(regions, next + 1, after));

    private HashSet<PathState> RunFinally(ControlFlowRegion region, PathState state)
    {
        if (_finally.TryGetValue((region.FirstBlockOrdinal, state), out var known)) return known;
        _finally[(region.FirstBlockOrdinal, state)] = new();
        return _finally[(region.FirstBlockOrdinal, state)] = Explore(region.FirstBlockOrdinal, state, region);
    }

    /// <summary>An exception goes outward: into each handler that may catch it, through each <c>finally</c>, and out.</summary>
    private void Raise(ControlFlowRegion? region, PathState state, Thrown thrown, Way way)
    {
        for (; region is not null; region = region.EnclosingRegion)
        {
            // What a finally throws replaces what it was run for: that is another defect.
            if (region.Kind == ControlFlowRegionKind.Finally) return;
            if (region is not { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } around }) continue;
            if (around.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                foreach (var after in RunFinally(around.NestedRegions.Last(), state)) Raise(around.EnclosingRegion, after,
                    thrown, way);
                return;
            }

            foreach (var handler in around.NestedRegions.Where(handler => handler != region && thrown.May(handler.ExceptionType)))
            {
                way.Go(handler.FirstBlockOrdinal, state);
                if (handler.Kind == ControlFlowRegionKind.Catch && thrown.Must(handler.ExceptionType)) return;
            }
        }

        if (state.IsHeld) _found.Leaks.Add(new(Site(state)!, thrown.At, true, thrown.IsLikely));
    }

    private void Return(PathState state, BasicBlock block)
    {
        if (state.IsHeld) _found.Leaks.Add(new(Site(state)!, block.BranchValue ?? block.Operations.LastOrDefault(), false, true));
        else if (state.Depth == 0 && Site(state) is { } site) _found.Balanced.Add(site);
    }

    private LockCall? Site(PathState state) => state.Site < 0 ? null : _lock.Calls[state.Site];

    private static ControlFlowRegion? Innermost(BasicBlock block)
    {
        var region = block.EnclosingRegion;
        while (region is { Kind: ControlFlowRegionKind.LocalLifetime }) region = region.EnclosingRegion;
        return region;
    }

    /// <summary>The blocks that are still to be gone through, each with each state once.</summary>
    private sealed class Way(ControlFlowRegion? last)
    {
        private readonly HashSet<(int Block, PathState State)> _seen = new();
        private readonly Stack<(int Block, PathState State)> _open = new();

        /// <summary>The <c>finally</c> in which it is; null outside of one.</summary>
        public ControlFlowRegion? Last => last;

        public void Go(int block, PathState state)
        {
            if (_seen.Add((block, state))) _open.Push((block, state));
        }

        /// <summary>The next one; a block below zero if there is none.</summary>
        public (int Block, PathState State) Next() => _open.Count == 0 ? (-1, default) : _open.Pop();
    }

    /// <summary>An exception.</summary>
    /// <param name="At">What throws it.</param>
    /// <param name="Type">Its type, if the source says so.</param>
    /// <param name="IsLikely">Whether it is a <c>throw</c>, an <c>await</c> or a call of a delegate.</param>
    private sealed record Thrown(IOperation? At, ITypeSymbol? Type, bool IsLikely)
    {
        /// <summary>Whether a handler of that type may catch it.</summary>
        public bool May(ITypeSymbol? caught) => Type is null || caught is null || IsA(Type, caught) || IsA(caught, Type);

        /// <summary>Whether a handler of that type, without a filter, always catches it.</summary>
        public bool Must(ITypeSymbol? caught) =>
            caught is null or { SpecialType: SpecialType.System_Object } or { Name: "Exception",
                ContainingNamespace.Name: "System" }
            || (Type is not null && IsA(Type, caught));

        private static bool IsA(ITypeSymbol? type, ITypeSymbol other)
        {
            while (type is not null && !ThreadingTypes.Same(type, other)) type = type.BaseType;
            return type is not null;
        }
    }
}
