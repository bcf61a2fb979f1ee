using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Katas.Analyzers.Tests.Own;

/// <summary>The SDK's generators, of which <c>[GeneratedRegex]</c> and <c>[JsonSerializable]</c> are in use here.</summary>
internal static class Generators
{
    private static readonly string[] Files =
        ["System.Text.RegularExpressions.Generator.dll", "System.Text.Json.SourceGeneration.dll"];

    private static readonly Lazy<IReadOnlyList<ISourceGenerator>> Made = new(() => [.. Files.SelectMany(Load)]);

    /// <summary>A compilation with what the generators add to it.</summary>
    public static CSharpCompilation Run(CSharpCompilation compilation)
    {
        CSharpGeneratorDriver.Create(Made.Value, parseOptions: OwnProject.Language)
            .RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _);
        return (CSharpCompilation)updated;
    }

    private static IEnumerable<ISourceGenerator> Load(string file) =>
        from type in AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(Folder(), file)).GetTypes()
        where type.GetCustomAttribute<GeneratorAttribute>() is not null
        let made = Activator.CreateInstance(type)
        select made is IIncrementalGenerator incremental ? incremental.AsSourceGenerator() : (ISourceGenerator)made;

    private static string Folder()
    {
        var runtime = new DirectoryInfo(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        var packs = Path.Combine(runtime.Parent!.Parent!.Parent!.FullName, "packs", "Microsoft.NETCore.App.Ref");
        var newest = Directory.EnumerateDirectories(packs, "10.*").Order(StringComparer.Ordinal).Last();
        return Path.Combine(newest, "analyzers", "dotnet", "cs");
    }
}
