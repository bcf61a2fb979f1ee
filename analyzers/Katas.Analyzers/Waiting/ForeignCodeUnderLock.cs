using System;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Waiting;

/// <summary>KATA0203: code that the class does not know runs while it holds a lock.</summary>
/// <remarks>
/// Silent for a delegate that is awaited under a semaphore, which is how asynchronous code takes turns, and for the class's own
/// lambdas: <see cref="ForeignCode"/> tells which are.
/// </remarks>
internal sealed class ForeignCodeUnderLock : ITypeRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0203",
        "Foreign code called while holding a lock",
        "{0} while '{1}' is held: it may call back in here half way, or wait for a thread that waits for '{1}'; call "
            + "it after the lock",
        "Waiting",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0203.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        foreach (var body in facts.Bodies)
        {
            foreach (var use in body.Uses)
            {
                if (use.Operation is not IInvocationOperation { IsImplicit: false } call) continue;
                var held = facts.At(body, use.Held);
                if (held.IsEmpty) continue;
                var isDelegate = use.Method.MethodKind == MethodKind.DelegateInvoke;
                var isAwaited = Spawners.IsAwaited(call);
                if (isDelegate && isAwaited) continue;
                var what = isDelegate ? ForeignCode.OfDelegate(call, facts.Type)
                    : ForeignCode.OfCall(call, facts.Type) ?? Raised(facts, use)
                        ?? (isAwaited ? null : ForeignCodeOfParts.Of(use.Method, facts.Type));
                if (what is null) continue;
                var one = held.Locks[held.Locks.Count - 1];
                report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), BlockingUnderLock.Taken(facts, one), what, one.Name));
            }
        }
    }

    /// <summary>The event that a method of the class raises, <c>OnChanged</c>; null for any other.</summary>
    /// <remarks>Of a private one it is said in its own code, if all its callers hold a lock.</remarks>
    private static string? Raised(TypeFacts facts, MethodUse use) =>
        use.Receiver is not "this" || use.Method.DeclaredAccessibility == Accessibility.Private
            ? null
            : facts.Bodies.Where(body => !body.IsDeferred && ThreadingTypes.Same(body.Method, use.Method.OriginalDefinition))
                .SelectMany(body => body.Invokes.Where(raise => raise.Held.IsEmpty))
                .Where(raise => ForeignCode.IsEvent(raise.Operation))
                .Select(raise => ForeignCode.OfDelegate(raise.Operation, facts.Type)).FirstOrDefault();
}
