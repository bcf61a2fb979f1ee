using System.ComponentModel;
using System.Diagnostics;
using Katas.Engine.Grading;
using Katas.Engine.Subjects;

namespace Katas.Cli.Checks;

/// <summary>Looks at what the command needs of the machine.</summary>
/// <param name="session">Where it runs.</param>
internal sealed class MachineChecks(Session session)
{
    private const long LeastDisk = 500L << 20;

    /// <summary>Every check, cheapest first; each is made as it is asked for.</summary>
    public async IAsyncEnumerable<Check> RunAsync()
    {
        yield return Sdk();
        yield return References();
        yield return Check.Ok("clone", session.Root);
        yield return Katas();
        yield return Disk();
        yield return Records();
        yield return Git();
        yield return Terminal();
        yield return await HostAsync().ConfigureAwait(false);
    }

    private static Check Sdk() => SdkRoslyn.SdkFolder is { } folder
        ? Check.Ok("SDK", folder)
        : Check.Bad("SDK", $"no .NET {Environment.Version.Major} SDK beside the runtime", "Install it: https://dot.net");

    private static Check References() => SdkRoslyn.ReferenceAssemblies is { } folder && Directory.Exists(folder)
        ? Check.Ok("reference assemblies", folder)
        : Check.Bad("reference assemblies", "packs/Microsoft.NETCore.App.Ref is missing", "Install the SDK again.");

    private Check Katas() => session.Catalogue.All.Count is > 0 and var count
        ? Check.Ok("katas", $"{count} found")
        : Check.Bad("katas", "none below katas/", "Bring them back with git: git checkout -- katas");

    private Check Disk()
    {
        try
        {
            var free = new DriveInfo(session.Root).AvailableFreeSpace;
            var found = $"{free >> 20} MiB free";
            return free >= LeastDisk
                ? Check.Ok("disk", found)
                : Check.Warn("disk", found, $"Free some space: a build needs about {LeastDisk >> 20} MiB.");
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return Check.Warn("disk", $"free space unknown: {e.Message}", "Nothing, unless writing fails.");
        }
    }

    private Check Records()
    {
        var folder = session.Records.Folder;
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, "doctor");
            File.WriteAllText(probe, "written by kata doctor");
            File.Delete(probe);
            return Check.Ok("progress", $"{session.Shown(folder)} can be written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Check.Bad("progress", e.Message, $"Make {session.Shown(folder)} writable; grading works without it.");
        }
    }

    private static Check Git()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", "--version") { RedirectStandardOutput = true })!;
            var version = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return Check.Ok("git", version);
        }
        catch (Win32Exception)
        {
            return Check.Warn("git", "not found on the PATH", "Install git, to get new katas and to undo edits.");
        }
    }

    private Check Terminal()
    {
        var screen = session.Screen;
        var colour = screen.HasColour ? "colour"
            : Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? "no colour (NO_COLOR is set)"
            : "no colour";
        return Check.Ok(
            "terminal",
            $"{(screen.IsTerminal ? "yes" : "no, a pipe or a file")}, {Console.OutputEncoding.WebName}, {colour}, " +
            $"{screen.Width} columns");
    }

    private async Task<Check> HostAsync()
    {
        if (session.Catalogue.All.Count == 0) return Check.Bad("grading", "nothing to grade", "See above.");
        var kata = session.Catalogue.All[0];
        using var grading = session.StartGrading();
        var start = session.Time.GetTimestamp();
        var request = new GradeRequest(kata.Id, SubjectName.Starter.ToString()) { GradeStarter = true };
        var report = await grading.GradeAsync(request, null, last: true, CancellationToken.None).ConfigureAwait(false);
        var took = session.Time.GetElapsedTime(start);
        return report.Fault is null
            ? Check.Ok("grading", $"the starter of {kata.Id} was graded in {took.TotalSeconds:0.0} s")
            : Check.Bad("grading", report.Explanation, "Delete cli/bin and try again; if it stays, report it.");
    }
}
