using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers;

/// <summary>What an <c>.editorconfig</c> says to the rules beside their severities. It is read for each file.</summary>
internal sealed class Settings(AnalyzerConfigOptionsProvider? options)
{
    /// <summary>Methods that run a delegate on another thread: <c>Dispatcher.Post, Jobs.Enqueue</c>.</summary>
    public const string AdditionalSpawners = "katas_analyzers.additional_spawners";

    /// <summary><c>true</c>: whatever type it is, two threads may be in its members at once.</summary>
    public const string AllTypesAreShared = "katas_analyzers.all_types_are_shared";

    private static readonly char[] Separators = [',', ';', ' '];

    /// <summary>Whether a call runs the delegates that it gets on another thread, as the settings of its file have it.</summary>
    public bool IsSpawner(IMethodSymbol method, SyntaxTree tree) =>
        Find(tree, AdditionalSpawners) is { } all && method.ContainingType is { } type
        && all.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Any(one =>
            one == type.Name + "." + method.Name || one == type.ToDisplayString() + "." + method.Name);

    /// <summary>Whether a type is taken for one that many threads call, whatever it says of itself.</summary>
    public bool IsShared(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(part =>
        bool.TryParse(Find(part.SyntaxTree, AllTypesAreShared), out var all) && all);

    private string? Find(SyntaxTree tree, string key) =>
        options?.GetOptions(tree).TryGetValue(key, out var value) == true ? value : null;
}
