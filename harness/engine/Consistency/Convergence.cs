using Katas.Engine.Consistency.Registers;
using Katas.Engine.Histories;
using Katas.Engine.Reporting;

namespace Katas.Engine.Consistency;

/// <summary>
/// Eventual convergence: once nothing is written any more, and things have had time to settle, all clients read the same.
/// Vogels, "Eventually consistent", CACM 2009.
/// </summary>
/// <remarks>
/// <para>Of each key and client the last read counts that was called after the quiet point. Satisfied
/// needs that at least two clients read each key that was written; otherwise nothing was shown, and the verdict is Unknown.
/// So it is where a write never returned, no quiet point was given, and reads of its key differ: the write may take effect
/// after any read. Values need not be all different.</para>
/// <para>Time: linear in the operations.</para>
/// </remarks>
public static class Convergence
{
    private const string Condition = "convergence";

    /// <summary>Checks a history.</summary>
    /// <param name="history">Calls <c>write</c> or <c>put</c>, and <c>read</c> or <c>get</c>.</param>
    /// <param name="quietFrom">
    /// When all writes have spread, in the history's unit of time; reads called later count. <see langword="null"/>: the
    /// return of the last write, which is right only for stores that spread writes before they return.
    /// </param>
    /// <param name="writtenOnly">
    /// Whether what was agreed on must have been written by somebody; the initial value, if no write to the key returned.
    /// </param>
    /// <exception cref="Linearizability.ModelException">An operation is neither a read nor a write.</exception>
    public static ConsistencyReport Check(History history, long? quietFrom = null, bool writtenOnly = true)
    {
        ArgumentNullException.ThrowIfNull(history);
        var calls = history.Operations.Select(operation => new RegisterCall(operation)).ToList();
        var returned = calls.Where(call => call.IsWrite && call.Source.Ending != Ending.Open);
        var quiet = quietFrom ?? returned.Select(call => call.Source.Returned).DefaultIfEmpty(long.MinValue).Max();
        var (anomalies, reason) = (new List<Anomaly>(), "");
        foreach (var key in calls.GroupBy(call => (call.Version.Key, 0)))
        {
            var writes = key.Where(call => call.IsWrite).ToList();
            var last = key.Where(call => !call.IsWrite && call.Source.Ending == Ending.Returned && call.Source.Invoked > quiet)
                .GroupBy(call => call.Source.Client).Select(reads => reads.Last()).ToList();
            var isOpen = quietFrom is null && writes.Any(write => write.Source.Ending == Ending.Open);
            var differing = last.Find(read => read.Version != last[0].Version);
            if (differing is not null && !isOpen) anomalies.Add(Differ(last[0], differing));
            else if (writtenOnly && last.Count > 0 && !WasWritten(last[0], writes)) anomalies.Add(FromNowhere(last[0]));
            else if (writes.Count > 0 && (last.Count < 2 || differing is not null) && reason.Length == 0)
                reason = Undecided(key.Key.Key, last.Count, differing is not null);
        }

        return anomalies.Count == 0 && reason.Length > 0
            ? ConsistencyReport.Unknown(Condition, reason)
            : ConsistencyReport.Of(Condition, anomalies);
    }

    private static bool WasWritten(RegisterCall read, List<RegisterCall> writes) =>
        writes.Any(write => write.Version == read.Version)
        || (read.Version.Value is null && writes.All(write => write.Source.Ending == Ending.Open));

    private static Anomaly Differ(RegisterCall one, RegisterCall other) => new(
        "divergence",
        $"after the quiet point the last read of client {one.Source.Client} is {Text(one)}, and that of client " +
        $"{other.Source.Client} is {Text(other)}.",
        [one.Source.Index, other.Source.Index],
        []);

    private static Anomaly FromNowhere(RegisterCall read) => new(
        "unwritten-value",
        $"after the quiet point all read what client {read.Source.Client} read, {Text(read)}, which is not what anybody wrote.",
        [read.Source.Index],
        []);

    private static string Text(RegisterCall read) => RegisterCall.Text(read.Source, isWrite: false);

    private static string Undecided(object? key, int clients, bool differ)
    {
        var name = key is null ? "the register" : key as string ?? Show.Value(key);
        return differ
            ? $"Reads of {name} differ, and a write to it never returned: it may be the reason. Give a quiet point."
            : $"After the quiet point {(clients == 0 ? "nobody" : "only one client")} read {name}: nothing shows that all agree.";
    }
}
