using System;
using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Locks;

/// <summary>KATA0002: what is locked can be replaced by another object, which nobody holds.</summary>
/// <remarks>
/// <para>Whoever waits, waits for the object of before; whoever comes next locks the new one. Both are inside.</para>
/// <para>A <c>SpinLock</c> is left alone: of a readonly one each use would lock a copy.</para>
/// </remarks>
internal sealed class ReplaceableLock : ITypeRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0002",
        "The lock object can be replaced",
        "'{0}' is locked here, {1}",
        "Locks",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0002.md");

    public DiagnosticDescriptor Descriptor => Rule;

    public void Check(TypeFacts facts, AnalyzerOptions options, Action<Diagnostic> report)
    {
        var taken =
            from body in facts.Bodies
            from lockTaken in body.Acquisitions
            where lockTaken.Kind != LockKind.SpinLock
            select new LockTaken(body, lockTaken);
        foreach (var takes in taken.GroupBy(one => one.Holder, SymbolEqualityComparer.Default))
        {
            List<LockTaken> all = [.. takes];
            if (Find(facts, takes.Key!, all) is not var (how, places)) continue;
            var at = all[0].Expression.Syntax.GetLocation();
            report(Diagnostic.Create(Rule, at, places, takes.Key!.Name, how));
        }
    }

    private static (string How, IEnumerable<Location> Places)? Find(TypeFacts facts, ISymbol holder, List<LockTaken> takes)
    {
        switch (holder)
        {
            case IFieldSymbol { IsReadOnly: false, IsConst: false, Type: not IArrayTypeSymbol } field when !takes[0].IsSome:
                return Of(facts, field, takes) ?? Unassigned(facts, field, takes);
            case IFieldSymbol { Type: IArrayTypeSymbol } stripes when takes.All(one => one.IsSome):
                return Elements(facts, stripes, takes);
            case IPropertySymbol { SetMethod.IsInitOnly: false, Parameters.IsEmpty: true } property
                when property.DeclaringSyntaxReferences.Length > 0:
                return Of(facts, property, takes)
                    ?? ("and has a setter: " + LockReplacement.Harm + "get-only", property.Locations.Take(1));
            case IParameterSymbol parameter when LockIdentity.IsPrimary(parameter):
                return Of(facts, parameter, takes);
            case ILocalSymbol or IParameterSymbol:
                return ReplacedVariable.Find(holder, takes) is { } write ? Said(write.Syntax.GetLocation()) : null;
            default:
                return null;
        }
    }

    /// <summary>The assignments that put another object in the place of the lock.</summary>
    private static (string, IEnumerable<Location>)? Of(TypeFacts facts, ISymbol holder, List<LockTaken> takes)
    {
        var writes = LockReplacement.In(facts, holder, takes);
        if (writes.Count == 0) return null;
        var first = writes.Find(write => write.IsInside(holder)) ?? writes[0];
        return (first.Describe(takes[0].Body), writes.Select(write => write.Location));
    }

    /// <summary>A field that nothing replaces yet.</summary>
    private static (string, IEnumerable<Location>)? Unassigned(TypeFacts facts, IFieldSymbol field, List<LockTaken> takes)
    {
        if (field.IsVolatile || !field.GetAttributes().IsEmpty || field.DeclaringSyntaxReferences.IsEmpty) return null;
        if (field.DeclaredAccessibility != Accessibility.Private)
        {
            // Of a monitor, another rule says that it is not private: that comes first.
            return takes[0].Taken.Kind == LockKind.Monitor && LockOnPrivateObject.IsOpen(field)
                ? null : ("and others can assign it: " + LockReplacement.Harm + "readonly", field.Locations);
        }

        return ThreadingTypes.Same(field.ContainingType, facts.Type) && LockReplacement.IsMadeOnce(facts, field)
            ? ("and is not readonly: " + LockReplacement.Harm + "readonly", field.Locations)
            : null;
    }

    /// <summary>A row of locks, one of which is replaced.</summary>
    private static (string, IEnumerable<Location>)? Elements(TypeFacts facts, IFieldSymbol stripes, List<LockTaken> takes)
    {
        var writes = LockReplacement.OfElements(facts, stripes, takes);
        return writes.Count == 0 ? null : (writes[0].Describe(takes[0].Body), writes.Select(write => write.Location));
    }

    private static (string, IEnumerable<Location>) Said(Location place) =>
        ("and assigned in line " + (place.GetLineSpan().StartLinePosition.Line + 1) + ": whoever locks it before and whoever "
            + "locks it after hold two objects, and both are inside", [place]);
}
