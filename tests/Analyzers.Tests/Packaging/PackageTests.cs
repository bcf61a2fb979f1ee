using System.Diagnostics;
using System.IO.Compression;

namespace Katas.Analyzers.Tests.Packaging;

/// <summary>The package, as somebody installs it who has nothing else of this repository.</summary>
[NonParallelizable]
public sealed class PackageTests
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Katas.Analyzers" Version="*" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>Line 9 replaces the lock; line 12 breaks the contract.</summary>
    private const string Bug =
        """
        using Katas.Annotations;
        namespace Outside;
        public sealed class Counter
        {
            private readonly Lock _gate = new();
            private object _other = new();
            [GuardedBy("_gate")] private int _n;
            public void Add() { lock (_gate) _n++; }
            public void Both() { lock (_other) { _other = new(); } }
            [Simulated] private sealed class Inner { public int Two => 2; }
            public int Two => new Inner().Two;
            public int Get() => _n;
        }
        """;

    private DirectoryInfo _folder = null!;

    [OneTimeSetUp]
    public void Pack_it_and_make_a_project_outside()
    {
        _folder = Directory.CreateTempSubdirectory("katas package ");
        var package = Clone.At("analyzers", "Katas.Analyzers.Package");
        Run(package, 0, "pack", "--no-build", "-c", Configuration, "-o", Path.Combine(_folder.FullName, "feed"));
        Write("nuget.config",
            """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="packed" value="feed" /></packageSources>
            </configuration>
            """);
        // Nothing of a folder above may reach in.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("Outside.csproj", Project);
        Write("Counter.cs", Bug);
        Run(_folder.FullName, 0, "restore");
    }

    [OneTimeTearDown]
    public void Remove_it() => _folder.Delete(recursive: true);

    [Test]
    public void Without_a_preset_the_bugs_are_warnings() => Assert.That(Build(0), Is.EqualTo(new[]
    {
        "Counter.cs(12,25): warning KATA0103", "Counter.cs(9,32): warning KATA0002",
    }));

    [Test]
    public void Off_says_nothing() => Assert.That(Build(0, "-p:KatasAnalyzersPreset=off"), Is.Empty);

    [Test]
    public void Hints_are_not_told_by_a_build() => Assert.That(Build(0, "-p:KatasAnalyzersPreset=hints"), Is.Empty);

    [Test]
    public void Interview_strict_stops_the_build() =>
        Assert.That(Build(1, "-p:KatasAnalyzersPreset=interview-strict"), Is.EqualTo(new[]
        {
            "Counter.cs(12,25): error KATA0103", "Counter.cs(9,32): error KATA0002",
        }));

    [Test]
    public void A_preset_that_is_none_is_named() => Assert.That(
        Run(_folder.FullName, 1, "build", "--no-restore", "-v", "quiet", "-p:KatasAnalyzersPreset=loud"),
        Does.Contain("There are off, hints and interview-strict."));

    [Test]
    public void Nothing_but_what_it_says_is_in_it()
    {
        using var package = ZipFile.OpenRead(Directory.GetFiles(Path.Combine(_folder.FullName, "feed"), "*.nupkg").Single());
        var files = package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels", StringComparison.Ordinal)
                && !name.StartsWith("package/", StringComparison.Ordinal)
                && !name.StartsWith("docs/rules/KATA", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        Assert.That(files, Is.EqualTo(new[]
        {
            "Katas.Analyzers.nuspec", "README.md", "[Content_Types].xml",
            "analyzers/dotnet/cs/Katas.Analyzers.CodeFixes.dll", "analyzers/dotnet/cs/Katas.Analyzers.dll",
            "build/Katas.Analyzers.targets", "build/presets/hints.globalconfig", "build/presets/interview-strict.globalconfig",
            "build/presets/off.globalconfig", "docs/rules/README.md", "lib/netstandard2.0/Katas.Annotations.dll",
            "lib/netstandard2.0/Katas.Annotations.xml",
        }));
        foreach (var id in AllRules.Ids)
            Assert.That(package.GetEntry($"docs/rules/{id}.md"), Is.Not.Null, "the link of its messages");
        using var nuspec = new StreamReader(package.GetEntry("Katas.Analyzers.nuspec")!.Open());
        Assert.That(nuspec.ReadToEnd(), Does.Not.Contain("<dependency "));
    }

    private string[] Build(int exitCode, params string[] more) =>
        [.. Run(_folder.FullName, exitCode, ["build", "--no-restore", "--no-incremental", "-v", "quiet", .. more]).Split('\n')
            .Where(line => line.Contains("KATA", StringComparison.Ordinal))
            .Select(line => string.Join(':', line[line.IndexOf("Counter.cs", StringComparison.Ordinal)..].Split(':').Take(2)))
            .Distinct().Order(StringComparer.Ordinal)];

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private static string Run(string folder, int exitCode, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the run of these tests has set is about another build.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)))
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.EqualTo(exitCode), output + errors.Result);
        return output;
    }
}
