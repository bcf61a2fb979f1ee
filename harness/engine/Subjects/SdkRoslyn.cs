using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Katas.Engine.Subjects;

/// <summary>Lends the engine the installed SDK's own compiler.</summary>
/// <remarks>
/// It is the compiler that the build uses, so both accept the same code with the same messages; and it is precompiled,
/// so a cold compile takes half the time of the one in the package. The engine is compiled against the oldest Roslyn
/// that a .NET 10 SDK ships, and no copy of it stands beside the engine: the runtime asks here.
/// </remarks>
public static class SdkRoslyn
{
    private static readonly Lazy<string?> Sdk = new(FindSdk);
    private static int _registered;

    /// <summary>The SDK's folder, such as <c>/usr/share/dotnet/sdk/10.0.401</c>; <see langword="null"/> if none.</summary>
    public static string? SdkFolder => Sdk.Value;

    /// <summary>The folder with the framework's reference assemblies; <see langword="null"/> if there is none.</summary>
    public static string? ReferenceAssemblies => Sdk.Value is { } sdk ? FindReferences(sdk) : null;

    /// <summary>Answers the runtime's question for <c>Microsoft.CodeAnalysis*</c>. Idempotent.</summary>
    public static void Register()
    {
        if (Interlocked.Exchange(ref _registered, 1) == 0) AssemblyLoadContext.Default.Resolving += Resolve;
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        if (name.Name?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) != true) return null;
        var sdk = SdkFolder ?? throw new SdkMissingException();
        var file = Path.Combine(sdk, "Roslyn", "bincore", name.Name + ".dll");
        return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    }

    /// <summary>The newest SDK of this runtime's major version, in the installation that runs this process.</summary>
    private static string? FindSdk()
    {
        var runtime = RuntimeEnvironment.GetRuntimeDirectory();
        var dotnet = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        return Newest(Path.Combine(dotnet, "sdk"), folder =>
            File.Exists(Path.Combine(folder, "Roslyn", "bincore", "Microsoft.CodeAnalysis.CSharp.dll")));
    }

    private static string? FindReferences(string sdk)
    {
        var pack = Path.GetFullPath(Path.Combine(sdk, "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        return Newest(pack, _ => true) is { } version
            ? Path.Combine(version, "ref", $"net{Environment.Version.Major}.0")
            : null;
    }

    private static string? Newest(string folder, Func<string, bool> fits) =>
        !Directory.Exists(folder)
            ? null
            : Directory.EnumerateDirectories(folder)
                .Select(path => (path, version: ParseVersion(Path.GetFileName(path))))
                .Where(found => found.version?.Major == Environment.Version.Major && fits(found.path))
                .OrderByDescending(found => found.version)
                .Select(found => found.path)
                .FirstOrDefault();

    private static Version? ParseVersion(string name) =>
        Version.TryParse(name.Split('-')[0], out var version) ? version : null;
}

/// <summary>The runtime is there, but no SDK: nothing can be compiled.</summary>
public sealed class SdkMissingException() : Exception(
    $"No .NET {Environment.Version.Major} SDK is installed beside the runtime. Katas compiles your class with the SDK's " +
    "compiler: install the SDK (https://dot.net), then run: kata doctor");
