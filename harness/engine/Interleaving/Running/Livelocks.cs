using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Running;

/// <summary>Recognises threads that go round in a circle.</summary>
/// <remarks>
/// A schedule that has become too long ends with turns that repeat, step for step, with the same values, and every thread that
/// can go on has its part in a turn: no scheduler could help. A loop that counts does not repeat itself.
/// </remarks>
internal static class Livelocks
{
    private const int LongestTurn = 200;
    private const int Turns = 4;

    /// <summary>The steps of one turn; null when the steps do not repeat.</summary>
    public static IReadOnlyList<TraceEvent>? Find(ScheduleRun run)
    {
        var trace = run.Trace;
        for (var length = 1; length <= LongestTurn && length * Turns <= trace.Count; length++)
        {
            if (Repeats(trace, length) && IsFair(run, trace[^length..]))
                return trace[^length..];
        }

        return null;
    }

    private static bool Repeats(List<TraceEvent> trace, int length)
    {
        for (var i = trace.Count - 1; i >= trace.Count - length * (Turns - 1); i--)
        {
            if (!AreAlike(trace[i], trace[i - length]))
                return false;
        }

        return true;
    }

    private static bool AreAlike(TraceEvent one, TraceEvent other) =>
        one.Thread == other.Thread && one.Site == other.Site && one.Verb == other.Verb && one.Location.Equals(other.Location)
        && (one.Value is ValueType ? one.Value.Equals(other.Value) : ReferenceEquals(one.Value, other.Value));

    private static bool IsFair(ScheduleRun run, List<TraceEvent> turn) =>
        run.Threads.All(t => t.IsStage || t.Progress != Progress.Ready || turn.Exists(e => e.Thread == t.Index));
}
