using Katas.Engine.Consistency.Registers;
using Katas.Engine.Histories;

namespace Katas.Engine.Consistency;

/// <summary>
/// Checks session guarantees on registers by key whose written values are all different. Terry et al., PDIS 1994.
/// </summary>
/// <remarks>
/// <para>What is checked. All writes have one total order (the paper's WriteOrder). A read is answered by some set of
/// writes (the paper's DB) with the last write to its key in that set, or the initial value if there is none. Read-your-writes:
/// the set holds the client's earlier writes. Monotonic reads: it holds the writes that the client's earlier reads returned.
/// Monotonic writes: every set that holds a write holds its client's earlier writes, and these are earlier in the order.
/// Writes-follow-reads: every set that holds a write holds the writes that its client had read before it, and these are
/// earlier in the order. The history satisfies the guarantees asked for if one order and one set for each read meet
/// all of them together; it violates them if no order does.</para>
/// <para>Which orders are tried. With version numbers, those in which each key's writes come by their number. Without, all:
/// then a stale read may be excused by the order in which the values "really" were written. So monotonic writes alone are
/// violated only with version numbers, and without them are best asked for together with monotonic reads. The order is
/// taken from nothing else: real time between clients does not count.</para>
/// <para>A write that never returned binds nothing that its client does later. A value that nobody wrote is a violation
/// (ThinAirRead). Values that were written twice and read: Unknown.</para>
/// <para>Time: for monotonic reads and monotonic writes, linear in the operations for each client; for the others at worst a
/// client's writes times its reads.</para>
/// </remarks>
public static class SessionGuarantees
{
    /// <summary>The version numbers of a store whose values are whole numbers that only grow.</summary>
    public static Func<object?, object?, long> IncreasingNumbers { get; } = (_, value) => (long)value!;

    /// <summary>Checks a history.</summary>
    /// <param name="history">Calls <c>write</c> or <c>put</c>, and <c>read</c> or <c>get</c>.</param>
    /// <param name="guarantees">Which must hold, together.</param>
    /// <param name="versions">
    /// From a key and a value written to it to the number of that version: the later, the larger, no two equal.
    /// <see langword="null"/>: the order is not known.
    /// </param>
    /// <exception cref="Linearizability.ModelException">An operation is neither a read nor a write.</exception>
    public static ConsistencyReport Check(
        History history, SessionGuarantee guarantees, Func<object?, object?, long>? versions = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        var condition = Name(guarantees);
        var registers = new RegisterHistory(history);
        if (registers.Ambiguity.Length > 0) return ConsistencyReport.Unknown(condition, registers.Ambiguity);
        var order = new WriteOrder(registers, guarantees);
        if (versions is not null && order.Add(versions) is { Length: > 0 } reason)
            return ConsistencyReport.Unknown(condition, reason);
        if (new CausalPatterns(registers, new CausalOrder(registers)).ThinAirRead() is { } thin)
            return ConsistencyReport.Of(condition, [thin]);
        order.AddSessions();
        if (order.Find() is { } anomaly) return ConsistencyReport.Of(condition, [anomaly]);
        return order.IsIncomplete
            ? ConsistencyReport.Unknown(condition, $"More than {WriteOrder.MostEdges} pairs of writes would have to be ordered.")
            : ConsistencyReport.Of(condition, []);
    }

    /// <summary>The guarantees in words: <c>read-your-writes and monotonic-reads</c>.</summary>
    internal static string Name(SessionGuarantee guarantees) => string.Join(
        " and ",
        new[]
        {
            (SessionGuarantee.ReadYourWrites, "read-your-writes"),
            (SessionGuarantee.MonotonicReads, "monotonic-reads"),
            (SessionGuarantee.MonotonicWrites, "monotonic-writes"),
            (SessionGuarantee.WritesFollowReads, "writes-follow-reads"),
        }.Where(each => guarantees.HasFlag(each.Item1)).Select(each => each.Item2));
}
