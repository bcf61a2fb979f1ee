using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Simulated;

/// <summary>Which code of a compilation runs in the simulator.</summary>
/// <remarks>
/// Programs of machines (<c>INode</c>, <c>IMessageHandler</c>), types that say <c>[Simulated]</c> or whose interface does, types
/// that are made with an <c>INodeContext</c>, methods and lambdas that get one; and what these create, hold and call by name in
/// the same compilation. It is found when the first place is asked for.
/// </remarks>
internal sealed class SimulatedCode(Compilation compilation)
{
    private readonly Lazy<SimulatedReach> _reach = new(() => SimulatedReach.In(compilation));

    /// <summary>For whom the code at a place runs; null: not in the simulator.</summary>
    /// <param name="operation">The place.</param>
    /// <param name="member">The member whose code it is.</param>
    public Simulation? WhoseIs(IOperation operation, ISymbol member)
    {
        if (_reach.Value.Of(member) is { } whose) return whose;
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            var function = (around as IAnonymousFunctionOperation)?.Symbol ?? (around as ILocalFunctionOperation)?.Symbol;
            if (function?.Parameters.Any(parameter => SimulatedReach.IsContext(parameter.Type)) == true)
                return new(member.ContainingType, HasContext: true, IsHandler: false);
        }

        return null;
    }
}

/// <summary>The program for which code runs in the simulator.</summary>
/// <param name="Program">The type at which it begins.</param>
/// <param name="HasContext">Whether the program is given an <c>INodeContext</c>.</param>
/// <param name="IsHandler">Whether it is a handler, whose steps only compute.</param>
internal sealed record Simulation(INamedTypeSymbol Program, bool HasContext, bool IsHandler)
{
    /// <summary>The type whose code it is, where that is another one.</summary>
    public INamedTypeSymbol? Used { get; init; }

    /// <summary>Why code outside of the program is meant, for the end of a message.</summary>
    public string Because => Used is null ? "" : $" ('{Program.Name}', which is simulated, uses '{Used.Name}')";

    /// <summary>The program's declaration, where the code is not in it.</summary>
    public IEnumerable<Location> Locations => Used is null ? [] : Program.Locations.Take(1);

    /// <summary>What to use instead, with the names that the program has for it.</summary>
    public string Suited(string instead) =>
        IsHandler ? "what the state, the message or a timer of the step says"
        : HasContext ? instead
        : instead.Replace("node.Id and a counter, or ", "").Replace("node.Time", "time").Replace("node.Random", "random")
            + (instead.Contains("node.Time") ? ", with the TimeProvider that you are given,"
                : instead.Contains("node.Random") ? ", the Random that you are given," : "");
}
