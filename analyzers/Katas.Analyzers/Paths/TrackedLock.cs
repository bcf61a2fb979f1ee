using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Paths;

/// <summary>A lock that a body takes by a call, followed along the body's paths.</summary>
/// <remarks>The read and the write side of a <c>ReaderWriterLockSlim</c> are two: each has an exit of its own.</remarks>
internal sealed class TrackedLock
{
    private readonly LockIdentity _identity;
    private readonly string _side;
    private readonly string _text;

    private TrackedLock(LockCall first, LockIdentity identity) =>
        (Kind, _identity, _side, _text) = (first.Kind, identity, Side(first), Text(first));

    public LockKind Kind { get; }

    /// <summary>As the code names it.</summary>
    public string Name => _identity.IsSome ? _text : _identity.Name;

    /// <summary>What holds the lock.</summary>
    public ISymbol Symbol => _identity.Symbol;

    /// <summary>Every call on it in the body, in the order of the source.</summary>
    public List<LockCall> Calls { get; } = new();

    /// <summary>The locks that a body takes by its calls.</summary>
    public static IReadOnlyList<TrackedLock> In(IEnumerable<LockCall> calls)
    {
        var found = new List<TrackedLock>();
        foreach (var call in calls.OrderBy(call => call.Call.Syntax.Span.End))
        {
            if (call.Lock is not { } identity) continue;
            var known = found.FirstOrDefault(one => one.IsOf(call));
            if (known is null) found.Add(known = new(call, identity));
            known.Calls.Add(call);
        }

        // Who gives it back first has it from a caller, and lends it to others for a while.
        return [.. found.Where(one => one.Calls[0].Effect != LockEffect.Release)];
    }

    /// <summary>The call on a lock that the paths follow; null for any other call.</summary>
    /// <remarks>
    /// An <c>EnterScope</c> is given back by its scope. A call by <c>?.</c> is left out, so that <c>_gate?.Release()</c> is not
    /// taken
    /// for a path without it.
    /// </remarks>
    public static LockCall? CallOf(IInvocationOperation call, ThreadingTypes types)
    {
        if (call.IsImplicit || call.TargetMethod.Name == "EnterScope") return null;
        if (call.Syntax is InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax }) return null;
        if (LockCall.Of(call, types) is not { } found) return null;
        return found.Effect == LockEffect.TryAcquire && call.Arguments.Any(IsForEver)
            ? found with { Effect = LockEffect.Acquire } : found;
    }

    public bool IsOf(LockCall call) =>
        call.Lock is { } other && other.IsSameLock(_identity) && Side(call) == _side && (!other.IsSome || Text(call) == _text);

    /// <summary>Whether the expression that names the lock is about one of these variables.</summary>
    public bool DependsOn(ICollection<string> variables) =>
        Expression(Calls[0])?.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Any(name => variables.Contains(name.Identifier.ValueText)) == true;

    private static bool IsForEver(IArgumentOperation argument) =>
        argument.Value.ConstantValue is { HasValue: true, Value: -1 }
        || argument.Value is IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" };

    private static string Side(LockCall call) =>
        call.Kind != LockKind.ReaderWriter ? ""
        : call.Call.TargetMethod.Name.Contains("Upgradeable") ? "upgradeable"
        : call.Call.TargetMethod.Name.Contains("Read") ? "read" : "write";

    private static string Text(LockCall call) => Expression(call)?.ToString() ?? "";

    private static ExpressionSyntax? Expression(LockCall call) => call.Kind == LockKind.Monitor
        ? ((call.Call.Syntax as InvocationExpressionSyntax)?.ArgumentList.Arguments.FirstOrDefault()?.Expression)
        : ((call.Call.Syntax as InvocationExpressionSyntax)?.Expression as MemberAccessExpressionSyntax)?.Expression;
}
