using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Paths;

/// <content>What one block does to a state.</content>
internal sealed partial class PathWalk
{
    /// <summary>The states after a block's operations: a call that may give up makes two of one.</summary>
    private List<PathState> Run(BasicBlock block, PathState state, Way way)
    {
        var states = new List<PathState> { state };
        foreach (var happens in _events.Of(block))
        {
            switch (happens.Kind)
            {
                case PathEventKind.Set:
                    states = [.. states.Select(s => _conditions.Set(s, happens.Variable!, happens.Value))];
                    break;
                case PathEventKind.Await:
                    foreach (var held in states.Where(s => s.IsHeld)) _found.Awaits.Add((happens.Operation, Site(held)!));
                    break;
                case PathEventKind.MayThrow when !IsHandler(block):
                    var thrown = new Thrown(happens.Operation, null, happens.IsLikely);
                    foreach (var s in states) Raise(block.EnclosingRegion, s, thrown, way);
                    break;
                case PathEventKind.Lock when _lock.Calls.FindIndex(call =>
                    call.Call.Syntax == happens.Call!.Call.Syntax) is >= 0 and var site:
                    // A wait that is cancelled has not taken anything.
                    if (happens.Call!.Kind == LockKind.Semaphore && happens.Call.Effect != LockEffect.Release
                        && !IsHandler(block))
                        foreach (var s in states) Raise(block.EnclosingRegion, s, new(happens.Operation, null, false), way);
                    states = [.. states.SelectMany(s => Apply(happens, site, s)).Distinct()];
                    break;
                case PathEventKind.Lock when happens is { Answer: AnswerUse.Kept, Variable: { } flag }:
                    states = [.. states.Select(s => _conditions.Set(s, flag, null))];
                    break;
            }
        }

        return states;
    }

    private IEnumerable<PathState> Apply(PathEvent happens, int site, PathState state)
    {
        var call = _lock.Calls[site];
        if (call.Effect == LockEffect.Release)
        {
            if (state.IsHeld) GivenBack(Site(state)!, call);
            else if (state.Depth == 0) _found.Bare.Add(new(call, Site(state)));
            return [state.GivenBack(call.Call.Arguments.Any(argument =>
                argument is { IsImplicit: false, Parameter.Name: "releaseCount" }))];
        }

        var taken = Take(state, site);
        return happens switch
        {
            { Answer: AnswerUse.Unknown } => [state with { Depth = PathState.Unknown }],
            { Answer: AnswerUse.Kept, Variable: { } flag } when call.Effect == LockEffect.Acquire =>
                [_conditions.Set(taken, flag, true)],
            { Answer: AnswerUse.Kept, Variable: { } flag } =>
                [_conditions.Set(taken, flag, true), _conditions.Set(state, flag, false)],
            _ when call.Effect == LockEffect.Acquire => [taken],
            { Answer: AnswerUse.Branch } => [state],
            _ => [taken, state],
        };
    }

    private void GivenBack(LockCall site, LockCall release)
    {
        _found.Good.Add(release);
        if (!_found.Releases.TryGetValue(site, out var known) || release.Call.Syntax.SpanStart < known.Call.Syntax.SpanStart)
            _found.Releases[site] = release;
    }

    /// <summary>A lock that is taken again by the same call, or too often, is one that a loop counts.</summary>
    private PathState Take(PathState state, int site)
    {
        var call = _lock.Calls[site];
        if (state.Depth == 0 && Site(state) is { } before)
        {
            _found.Balanced.Add(before);
            if (state.Site == site) _found.Again.Add(call);
        }

        if (!state.IsHeld || (state.Site != site && state.Depth < _lock.Calls.Count)) return state.Taken(site);
        _found.Counted.Add(call);
        if (state.Site == site) _found.Leaks.Add(new(call, call.Call, false, true));
        return state with { Depth = PathState.Unknown };
    }

    /// <summary>The states in which the branch at the end of a block is taken, and is not; null where it never is.</summary>
    private (PathState? IfBranched, PathState? IfNot) Split(BasicBlock block, PathState state)
    {
        if (block.ConditionalSuccessor is null || block.BranchValue is null) return (null, state);
        var (ifTrue, ifFalse) = Answers(block, Unwrapped.Of(block.BranchValue), state);
        return block.ConditionKind == ControlFlowConditionKind.WhenTrue ? (ifTrue, ifFalse) : (ifFalse, ifTrue);
    }

    private (PathState? IfTrue, PathState? IfFalse) Answers(BasicBlock block, IOperation value, PathState state)
    {
        if (value.ConstantValue is { HasValue: true, Value: bool known }) return known ? (state, null) : (null, state);
        if (value is IInvocationOperation call)
        {
            var asked = _events.Of(block).FirstOrDefault(one => one.Kind == PathEventKind.Lock && one.Operation == call);
            var site = asked is { Answer: AnswerUse.Branch, Call.Effect: LockEffect.TryAcquire }
                ? _lock.Calls.FindIndex(one => one.Call.Syntax == call.Syntax) : -1;
            return site >= 0 ? (Take(state, site), state) : (state, state);
        }

        var index = _conditions.IndexOf(value);
        if (index < 0) return (state, state);
        return state.Flag(index) switch
        {
            true => (state, null),
            false => (null, state),
            _ => (state.With(index, true), state.With(index, false)),
        };
    }

    private static bool IsHandler(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.Filter or ControlFlowRegionKind.Finally)
                return true;
        }

        return false;
    }
}
