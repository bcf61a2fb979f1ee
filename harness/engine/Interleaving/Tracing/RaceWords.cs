using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Says of two accesses that nothing orders them, and of threads that they repeat themselves.</summary>
internal static class RaceWords
{
    private const int LongestTurn = 12;

    /// <summary>Both accesses with their lines, and what is missing between them.</summary>
    public static string Race(ScheduleRun run, Race race)
    {
        var place = PlaceText.Of(race.Earlier.Location, new ObjectNames(run.Subject));
        return $"{Access(run, race.Earlier, place)}.\n{Access(run, race.Later, "it")}.\n"
            + "Nothing orders the two: no lock that both hold, and nothing volatile or interlocked in between.";
    }

    /// <summary>What the threads do again and again at the end of the schedule; null when they repeat nothing.</summary>
    public static string? Turn(ScheduleRun run)
    {
        for (var length = 1; length <= LongestTurn && 2 * length <= run.Trace.Count; length++)
        {
            var (last, before) = (run.Trace[^length..], run.Trace[^(2 * length)..^length]);
            if (last.Zip(before).All(pair => IsSame(pair.First, pair.Second)))
                return $"The same {length} steps come again and again, made by {Threads(run, last)}; none of them gets on.";
        }

        return null;
    }

    private static bool IsSame(TraceEvent a, TraceEvent b) => (a.Thread, a.Site, a.Verb) == (b.Thread, b.Site, b.Verb);

    private static string Threads(ScheduleRun run, IEnumerable<TraceEvent> steps) =>
        string.Join(" and ", steps.Select(step => Words.Name(run.Threads[step.Thread])).Distinct().Order(StringComparer.Ordinal));

    private static string Access(ScheduleRun run, TraceEvent access, string place)
    {
        var verb = access.Site.Kind switch
        {
            SiteKind.Read => "reads",
            SiteKind.Write => "writes",
            _ => $"calls {access.Site.Name} on",
        };
        return $"{Words.Name(run.Threads[access.Thread])} {verb} {place}{Words.At(access.Site)}";
    }
}
