using System;
using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Paths;

/// <summary>Tells the leaks that are mistakes from the locks that a body takes for others.</summary>
internal static class Leaks
{
    private static readonly string[] Acquiring =
        ["Enter", "Acquire", "Lock", "Take", "Reserve", "Begin", "Rent", "Lease", "Claim"];

    /// <summary>For each call that takes a lock which is given back on some paths only: one path on which it is not.</summary>
    public static IEnumerable<Leak> Of(BodyPaths body, LockPaths paths)
    {
        var isInFinally = paths.Releases.Values.Any(call =>
            call.Call.Syntax.FirstAncestorOrSelf<FinallyClauseSyntax>() is not null);
        foreach (var site in paths.Leaks.GroupBy(leak => leak.Site).OrderBy(site => site.Key.Call.Syntax.SpanStart))
        {
            if (!paths.Releases.ContainsKey(site.Key)) continue;
            var returns = site.Where(leak => !leak.IsThrow).ToList();
            // Never given back by a return: that is what the method is for, and its caller gives it back.
            if (returns.Count > 0 && !paths.Balanced.Contains(site.Key)) continue;
            var isForCaller = returns.Count > 0 && (IsHandedOn(body, returns) || IsGivenBackByAnother(paths.Lock, site.Key));
            var found = site.Where(leak => leak.IsThrow ? leak.IsLikely || !isInFinally : !isForCaller)
                .OrderByDescending(leak => leak.IsLikely).ThenBy(leak =>
                    leak.At?.Syntax.SpanStart ?? int.MaxValue).FirstOrDefault();
            if (found is not null) yield return found;
        }
    }

    /// <summary>The report about a loop that is left while the locks of the turns before are taken.</summary>
    public static Diagnostic Of(LoopedLock loop, DiagnosticDescriptor rule) => Diagnostic.Create(
        rule, loop.Take.Call.Syntax.GetLocation(),
        [loop.Release.Call.Syntax.GetLocation(), loop.Leave.Syntax.GetLocation()],
        loop.Name, Line(loop.Release.Call), $"in the turns before line {Line(loop.Leave)} leaves the loop");

    /// <summary>For a message: on which path it stays taken.</summary>
    public static string Describe(Leak leak) => leak switch
    {
        { IsThrow: true, At: IInvocationOperation call } => $"if '{call.TargetMethod.Name}' in line {Line(call)} throws",
        { IsThrow: true, At: IAwaitOperation awaited } => $"if the await in line {Line(awaited)} throws",
        { IsThrow: true, At: { } thrown } => $"if line {Line(thrown)} throws",
        { At: { } again } when again == leak.Site.Call => "in each turn of the loop",
        { At: { } last } => $"on the way out from line {Line(last)}",
        _ => "on another way out",
    };

    /// <summary>The line of a place, as editors count.</summary>
    public static int Line(IOperation operation) => operation.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>Whether the result says that the lock is the caller's now: <c>return true</c>, or something to dispose.</summary>
    private static bool IsHandedOn(BodyPaths body, IReadOnlyList<Leak> returns)
    {
        if (body.Method is not { } method) return false;
        var result = method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask" } task
            ? task.TypeArguments.FirstOrDefault() : method.ReturnType;
        if (result is INamedTypeSymbol named && (named.AllInterfaces.Any(IsDisposable) || IsDisposable(named))) return true;
        // Two locks or none: the first is given back if the second is not to be had.
        if (returns.All(leak => leak is { At.ConstantValue: { HasValue: true, Value: true },
            Site.Effect: LockEffect.TryAcquire })) return true;
        return Acquiring.Any(word => method.Name.IndexOf(word, StringComparison.Ordinal) >= 0)
            && !returns.Any(leak => leak.At is { } value && IsRefusal(value));
    }

    /// <summary>Whether it says to the caller that nothing was taken: <c>false</c>, null, a number below zero.</summary>
    private static bool IsRefusal(IOperation value)
    {
        while (value is IConversionOperation conversion) value = conversion.Operand;
        return value is IDefaultValueOperation
            || value.ConstantValue is { HasValue: true, Value: null or false or < 0 or < 0L };
    }

    private static bool IsDisposable(INamedTypeSymbol type) => type.Name is "IDisposable" or "IAsyncDisposable";

    /// <summary>Whether another member of the type gives the lock back without taking it: <c>Begin</c> and <c>End</c>.</summary>
    private static bool IsGivenBackByAnother(TrackedLock one, LockCall site)
    {
        var member = site.Call.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        return member?.Parent is TypeDeclarationSyntax type && type.Members.Any(other =>
        {
            if (other == member || other is BaseFieldDeclarationSyntax) return false;
            var calls = other.DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Where(call => call.ToString().Contains(one.Symbol.Name)).Select(NameOf).ToList();
            return calls.Any(IsRelease) && calls.All(name => IsRelease(name) || name is "Pulse" or "PulseAll" or "IsEntered");
        });
    }

    private static bool IsRelease(string name) => name is "Exit" or "Release" or "ReleaseMutex"
        || (name.StartsWith("Exit", StringComparison.Ordinal) && name.EndsWith("Lock", StringComparison.Ordinal));

    private static string NameOf(InvocationExpressionSyntax call) =>
        (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText ?? "";
}
