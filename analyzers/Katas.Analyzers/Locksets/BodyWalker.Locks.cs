using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <content>The calls that take locks and give them back, and the conditions that tell whether one is held.</content>
internal sealed partial class BodyWalker
{
    /// <summary>Locals that are another name of a lock: <c>var gate = _gate;</c>.</summary>
    private readonly Dictionary<ISymbol, LockIdentity> _aliases = new(SymbolEqualityComparer.Default);

    /// <summary>Locals that tell whether a lock was taken: <c>var taken = Monitor.TryEnter(_gate);</c>.</summary>
    private readonly Dictionary<ISymbol, LockIdentity> _flags = new(SymbolEqualityComparer.Default);

    /// <summary>Locals whose disposal gives a lock back: <c>var scope = _gate.EnterScope();</c>.</summary>
    private readonly Dictionary<ISymbol, LockIdentity> _disposables = new(SymbolEqualityComparer.Default);

    private LockIdentity Resolve(LockIdentity named) =>
        named.Receiver.Length == 0 && _aliases.TryGetValue(named.Symbol, out var real) ? real.In(named.Mode) : named;

    private void Take(LockIdentity identity, LockKind kind, IOperation place)
    {
        _facts.Acquisitions.Add(new(identity, kind, Held, place));
        _held = _held?.With(identity);
    }

    private void Apply(IInvocationOperation call)
    {
        if (_held is null) return;
        if (LockCall.Of(call, _types) is { Lock: { } named } effect && SemaphoreCounts.IsLock(named.Symbol, effect.Kind))
            Apply(call, effect, Resolve(named));
        else if (LockScopes.OfCall(call) is { } scope) Take(Resolve(scope), LockKind.Monitor, call);
        else if (LockScopes.Asserted(call) is { } asserted && Split(asserted, _held).IsTrue is { } held) _held = held;
        else if (call is { TargetMethod.Name: "Dispose" or "DisposeAsync", Instance: ILocalReferenceOperation made }
            && _disposables.TryGetValue(made.Local, out var disposed)) _held = Held.Without(disposed);
        else if (call.Instance is null or IInstanceReferenceOperation)
        {
            foreach (var given in _effects.GivenBack(call.TargetMethod)) _held = Held.Without(given);
            foreach (var taken in _effects.Taken(call.TargetMethod)) _held = Held.With(taken);
        }
    }

    private void Apply(IInvocationOperation call, LockCall effect, LockIdentity identity)
    {
        switch (effect.Effect)
        {
            case LockEffect.Acquire:
                // Until the scope ends, which VisitScope sees to.
                Take(identity, effect.Kind, call);
                break;
            case LockEffect.TryAcquire:
                _facts.Acquisitions.Add(new(identity, effect.Kind, Held, call) { IsAttempt = true });
                break;
            default:
                if (!Held.Contains(identity) && !_facts.Acquisitions.Any(taken => taken.Lock.IsSameLock(identity)))
                    _facts.GivenBack.Add(identity);
                _held = Held.Without(identity);
                break;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument is { Parameter.RefKind: RefKind.Ref, Value: ILocalReferenceOperation flag })
                _flags[flag.Local] = identity;
        }
    }

    /// <summary>What a local is after it got a value, as far as locks go.</summary>
    private void Declare(ISymbol local, IOperation? value)
    {
        // What is assigned twice is no name of one lock.
        if (_aliases.Remove(local) || value is null) return;
        var plain = Unwrapped.Of(value);
        if (plain is IInvocationOperation call && LockCall.Of(call, _types) is { Lock: { } named } effect)
        {
            if (effect.Effect == LockEffect.TryAcquire) _flags[local] = Resolve(named);
            else if (effect.Effect == LockEffect.Acquire) _disposables[local] = Resolve(named);
        }
        else if (plain is IFieldReferenceOperation or IPropertyReferenceOperation or ILocalReferenceOperation
            && LockCall.Identify(plain) is { IsSome: false } alias)
        {
            _aliases[local] = Resolve(alias);
        }
    }

    /// <summary>What is held where a condition is true, and where it is false; null where it never is.</summary>
    private (LockSet? IsTrue, LockSet? IsFalse) Split(IOperation condition, LockSet? held)
    {
        var plain = Unwrapped.Of(condition);
        if (held is null) return (null, null);
        if (plain.ConstantValue is { HasValue: true, Value: bool value }) return value ? (held, null) : (null, held);
        switch (plain)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                var (isTrue, isFalse) = Split(not.Operand, held);
                return (isFalse, isTrue);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both:
                return (Split(both.RightOperand, Split(both.LeftOperand, held).IsTrue).IsTrue, held);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either:
                return (held, Split(either.RightOperand, Split(either.LeftOperand, held).IsFalse).IsFalse);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation } assignment:
                return Split(assignment.Value, held);
            case ILocalReferenceOperation { Local: { } local } when _flags.TryGetValue(local, out var flagged):
                return (held.Contains(flagged) ? held : held.With(flagged), held.Without(flagged));
            case IInvocationOperation call when LockCall.Of(call, _types)
                is { Effect: LockEffect.TryAcquire, Lock: { } named } effect
                && SemaphoreCounts.IsLock(named.Symbol, effect.Kind):
                return (held.With(Resolve(named)), held);
            default:
                return LockScopes.AskedFor(plain, _types) is { } asked && !held.Contains(Resolve(asked))
                    ? (held.With(Resolve(asked)), held)
                    : (held, held);
        }
    }
}
