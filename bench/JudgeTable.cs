using System.Diagnostics;
using System.Globalization;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;

namespace Katas.Bench;

/// <summary>CPU time and memory of the judge on large synthetic histories, one process for each row.</summary>
internal static class JudgeTable
{
    private const int Rounds = 5;
    private const int Seed = 7;

    /// <summary>Prints the table; each row is measured in a process of its own, so that its peak of memory is its own.</summary>
    public static async Task<int> RunAsync(string[] only)
    {
        Console.WriteLine($"{"history",-18} {"n",7} {"faults",6} {"verdict",-13} {"CPU ms",9} {"peak MiB",9} {"steps",10}  decided by");
        foreach (var size in new[] { 1_000, 10_000, 100_000 })
        {
            foreach (var type in SyntheticHistories.Types.Where(type => only.Length == 0 || only.Contains(type)))
            {
                foreach (var faults in new[] { 0, 1 })
                {
                    var dotnet = Environment.ProcessPath!;
                    string[] row = ["judge-row", type, $"{size}", $"{faults}"];
                    using var process = Process.Start(new ProcessStartInfo(dotnet, [typeof(JudgeTable).Assembly.Location, .. row]))!;
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
        var model = ModelCatalogue.Find(type[..(type.LastIndexOf('-') is var dash && dash > 0 && type is not "key-value" ? dash : type.Length)])
            ?? ModelCatalogue.Find(type)!;
        var options = new CheckOptions { Explain = false };
        using var process = Process.GetCurrentProcess();
        var (best, result) = (TimeSpan.MaxValue, default(CheckResult));
        for (var round = 0; round < Rounds && (round == 0 || best < TimeSpan.FromSeconds(10)); round++)
        {
            GC.Collect();
            process.Refresh();
            var before = process.TotalProcessorTime;
            result = LinearizabilityChecker.Check(history, model, options);
            process.Refresh();
            var took = process.TotalProcessorTime - before;
            if (took < best) best = took;
        }

        process.Refresh();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{type,-18} {size,7} {faults,6} {result!.Verdict,-13} {best.TotalMilliseconds,9:0.0} {process.PeakWorkingSet64 >> 20,9} {result.Cost.Steps,10}  {result.Cost.DecidedBy}"));
        if (result.Reason.Length > 0) Console.WriteLine("  " + result.Reason);
        return 0;
    }
}
