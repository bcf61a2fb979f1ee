using System.Diagnostics;
using System.Globalization;
using System.Text;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;

namespace Katas.Bench;

/// <summary>CPU time and memory of the judge on large synthetic histories.</summary>
internal static class JudgeTable
{
    /// <summary>The command of a row's own process.</summary>
    public const string RowCommand = "judge-row";

    private const int Rounds = 5;
    private const int Seed = 7;
    private static readonly CompositeFormat Layout = CompositeFormat.Parse(
        "{0,-16} {1,7} {2,6}  {3,-13} {4,9} {5,9} {6,10}  {7}");

    private static readonly TimeSpan LongRound = TimeSpan.FromSeconds(10);

    /// <summary>Prints the table; each row is measured in a process of its own, so that its peak of memory is its own.</summary>
    public static async Task<int> RunAsync(string[] only)
    {
        Print("history", "n", "faults", "verdict", "CPU ms", "peak MiB", "steps", "decided by");
        foreach (var size in new[] { 1_000, 10_000, 100_000 })
        {
            foreach (var type in SyntheticHistories.Types.Where(type => only.Length == 0 || only.Contains(type)))
            {
                foreach (var faults in new[] { "0", "1" })
                {
                    string[] row = [typeof(JudgeTable).Assembly.Location, RowCommand, type, $"{size}", faults];
                    using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, row))!;
                    await process.WaitForExitAsync();
                }
            }
        }

        return 0;
    }

    /// <summary>Measures one row: the best of some rounds, the first of which warm the code up.</summary>
    public static int Row(string type, int size, int faults)
    {
        var history = SyntheticHistories.Make(type, size, Seed, faults);
        var model = ModelCatalogue.Find(SyntheticHistories.ModelOf(type))!;
        var options = new CheckOptions { Explain = false };
        using var process = Process.GetCurrentProcess();
        var (best, result) = (TimeSpan.MaxValue, default(CheckResult));
        for (var round = 0; round < Rounds && (round == 0 || best < LongRound); round++)
        {
            GC.Collect();
            var before = Processor(process);
            result = LinearizabilityChecker.Check(history, model, options);
            var took = Processor(process) - before;
            if (took < best) best = took;
        }

        var peak = process.PeakWorkingSet64 >> 20;
        var milliseconds = $"{best.TotalMilliseconds:0.0}";
        Print(type, size, faults, result!.Verdict, milliseconds, peak, result.Cost.Steps, result.Cost.DecidedBy);
        if (result.Reason.Length > 0) Console.WriteLine("  " + result.Reason);
        return 0;
    }

    private static TimeSpan Processor(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static void Print(params object[] cells) =>
        Console.WriteLine(string.Format(CultureInfo.InvariantCulture, Layout, cells));
}
