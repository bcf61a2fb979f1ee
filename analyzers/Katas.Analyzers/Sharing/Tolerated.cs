using System;
using System.Linq;
using System.Text.RegularExpressions;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.Sharing;

/// <summary>Updates in several steps that people write on purpose, and may.</summary>
internal static class Tolerated
{
    private static readonly Regex SaysSo = new(
        @"\b(approximat|best[- ]effort|benign|racy|inexact|(not|n't) (be )?(exact|atomic)|lossy|(may|can) be lost|statistic"
        + "|sampl|diagnostic|harmless|rough|estimat|idempotent)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex IsNamedSo = new(
        "approx|estimat|sampled|statistic|telemetry|diagnostic", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether an update is left alone, whoever else does it.</summary>
    public static bool Has(SharedVariable variable, Update update)
    {
        var use = update.Use;
        if (variable.Facts.IsUncertain(use.Body) || Lifetimes.IsDisposal(use.Body.Owner)) return true;
        if (use.Held.Locks.Count > 0 && !use.Access.IsAtomic) return true;
        if (update.Form != UpdateForm.Step && IsEnd(use.Body)) return true;
        if (update.Form == UpdateForm.Make && !IsMadeOnce(update) && !Statics.IsForMany(variable, update)) return true;
        if (Elements.IsOwn(use)) return true;
        return IsNamedSo.IsMatch(variable.Name) || IsSaid(variable.Symbol) || IsSaid(update.Place.Syntax);
    }

    /// <summary>Whether a plain change of what Interlocked or <c>volatile</c> is there for is left alone.</summary>
    public static bool IsByRight(SharedVariable variable, StateUse use) =>
        variable.Facts.IsUncertain(use.Body) || Lifetimes.IsDisposal(use.Body.Owner)
        || IsNamedSo.IsMatch(variable.Name) || IsSaid(variable.Symbol) || IsSaid(use.Access.Operation.Syntax);

    /// <summary>Whether it matters that there is one: two lists are two, two equal texts are one.</summary>
    private static bool IsMadeOnce(Update update)
    {
        if (update.Made?.Type is not INamedTypeSymbol type) return update.Made?.Type is IArrayTypeSymbol;
        return type.SpecialType == SpecialType.System_Object || Mutators.IsPlainCollection(type)
            || type.ContainingNamespace is { Name: "Concurrent", ContainingNamespace.Name: "Collections" }
            || type.Name is "Task" or "Lock" or "TaskCompletionSource" or "Channel"
            || type.AllInterfaces.Any(one => one.SpecialType == SpecialType.System_IDisposable);
    }

    private static bool IsEnd(BodyFacts body) =>
        !body.IsDeferred && Lifetimes.Is(body.Owner) && !Lifetimes.Begins(body.Owner);

    private static bool IsSaid(ISymbol symbol) => symbol is IFieldSymbol or IPropertySymbol
        && symbol.DeclaringSyntaxReferences.Any(reference => IsSaid(reference.GetSyntax()));

    private static bool IsSaid(SyntaxNode place)
    {
        var line = place;
        while (line.Parent is { } parent && !line.HasLeadingTrivia && line is not StatementSyntax) line = parent;
        return SaysSo.IsMatch(Comments(line.GetLeadingTrivia())) || SaysSo.IsMatch(Comments(line.GetTrailingTrivia()))
            || (place.Parent is { } around && SaysSo.IsMatch(Comments(around.GetTrailingTrivia())));
    }

    private static string Comments(SyntaxTriviaList trivia) => string.Join(" ", trivia
        .Select(one => one.ToFullString().Trim()).Where(text => text.StartsWith("/", StringComparison.Ordinal)));
}
