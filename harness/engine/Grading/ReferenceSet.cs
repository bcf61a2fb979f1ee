using System.Reflection;
using Katas.Engine.Subjects;

namespace Katas.Engine.Grading;

/// <summary>The assemblies that a subject may be compiled against.</summary>
internal static class ReferenceSet
{
    private static readonly string[] OfTests = ["Katas.Engine.dll", "Katas.Specs.dll", "nunit.framework.dll"];

    private static readonly string[] Ours = ["Katas.", "nunit", "Mono.Cecil", "Microsoft.CodeAnalysis"];

    /// <summary>What the track's project gives a learner: the framework and the contracts, and nothing of the engine.</summary>
    public static IEnumerable<string> ForLearners(Assembly specs)
    {
        var folder = SdkRoslyn.ReferenceAssemblies ?? throw new SdkMissingException();
        var contracts = Path.Combine(Path.GetDirectoryName(specs.Location)!, "Katas.Contracts.dll");
        return Directory.EnumerateFiles(folder, "*.dll").Append(contracts);
    }

    /// <summary>The same, and the libraries of <c>eng/Alternatives.props</c>.</summary>
    public static IEnumerable<string> ForReference(Assembly specs)
    {
        var beside = Directory.EnumerateFiles(Path.GetDirectoryName(specs.Location)!, "*.dll");
        var libraries = beside.Where(file =>
            !Ours.Any(prefix => Path.GetFileName(file).StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            && IsLibrary(file));
        return ForLearners(specs).Concat(libraries);
    }

    /// <summary>What a grading project gives to tests: everything of ours besides.</summary>
    public static IEnumerable<string> ForTests(Assembly specs)
    {
        var folder = Path.GetDirectoryName(specs.Location)!;
        return ForReference(specs).Concat(OfTests.Select(file => Path.Combine(folder, file)));
    }

    private static bool IsLibrary(string file)
    {
        try
        {
            return AssemblyName.GetAssemblyName(file) is not null;
        }
        catch (BadImageFormatException)
        {
            return false; // a native library
        }
    }
}
