using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Katas.Analyzers.Tests.Own;

/// <summary>A project of this repository, compiled in memory by what its project file says.</summary>
internal sealed class OwnProject
{
    /// <summary>An assembly of this name sees what is internal to every project.</summary>
    public const string Friend = "friend";

    private static readonly ConcurrentDictionary<string, Lazy<OwnProject>> Known = new();

    private static readonly ImmutableArray<MetadataReference> Platform =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("Katas.", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file))];

    private static readonly string[] Usings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
        "System.Threading.Tasks",
    ];

    private readonly string _file;
    private readonly IReadOnlyList<XElement> _items;

    private OwnProject(string file)
    {
        (_file, _items) = (file, ProjectItems.Of(file));
        References = [.. Platform, .. Projects().Select(project => project.Compilation.ToMetadataReference())];
        Compilation = Generators.Run(CSharpCompilation.Create(
            ProjectItems.Property(file, "AssemblyName") ?? Path.GetFileNameWithoutExtension(file),
            [.. Sources().Select(Read), Parse(Header())],
            References,
            new(ProjectItems.Property(file, "OutputType") == "Exe"
                    ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable)));
    }

    public static CSharpParseOptions Language { get; } =
        new(LanguageVersion.CSharp14, preprocessorSymbols: ["DEBUG", "TRACE", "NET", "NET10_0", "NET10_0_OR_GREATER"]);

    /// <summary>The namespaces that all of its files use.</summary>
    public string GlobalUsings => string.Join('\n', Usings
        .Concat(_items.Where(item => item.Name == "Using").Select(Include)).Select(name => $"global using {name};"));

    /// <summary>Its sources, with those that generators make of them.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>The framework, its packages, and the projects that it refers to.</summary>
    public ImmutableArray<MetadataReference> References { get; }

    /// <summary>The project of a file; each is compiled once.</summary>
    public static OwnProject At(string file) => Known.GetOrAdd(Path.GetFullPath(file), full => new(() => new(full))).Value;

    public static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, Language, "Added.cs");

    private IEnumerable<OwnProject> Projects() => _items
        .Where(item => item.Name == "ProjectReference" && item.Attribute("ReferenceOutputAssembly")?.Value != "false")
        .Select(item => At(Path.Combine(Path.GetDirectoryName(_file)!, Include(item))))
        .SelectMany(project => project.Projects().Prepend(project)).Distinct();

    private IEnumerable<string> Sources()
    {
        var folder = Path.GetRelativePath(Clone.Root, Path.GetDirectoryName(_file)!);
        var linked = _items.Where(item => item.Name == "Compile" && item.Attribute("Include") is not null)
            .SelectMany(item => Matching(Include(item)));
        return Clone.Files(folder, "*.cs").Concat(linked);
    }

    /// <summary>The files of a pattern whose stars each stand for one folder.</summary>
    private static IEnumerable<string> Matching(string pattern)
    {
        var parts = pattern.Split('/');
        var fixedParts = parts.Take(parts.Length - 1).TakeWhile(part => part != "*").ToArray();
        return Directory.EnumerateFiles(string.Join('/', fixedParts), parts[^1], SearchOption.AllDirectories)
            .Where(file => Path.GetFullPath(file).Split(Path.DirectorySeparatorChar).Length == parts.Length)
            .Order(StringComparer.Ordinal);
    }

    /// <summary>What a build writes into files of its own.</summary>
    private string Header() => string.Join('\n', [
        GlobalUsings,
        .. _items.Where(item => item.Name == "InternalsVisibleTo").Select(Include).Append(Friend)
            .Select(name => $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{name}\")]"),
    ]);

    private static string Include(XElement item) => ProjectItems.Expanded(item.Attribute("Include")?.Value ?? "");

    private static SyntaxTree Read(string file) => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Language, file);
}
