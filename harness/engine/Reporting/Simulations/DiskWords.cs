using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Reporting.Simulations;

/// <summary>Says in a word what a program does with a disk in several steps.</summary>
internal static class DiskWords
{
    private const string Arrow = " -> ";

    /// <summary>The steps, with each file that was replaced as a whole, or written and flushed, as one step.</summary>
    public static IEnumerable<TraceEvent> Fold(IReadOnlyList<TraceEvent> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var (length, words) = Known([.. steps.Skip(i).Select(step => step.Data as DiskStep)]);
            yield return length == 0 ? steps[i] : steps[i + length - 1] with { Data = words };
            i += Math.Max(length - 1, 0);
        }
    }

    private static (int Length, string Words) Known(IReadOnlyList<DiskStep?> steps)
    {
        if (steps[0] is not { Verb: DiskVerb.Write, File: var file }) return default;
        var at = 1;
        while (at < steps.Count && steps[at] is { Verb: DiskVerb.Write } more && more.File == file) at++;
        if (at == steps.Count || steps[at] is not { Verb: DiskVerb.Flush } flush || flush.File != file) return default;
        if (at + 2 < steps.Count && steps[at + 1] is { Verb: DiskVerb.Rename } rename
            && rename.File.StartsWith(file + Arrow, StringComparison.Ordinal)
            && steps[at + 2] is { Verb: DiskVerb.FlushDirectory })
            return (at + 3, $"stores {rename.File[(file.Length + Arrow.Length)..]}");
        return (at + 1, $"writes and flushes {file}");
    }
}
