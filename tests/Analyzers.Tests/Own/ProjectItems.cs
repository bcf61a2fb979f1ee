using System.Xml.Linq;

namespace Katas.Analyzers.Tests.Own;

/// <summary>What stands in a project file and in what it imports. Conditions are not looked at.</summary>
internal static class ProjectItems
{
    /// <summary>All items, those of the folder's <c>Directory.Build.props</c> first.</summary>
    public static IReadOnlyList<XElement> Of(string project) =>
        [.. Files(project).SelectMany(file => XDocument.Load(file).Root!.Elements("ItemGroup").Elements())];

    /// <summary>The value of a property, if the project itself sets it.</summary>
    public static string? Property(string project, string name) =>
        XDocument.Load(project).Root!.Elements("PropertyGroup").Elements(name).FirstOrDefault()?.Value;

    /// <summary>Whether a build of the project runs the rules.</summary>
    public static bool HasRules(string project) => Of(project).Any(item => item.Name == "ProjectReference"
        && item.Attribute("Include")!.Value.EndsWith("/Katas.Analyzers.csproj", StringComparison.Ordinal)
        && item.Attribute("OutputItemType")?.Value == "Analyzer");

    /// <summary>A text with the clone's folder in it.</summary>
    public static string Expanded(string text) => text.Replace("$(RepositoryRoot)", Clone.Root + "/", StringComparison.Ordinal);

    private static IEnumerable<string> Files(string project)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(project)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Build.props"))) folder = folder.Parent!;
        return Imported(Path.Combine(folder.FullName, "Directory.Build.props")).Concat(Imported(project));
    }

    private static IEnumerable<string> Imported(string file)
    {
        var imports = XDocument.Load(file).Root!.Elements("Import")
            .Select(import => Path.GetFullPath(Path.Combine(
                Path.GetDirectoryName(file)!, Expanded(import.Attribute("Project")!.Value))));
        return imports.SelectMany(Imported).Append(file);
    }
}
