using System.Diagnostics;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;

namespace Katas.Bench;

/// <summary>How long the judge takes for a folder of recorded histories: <c>etcd/*.log</c> and <c>kv/*.txt</c>.</summary>
internal static class RecordedTable
{
    private const int Rounds = 100;

    public static int Run(string folder)
    {
        foreach (var (part, pattern, model) in new[] { ("etcd", "*.log", "cas-register"), ("kv", "*.txt", "key-value") })
        {
            var files = Directory.GetFiles(Path.Combine(folder, part), pattern).Order(StringComparer.Ordinal).ToList();
            var histories = files.ConvertAll(file => HistoryFile.Read(file));
            foreach (var explain in new[] { false, true })
            {
                var options = new CheckOptions { Explain = explain };
                var times = Enumerable.Range(0, Rounds).Select(_ =>
                {
                    var clock = Stopwatch.StartNew();
                    foreach (var history in histories)
                        LinearizabilityChecker.Check(history, ModelCatalogue.Find(model)!, options);
                    return clock.Elapsed.TotalMilliseconds;
                }).ToList();
                var what = explain ? "verdicts and counterexamples" : "verdicts";
                var (first, warm) = (times[0], times.Min());
                Console.WriteLine($"{part,-5} {files.Count,3} files, {what,-29} first {first,8:0.0} ms, warm {warm,8:0.0} ms");
            }
        }

        return 0;
    }
}
