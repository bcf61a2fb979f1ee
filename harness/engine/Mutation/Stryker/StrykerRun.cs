using System.Diagnostics;
using System.Text;
using Katas.Engine.Subjects;

namespace Katas.Engine.Mutation.Stryker;

/// <summary>Has Stryker.NET make its mutants of a subject, once for each state of the sources.</summary>
public static class StrykerRun
{
    private const string ReportFile = "mutation-report.json";
    private const string PageFile = "mutation-report.html";

    /// <summary>The mutants, and Stryker's page, which shows any report of its form.</summary>
    /// <param name="root">The repository's root folder.</param>
    /// <param name="folder">Where to work and to keep the report; below the root.</param>
    /// <param name="sources">The subject's sources; they compile.</param>
    /// <param name="contracts">The assembly of the contracts.</param>
    /// <param name="cancellation">Stops Stryker.</param>
    /// <exception cref="MutationFailedException">Stryker failed; the message has its last lines.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<StrykerMade> MakeAsync(
        string root, string folder, IReadOnlyList<SourceFile> sources, string contracts, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sources);
        string[] configuration = [MutationConfig.FileName, Path.Combine(".config", "dotnet-tools.json")];
        var sum = MutationStore.Sum(
        [
            .. sources.Select(source => source.Text),
            .. configuration.Select(file => File.ReadAllText(Path.Combine(root, file))),
        ]);
        var kept = Path.Combine(folder, sum);
        var workshop = Path.Combine(folder, "workshop");
        if (!File.Exists(Path.Combine(kept, ReportFile)))
        {
            StrykerWorkshop.Write(root, workshop, sources, contracts);
            await RunAsync(root, "the restoring of Stryker", ["tool", "restore"], cancellation).ConfigureAwait(false);
            var output = Path.Combine(workshop, "output");
            await RunAsync(
                Path.Combine(workshop, "Probe"), "Stryker",
                ["stryker", "-f", "../stryker-config.json", "--skip-version-check", "--break-at", "0", "--output", output],
                cancellation).ConfigureAwait(false);
            Keep(Path.Combine(output, "reports"), kept);
        }

        var copies = sources.Select((source, number) =>
                (Copy: Path.GetFullPath(Path.Combine(workshop, "Subject", $"{number}", Path.GetFileName(source.Path))), source))
            .ToDictionary(pair => pair.Copy, pair => pair.source);
        var report = await File.ReadAllTextAsync(Path.Combine(kept, ReportFile), cancellation).ConfigureAwait(false);
        return new(StrykerMutants.Read(root, report, copies), Path.Combine(kept, PageFile));
    }

    /// <summary>The report goes last: where it is, the page is too.</summary>
    private static void Keep(string reports, string kept)
    {
        if (!File.Exists(Path.Combine(reports, ReportFile)))
            throw new MutationFailedException("Stryker ended well, and left no report.");
        Directory.CreateDirectory(kept);
        foreach (var name in (string[])[PageFile, ReportFile])
            File.Move(Path.Combine(reports, name), Path.Combine(kept, name), overwrite: true);
    }

    private static async Task RunAsync(string folder, string what, string[] arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["NO_COLOR"] = "1" },
        })!;
        var said = new StringBuilder();
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode == 0) return;
        string[] last;
        lock (said) last = [.. said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(8)];
        throw new MutationFailedException(
            $"In {folder}, {what} (dotnet {string.Join(' ', arguments)}) ended with {process.ExitCode}. It said last:\n" +
            string.Join('\n', last));

        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (said) said.Append(line.Data).Append('\n');
        }
    }
}

/// <summary>What Stryker made.</summary>
/// <param name="Mutants">Its mutants.</param>
/// <param name="Page">Its page, with its own results in it.</param>
public sealed record StrykerMade(IReadOnlyList<Mutant> Mutants, string Page);
