using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Simulated;

/// <summary>The types and members that simulated programs reach, step by step.</summary>
internal sealed class SimulatedReach
{
    private readonly Dictionary<ISymbol, Simulation> _found = new(SymbolEqualityComparer.Default);
    private readonly Queue<ISymbol> _open = new();

    private SimulatedReach()
    {
    }

    public static SimulatedReach In(Compilation compilation)
    {
        var reach = new SimulatedReach();
        foreach (var type in Types(compilation.Assembly.GlobalNamespace)) reach.Begin(type);
        var names = new NamedInSource(compilation);
        while (reach._open.Count > 0) reach.Follow(reach._open.Dequeue(), names);
        return reach;
    }

    public static bool IsContext(ITypeSymbol type) => IsOfSimulation(type, "INodeContext");

    /// <summary>For whom a member's code runs; null: not in the simulator.</summary>
    public Simulation? Of(ISymbol member)
    {
        for (var current = member; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (_found.TryGetValue(current.OriginalDefinition, out var whose)) return whose;
            if (current is IMethodSymbol { AssociatedSymbol: { } property } && _found.TryGetValue(property, out whose))
                return whose;
            // A type around it has other code, which nobody has reached.
            if (current is INamedTypeSymbol) return null;
        }

        return null;
    }

    private void Begin(INamedTypeSymbol type)
    {
        var isHandler = type.AllInterfaces.Any(one => IsOfSimulation(one, "IMessageHandler"));
        var isNode = type.AllInterfaces.Any(one => IsOfSimulation(one, "INode"));
        var isGiven = type.InstanceConstructors.Any(made => made.Parameters.Any(parameter => IsContext(parameter.Type)));
        if (isHandler || isNode || isGiven || SaysSo(type))
        {
            Add(type, new(type, isNode || isGiven, isHandler && !isNode));
            return;
        }

        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method.Parameters.Any(parameter => IsContext(parameter.Type)))
                Add(method, new(type, HasContext: true, IsHandler: false));
        }
    }

    private void Follow(ISymbol symbol, NamedInSource names)
    {
        var whose = _found[symbol];
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        foreach (var used in names.UsedBy(symbol, type))
        {
            var owner = used as INamedTypeSymbol ?? used.ContainingType;
            Add(used, SymbolEqualityComparer.Default.Equals(owner, whose.Program) ? whose : whose with { Used = owner });
        }
    }

    private void Add(ISymbol symbol, Simulation whose)
    {
        if (_found.ContainsKey(symbol)) return;
        if (symbol is not INamedTypeSymbol && _found.ContainsKey(symbol.ContainingType)) return;
        _found.Add(symbol, whose);
        _open.Enqueue(symbol);
    }

    private static bool SaysSo(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (HasMark(current)) return true;
        return type.AllInterfaces.Any(HasMark);
    }

    private static bool HasMark(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "SimulatedAttribute");

    private static bool IsOfSimulation(ITypeSymbol type, string name) =>
        type.Name == name && type.ContainingNamespace is { Name: "Simulation", ContainingNamespace.Name: "Katas" };

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol of)
    {
        foreach (var member in of.GetMembers())
        {
            if (member is INamedTypeSymbol type) yield return type;
            if (member is not INamespaceOrTypeSymbol inner) continue;
            foreach (var nested in Types(inner)) yield return nested;
        }
    }
}
