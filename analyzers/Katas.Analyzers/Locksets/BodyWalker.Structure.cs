using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <content>The statements that decide what is held where.</content>
internal sealed partial class BodyWalker
{
    private void VisitLock(ILockOperation locked)
    {
        Visit(locked.LockedValue);
        var before = _held;
        if (LockCall.Identify(locked.LockedValue) is { } identity)
        {
            var kind = locked.LockedValue.Type is INamedTypeSymbol type && _types.KindOf(type) is { } own ? own : LockKind.Monitor;
            _facts.Acquisitions.Add(new(identity, kind, Held, locked));
            _held = _held?.With(identity);
        }

        Visit(locked.Body);
        if (_held is not null) _held = before;
    }

    private void VisitScope(IOperation resources, IOperation body)
    {
        var before = _held;
        Visit(resources);
        Visit(body);
        if (_held is not null) _held = before;
    }

    /// <summary>What a <c>using</c> declaration takes is held to the end of the block.</summary>
    private void VisitBlock(IBlockOperation block)
    {
        var scopes = new List<LockIdentity>();
        foreach (var operation in block.Operations)
        {
            var before = Held;
            Visit(operation);
            if (operation is IUsingDeclarationOperation) scopes.AddRange(Held.Locks.Skip(before.Locks.Count));
        }

        foreach (var scope in scopes) _held = _held?.Without(scope);
    }

    private void VisitConditional(IConditionalOperation conditional)
    {
        Visit(conditional.Condition);
        var before = _held;
        var (taken, isNegated) = Taken(conditional.Condition);
        _held = taken is not null && !isNegated ? before?.With(taken) : before;
        Visit(conditional.WhenTrue);
        var whenTrue = _held;
        _held = taken is not null && isNegated ? before?.With(taken) : before;
        Visit(conditional.WhenFalse);
        _held = LockSet.Meet(whenTrue, _held);
    }

    /// <summary>The lock that a condition has taken when it is true, or, negated, when it is false.</summary>
    private (LockIdentity? Taken, bool IsNegated) Taken(IOperation condition)
    {
        var isNegated = false;
        while (true)
        {
            switch (condition)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                    (condition, isNegated) = (not.Operand, !isNegated);
                    break;
                case IParenthesizedOperation parenthesized:
                    condition = parenthesized.Operand;
                    break;
                case IAwaitOperation awaited:
                    condition = awaited.Operation;
                    break;
                case IInvocationOperation call when LockCall.Of(call, _types) is { Effect: LockEffect.TryAcquire } attempt:
                    return (attempt.Lock, isNegated);
                default:
                    return (null, false);
            }
        }
    }

    private void VisitLoop(ILoopOperation loop)
    {
        var before = _held;
        VisitChildren(loop);
        _held = LockSet.Meet(before, _held);
    }

    private void VisitSwitch(ISwitchOperation choice)
    {
        Visit(choice.Value);
        var before = _held;
        LockSet? after = null;
        foreach (var section in choice.Cases)
        {
            _held = before;
            foreach (var clause in section.Clauses) Visit(clause);
            // A break ends the section, and not the way through the switch: what is held there goes on.
            var atBreak = before;
            foreach (var operation in section.Body)
            {
                if (operation is IBranchOperation { BranchKind: BranchKind.Break }) break;
                Visit(operation);
                if (_held is not null) atBreak = _held;
            }

            after = LockSet.Meet(after, _held is null ? null : atBreak);
        }

        var hasDefault = choice.Cases.Any(section => section.Clauses.Any(clause => clause.CaseKind == CaseKind.Default));
        _held = hasDefault ? after : LockSet.Meet(before, after);
    }

    private void VisitTry(ITryOperation attempt)
    {
        var before = _held;
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

        _held = after ?? thrown;
        Visit(attempt.Finally);
        if (after is null) _held = null;
    }
}
