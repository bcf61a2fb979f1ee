using System.Diagnostics;
using System.Globalization;
using Katas.Engine.Grading;
using Katas.Engine.Subjects;

namespace Katas.Bench;

/// <summary>
/// From a saved file to a verdict, three ways in one run: a warm grader as <c>kata watch</c> holds it, a cold
/// <c>kata test</c>, and <c>dotnet test</c> on the same kata.
/// </summary>
/// <remarks>Works on a copy of the clone's reference in place of the solution, and puts the solution back.</remarks>
internal static class TimeToVerdict
{
    private const int Rounds = 7;

    public static async Task<int> RunAsync(string id)
    {
        var catalogue = Catalogue.Open(KataRoot.Current);
        var kata = catalogue.Get(id);
        var original = await File.ReadAllTextAsync(kata.SolutionFile);
        var solution = await File.ReadAllTextAsync(Path.Combine(kata.ReferenceFolder, kata.Name + ".cs"));
        try
        {
            var warm = await MeasureAsync(WarmAsync(kata, solution));
            var cold = await MeasureAsync(ProcessAsync(kata, solution, Launcher(catalogue.Root), "test", kata.Id));
            var dotnet = await MeasureAsync(ProcessAsync(
                kata, solution, "dotnet", "test", $"tests/grading/{kata.Track}",
                "--filter", $"FullyQualifiedName~{kata.Name}Tests"));
            Print("warm kata watch", warm, dotnet);
            Print("cold kata test", cold, dotnet);
            Print("dotnet test", dotnet, dotnet);
            return 0;
        }
        finally
        {
            await File.WriteAllTextAsync(kata.SolutionFile, original);
        }
    }

    private static async IAsyncEnumerable<double> WarmAsync(Kata kata, string solution)
    {
        using var grader = new Grader(kata.Root);
        for (var i = 0; i <= Rounds; i++)
        {
            Edit(kata, solution, i);
            var clock = Stopwatch.StartNew();
            var report = await grader.GradeAsync(new GradeRequest(kata.Id));
            if (report.ExitCode != 0) throw new InvalidOperationException($"The reference did not pass: {report.Explanation}");
            yield return clock.Elapsed.TotalMilliseconds;
        }
    }

    private static async IAsyncEnumerable<double> ProcessAsync(Kata kata, string solution, string file, params string[] arguments)
    {
        for (var i = 0; i <= Rounds; i++)
        {
            Edit(kata, solution, i + 1000);
            var clock = Stopwatch.StartNew();
            using var process = Process.Start(new ProcessStartInfo(file, arguments)
            {
                WorkingDirectory = kata.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException($"{file} failed: {await output}");
            yield return clock.Elapsed.TotalMilliseconds;
        }
    }

    /// <summary>A new text each time: no build may find its output up to date.</summary>
    private static void Edit(Kata kata, string solution, int round) =>
        File.WriteAllText(kata.SolutionFile, $"{solution}\n// edit {round}\n");

    private static async Task<double[]> MeasureAsync(IAsyncEnumerable<double> rounds)
    {
        List<double> all = [];
        await foreach (var round in rounds) all.Add(round);
        return [.. all.Skip(1).Order()]; // the first round builds and loads
    }

    private static void Print(string what, double[] times, double[] against) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-16} median {Median(times),7:0} ms   worst {times[^1],7:0} ms   " +
        $"{Median(times) / Median(against),6:0.000} of dotnet test"));

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];

    private static string Launcher(string root) => Path.Combine(root, OperatingSystem.IsWindows() ? "kata.cmd" : "kata");
}
