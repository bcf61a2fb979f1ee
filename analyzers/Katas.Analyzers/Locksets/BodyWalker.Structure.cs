using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <content>The statements that decide what is held where.</content>
internal sealed partial class BodyWalker
{
    /// <summary>What the scopes around the place give back when it is left, innermost last.</summary>
    private readonly List<LockIdentity> _scopes = new();

    /// <summary>How many scopes are around each loop and switch, by the labels that its jumps go to.</summary>
    private readonly Dictionary<ILabelSymbol, int> _depths = new(SymbolEqualityComparer.Default);

    /// <summary>What is held where the jumps to a label come from.</summary>
    private readonly Dictionary<ILabelSymbol, LockSet> _left = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// What is held at all jumps out of the innermost <c>try</c>, and so at the beginning of its <c>finally</c>.
    /// </summary>
    private LockSet? _atJump;

    private void VisitLock(ILockOperation locked)
    {
        Visit(locked.LockedValue);
        var before = _held;
        var count = _scopes.Count;
        if (LockCall.Identify(locked.LockedValue) is { } named)
        {
            var kind = (locked.LockedValue.Type is INamedTypeSymbol type ? _types.KindOf(type) : null) ?? LockKind.Monitor;
            var identity = Resolve(named);
            Take(identity, kind, locked);
            _scopes.Add(identity);
        }

        Visit(locked.Body);
        _scopes.RemoveRange(count, _scopes.Count - count);
        if (_held is not null) _held = before;
    }

    private void VisitScope(IOperation resources, IOperation body)
    {
        var (before, count) = (_held, _scopes.Count);
        Visit(resources);
        _scopes.AddRange(Held.Locks.Skip(before?.Locks.Count ?? 0));
        Visit(body);
        _scopes.RemoveRange(count, _scopes.Count - count);
        if (_held is not null) _held = before;
    }

    /// <summary>What a <c>using</c> declaration takes is held to the end of the block.</summary>
    private void VisitBlock(IBlockOperation block)
    {
        var count = _scopes.Count;
        // A local function may be called before it is declared, but it is only gone through later in any case.
        foreach (var operation in block.Operations)
        {
            var before = Held;
            Visit(operation);
            if (operation is IUsingDeclarationOperation) _scopes.AddRange(Held.Locks.Skip(before.Locks.Count));
        }

        _held = Outside(count);
        _scopes.RemoveRange(count, _scopes.Count - count);
    }

    private void VisitConditional(IConditionalOperation conditional)
    {
        Visit(conditional.Condition);
        var (isTrue, isFalse) = Split(conditional.Condition, _held);
        _held = isTrue;
        Visit(conditional.WhenTrue);
        var whenTrue = _held;
        _held = isFalse;
        Visit(conditional.WhenFalse);
        _held = LockSet.Meet(whenTrue, _held);
    }

    private void VisitLoop(ILoopOperation loop)
    {
        _depths[loop.ExitLabel] = _depths[loop.ContinueLabel] = _scopes.Count;
        switch (loop)
        {
            case IWhileLoopOperation { Condition: { } condition } again:
                VisitWhile(again, condition);
                break;
            case IForLoopOperation { Condition: null }:
                VisitChildren(loop);
                _held = null;
                break;
            default:
                // Its body may not run at all.
                var before = _held;
                VisitChildren(loop);
                _held = LockSet.Meet(before, LockSet.Meet(_held, Left(loop.ContinueLabel)));
                break;
        }

        _held = LockSet.Meet(_held, Left(loop.ExitLabel));
    }

    private void VisitWhile(IWhileLoopOperation loop, IOperation condition)
    {
        if (!loop.ConditionIsTop)
        {
            Visit(loop.Body);
            _held = LockSet.Meet(_held, Left(loop.ContinueLabel));
            Visit(condition);
            _held = Split(condition, _held).IsFalse;
            return;
        }

        Visit(condition);
        var before = _held;
        var (isTrue, isFalse) = Split(condition, _held);
        _held = isTrue;
        Visit(loop.Body);
        var end = LockSet.Meet(_held, Left(loop.ContinueLabel));
        if (isFalse is null) _held = null;
        else
        {
            // What the condition takes by being false, it takes after a turn too.
            foreach (var taken in isFalse.Locks.Skip(before?.Locks.Count ?? 0)) end = end?.With(taken);
            _held = LockSet.Meet(isFalse, end);
        }
    }

    private void VisitSwitch(ISwitchOperation choice)
    {
        _depths[choice.ExitLabel] = _scopes.Count;
        Visit(choice.Value);
        var before = _held;
        LockSet? after = null;
        foreach (var section in choice.Cases)
        {
            _held = before;
            foreach (var clause in section.Clauses) Visit(clause);
            foreach (var operation in section.Body) Visit(operation);
            after = LockSet.Meet(after, _held);
        }

        after = LockSet.Meet(after, Left(choice.ExitLabel));
        var hasDefault = choice.Cases.Any(section => section.Clauses.Any(clause => clause.CaseKind == CaseKind.Default));
        _held = hasDefault ? after : LockSet.Meet(before, after);
    }

    private void VisitTry(ITryOperation attempt)
    {
        var (before, count, jump) = (_held, _scopes.Count, _atJump);
        _atJump = null;
        if (attempt.Finally is { } last) _scopes.AddRange(Releases(last));
        Visit(attempt.Body);
        var after = _held;
        // Anything in the body may have thrown: what is held for certain is what is held at both ends of it.
        var thrown = LockSet.Meet(before, after);
        foreach (var handler in attempt.Catches)
        {
            _held = thrown;
            Visit(handler.Filter);
            Visit(handler.Handler);
            after = LockSet.Meet(after, _held);
        }

        _scopes.RemoveRange(count, _scopes.Count - count);
        _held = after ?? _atJump ?? thrown;
        _atJump = LockSet.Meet(jump, _atJump);
        Visit(attempt.Finally);
        if (after is null) _held = null;
    }

    private IEnumerable<LockIdentity> Releases(IOperation last) =>
        from call in last.Descendants().OfType<IInvocationOperation>()
        let effect = LockCall.Of(call, _types)
        where effect is { Effect: LockEffect.Release, Lock: not null }
        select Resolve(effect.Lock!);

    /// <summary>What is held after the scopes are left that are around the place, down to a number of them.</summary>
    private LockSet? Outside(int depth)
    {
        var held = _held;
        for (var i = _scopes.Count - 1; i >= depth; i--) held = held?.Without(_scopes[i]);
        return held;
    }

    private void Leave(ILabelSymbol target)
    {
        var depth = _depths.TryGetValue(target, out var known) ? known : _scopes.Count;
        if (Outside(depth) is { } held) _left[target] = LockSet.Meet(held, Left(target))!;
    }

    private LockSet? Left(ILabelSymbol target) => _left.TryGetValue(target, out var held) ? held : null;
}
