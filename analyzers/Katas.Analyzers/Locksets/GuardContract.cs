using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>KATA0103: a member says by <c>[GuardedBy]</c> under which lock it must be used, and it is not.</summary>
internal sealed class GuardContract : ITypeRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0103",
        "A [GuardedBy] contract is broken",
        "'{0}' says [GuardedBy(\"{1}\")], {2}",
        "Locks",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0103.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        foreach (var member in facts.Type.GetMembers()) CheckName(facts, member, report);
        foreach (var body in facts.Bodies)
        {
            if (Contracts.IsConfined(body.Owner)) continue;
            foreach (var access in body.Accesses)
                CheckUse(facts, body, access.Member, access.Receiver, access.Held, access.IsWrite, access.Operation, report);
            foreach (var use in body.Uses)
            {
                if (!use.IsCall && use.Handing is not (Handing.Now or Handing.Awaited)) CheckTaken(use, report);
                else
                {
                    CheckUse(facts, body, use.Method, use.Receiver, use.Held, false, use.Operation, report);
                    if (use.Method.AssociatedSymbol is { } property)
                        CheckUse(facts, body, property, use.Receiver, use.Held, false, use.Operation, report);
                }
            }
        }
    }

    /// <summary>A contract that names no lock guards nothing.</summary>
    private static void CheckName(TypeFacts facts, ISymbol member, Action<Diagnostic> report)
    {
        if (Contracts.GuardOf(member) is not { } name || Contracts.LockOf(facts.Type, name) is not null) return;
        if (Contracts.GuardAttribute(member)?.ApplicationSyntaxReference?.GetSyntax() is { } attribute)
        {
            var how = $"but '{facts.Type.Name}' has no such member";
            report(Diagnostic.Create(Rule, attribute.GetLocation(), member.Name, name, how));
        }
    }

    private static void CheckUse(
        TypeFacts facts, BodyFacts body, ISymbol member, string? receiver, LockSet held, bool isWrite, IOperation place,
        Action<Diagnostic> report)
    {
        if (Contracts.GuardOf(member) is not { } name || member.ContainingType is not { } owner) return;
        if (Contracts.LockOf(owner.OriginalDefinition, name) is not { } gate) return;
        if (IsFree(facts, body, receiver, place, gate)) return;
        var all = facts.At(body, held);
        if (all.IsUncertain) return;
        var guards = all.For(isWrite);
        if (guards.Locks.Any(one => Is(one, gate, receiver) || IsOneOfTwo(body, one, gate))) return;
        var how = all.Locks.Any(one => Is(one, gate, receiver))
            ? "but it is written here while others may hold that lock to read"
            : guards.IsEmpty
                ? $"but {body.Name} does not hold '{gate.Name}' here: another thread that does is not kept apart from it"
                : $"but {body.Name} holds '{string.Join("' and '", guards.Locks.Select(l => l.Name))}' here, which keeps "
                    + $"nobody out of '{gate.Name}'";
        report(Diagnostic.Create(Rule, place.Syntax.GetLocation(), member.Name, name, how));
    }

    /// <summary>A method that asks its caller for a lock has callers that nobody knows, once it is a delegate.</summary>
    private static void CheckTaken(MethodUse use, Action<Diagnostic> report)
    {
        if (Contracts.GuardOf(use.Method) is { } name && use.Handing != Handing.Unknown)
            report(Diagnostic.Create(
                Rule, use.Operation.Syntax.GetLocation(), use.Method.Name, name,
                "but as a delegate it is called by code that does not hold that lock"));
    }

    private static bool IsFree(TypeFacts facts, BodyFacts body, string? receiver, IOperation place, LockIdentity gate) =>
        (TypeFacts.IsConstruction(body)
            && (receiver is "this" || (receiver is "" && body.Owner is not { MethodKind: MethodKind.Constructor })))
        // An object that nobody else has seen yet.
        || place.Parent is ISimpleAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation }
        || (receiver is null && gate.Receiver.Length > 0 && !facts.At(body, LockSet.Empty).IsEmpty)
        || facts.IsUncertain(body) || IsOnlyConstruction(facts, body);

    private static bool IsOnlyConstruction(TypeFacts facts, BodyFacts body) =>
        !body.IsDeferred && body.Owner is { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary } owner
        && facts.Bodies.SelectMany(caller => caller.Uses.Select(use => (caller, use)))
            .Where(call => ThreadingTypes.Same(call.use.Method.OriginalDefinition, owner)).ToList() is { Count: > 0 } calls
        && calls.All(call => TypeFacts.IsConstruction(call.caller) && call.use.IsCall);

    /// <summary>
    /// Whether it is the lock of a local that may be this object: <c>var (first, second) = ... (this, other)</c>.
    /// </summary>
    private static bool IsOneOfTwo(BodyFacts body, LockIdentity held, LockIdentity gate) =>
        ThreadingTypes.Same(held.Symbol.OriginalDefinition, gate.Symbol.OriginalDefinition)
        && body.Root.Descendants().Any(made => made switch
        {
            IDeconstructionAssignmentOperation both => Declares(both.Target, held.Receiver) && IsOfThis(both.Value),
            IVariableDeclaratorOperation one => one.Symbol.Name == held.Receiver && IsOfThis(one.GetVariableInitializer()?.Value),
            _ => false,
        });

    private static bool Declares(IOperation target, string name) =>
        target.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation local && local.Local.Name == name);

    private static bool IsOfThis(IOperation? value) =>
        value?.DescendantsAndSelf().Any(part => part is IInstanceReferenceOperation { IsImplicit: false }) == true;

    private static bool Is(LockIdentity held, LockIdentity gate, string? receiver) =>
        ThreadingTypes.Same(held.Symbol.OriginalDefinition, gate.Symbol.OriginalDefinition)
        && (held.IsSome || receiver is null || held.Receiver == (gate.Receiver.Length == 0 ? "" : receiver));
}
