using System;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Katas.Analyzers.Locksets;

/// <summary>Tells by what a type says and does whether it is made for many threads.</summary>
internal static class SharedTypes
{
    private static readonly Regex IsNamedSo = new(
        "(?<!Not|Non)(ThreadSafe|Concurrent|Synchronized|Atomic)", RegexOptions.CultureInvariant);

    private static readonly Regex SaysSo = new(
        @"(?<!not\s|n't\s|\bno\s|never\s)\b(thread[- ]?safe|safe (for|to use from) (several|many|multiple|any) threads"
        + "|from any thread|by (several|many|multiple) threads|concurrent(ly)? (use|access|calls|callers))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex SaysNot = new(
        @"\b(not (thread[- ]?safe|safe)|single[- ]threaded|(one|a single) thread (writes|uses|only|at a time)|by one thread)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>
    /// Whether it is: it takes a lock of its own, or has one; it uses <c>Interlocked</c> or <c>volatile</c> on its fields; it has
    /// a concurrent collection; its documentation or an attribute says so.
    /// </summary>
    public static bool Is(TypeFacts facts) =>
        !Contracts.IsConfined(facts.Type)
        && (facts.Types.Settings.IsShared(facts.Type)
            || facts.Bodies.Any(body => body.Acquisitions.Any(taken => taken.Lock.IsOwn || taken.Lock.IsSome))
            || facts.Type.GetMembers().Any(member => IsForThreads(member, facts.Types))
            || facts.Bodies.Any(body => body.Accesses.Any(access => access.IsOwn && access.IsAtomic))
            || IsDeclared(facts.Type));

    /// <summary>
    /// Whether its name, an attribute or its documentation says that many threads may call it, or code beside it lets them.
    /// </summary>
    public static bool IsDeclared(INamedTypeSymbol type) => !IsDenied(type)
        && (IsNamedSo.IsMatch(type.Name) || Says(type, SaysSo) || CalledByThreads.Is(type)
            || type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ThreadSafeAttribute"));

    /// <summary>Whether its documentation says that several threads may not call it.</summary>
    public static bool IsDenied(INamedTypeSymbol type) => Says(type, SaysNot);

    private static bool IsForThreads(ISymbol member, ThreadingTypes types) => member switch
    {
        IFieldSymbol { IsVolatile: true } => true,
        IFieldSymbol { Type: INamedTypeSymbol type } field =>
            (types.KindOf(type) is { } kind && kind != LockKind.Semaphore) || IsConcurrent(type)
            || Contracts.GuardOf(field) is not null,
        _ => false,
    };

    public static bool IsConcurrent(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: "Concurrent", ContainingNamespace.Name: "Collections" };

    private static bool Says(INamedTypeSymbol type, Regex words) => type.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax().GetLeadingTrivia().Any(trivia =>
            trivia.Kind() is SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia
                or SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            && words.IsMatch(Plain(trivia.ToFullString()))));

    private static string Plain(string comment) =>
        string.Join(" ", comment.Split(['\n', '\r', '/', '*'], StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim()));
}
