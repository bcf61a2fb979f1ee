using System.Runtime.Versioning;
using Katas.Cli.Tests.Support;

namespace Katas.Cli.Tests.Processes;

/// <summary>The launcher, with a dotnet that only says how it was called.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LauncherTests
{
    private const string Fake = """
        #!/bin/sh
        case $1 in
            --list-sdks) echo "SDKS" ;;
            build) echo "warning: built in $PWD"; out=cli/bin/Release/net10.0; mkdir -p $out; touch $out/kata.dll; exit BUILD ;;
            *) echo "ran $* as $KATA_COMMAND in $KATA_ROOT from $PWD" ;;
        esac
        """;

    private string _folder = "";

    private string Root => Path.Combine(_folder, "my katas");

    [SetUp]
    public void Copy_the_launcher()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("The POSIX launcher does not run on Windows.");
        _folder = Directory.CreateTempSubdirectory("launcher-").FullName;
        foreach (var part in new[] { "cli", "harness", "analyzers", "eng", "katas/Foundations/Welcome" })
            Directory.CreateDirectory(Path.Combine(Root, part));
        File.WriteAllText(Path.Combine(Root, "Directory.Build.props"), "");
        File.WriteAllText(Path.Combine(Root, "katas/Foundations/Welcome/Contract.cs"), "");
        File.Copy(Path.Combine(TempClone.Repository, "kata"), Path.Combine(Root, "kata"));
        FakeDotnet();
    }

    [TearDown]
    public void Remove()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void The_first_run_builds_and_says_so_on_the_error_stream()
    {
        var ran = Run("list", "a b");
        Assert.Multiple(() =>
        {
            Assert.That(ran.Error, Is.EqualTo("Building the kata command (first run, about a minute)…\n"));
            Assert.That(ran.Output, Is.EqualTo(
                $"ran {Root}/cli/bin/Release/net10.0/kata.dll list a b as '{Root}/kata' in {Root} from {_folder}\n"));
        });
    }

    [Test]
    public void The_second_run_builds_nothing()
    {
        Run();
        Assert.That(Run().Error, Is.Empty);
    }

    [TestCase("harness/engine/New.cs")]
    [TestCase("katas/Foundations/Welcome/Contract.cs")]
    [TestCase("Directory.Build.props")]
    public void A_newer_source_is_built(string path)
    {
        Run();
        Newer(path);
        Assert.That(Run().Error, Does.StartWith("Building the kata command (its sources have changed)"));
    }

    [TestCase("cli/obj/project.assets.json")]
    [TestCase("harness/engine/bin/Debug/Katas.Engine.dll")]
    [TestCase("katas/Foundations/Welcome/Welcome.cs")]
    public void What_is_built_or_solved_is_no_source(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, path))!);
        Run();
        Newer(path);
        Assert.That(Run().Error, Is.Empty);
    }

    [Test]
    public void A_build_that_fails_shows_its_output_and_is_tried_again()
    {
        FakeDotnet(build: "1");
        var ran = Run("list");
        Assert.Multiple(() =>
        {
            Assert.That((ran.Exit, ran.Output), Is.EqualTo((4, "")));
            Assert.That(ran.Error, Does.Contain("warning: built in").And.Contain("the build above failed"));
            Assert.That(Run("list").Exit, Is.EqualTo(4));
        });
    }

    [Test]
    public void A_symbolic_link_finds_the_clone()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "links"));
        File.CreateSymbolicLink(Path.Combine(_folder, "links", "k"), "../my katas/kata");
        var ran = Launch(Path.Combine(_folder, "links", "k"), Path.Combine(_folder, "bin") + ":/usr/bin:/bin");
        Assert.That(ran.Output, Does.Contain($"as {_folder}/links/k in {Root}"));
    }

    [Test]
    public void Without_dotnet_it_says_what_to_install()
    {
        var ran = Launch(Path.Combine(Root, "kata"), Tools());
        Assert.That((ran.Exit, ran.Error), Is.EqualTo(
            (4, "kata: dotnet is not on the PATH. Install the .NET 10 SDK: https://dot.net\n")));
    }

    [TestCase("")]
    [TestCase("8.0.404 [/usr/share/dotnet/sdk]")]
    public void Without_an_SDK_it_says_what_to_install(string sdks)
    {
        FakeDotnet(sdks);
        var ran = Run("list");
        Assert.That((ran.Exit, ran.Output), Is.EqualTo((4, "")));
        Assert.That(ran.Error, Does.Contain("has no .NET 10 SDK"));
    }

    private Ran Run(params string[] args) =>
        Launch(Path.Combine(Root, "kata"), Path.Combine(_folder, "bin") + ":/usr/bin:/bin", args);

    private Ran Launch(string launcher, string path, params string[] args)
    {
        using var process = KataProcess.StartProgram(launcher, _folder, args, new()
        {
            ["PATH"] = path, ["HOME"] = _folder, ["DOTNET_ROOT"] = null,
        });
        return process.End();
    }

    /// <summary>A folder with the few tools that the launcher calls, and no dotnet.</summary>
    private string Tools()
    {
        var tools = Directory.CreateDirectory(Path.Combine(_folder, "tools")).FullName;
        foreach (var tool in new[] { "readlink", "dirname" })
            File.CreateSymbolicLink(Path.Combine(tools, tool), $"/usr/bin/{tool}");
        return tools;
    }

    private void FakeDotnet(string sdks = "9.0.100 [/x]\n10.0.401 [/x]", string build = "0")
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName, "dotnet");
        File.WriteAllText(file, Fake
            .Replace("SDKS", sdks, StringComparison.Ordinal)
            .Replace("exit BUILD", $"exit {build}", StringComparison.Ordinal));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void Newer(string path)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "changed");
        File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(5));
    }
}
