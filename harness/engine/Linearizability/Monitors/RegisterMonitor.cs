namespace Katas.Engine.Linearizability.Monitors;

/// <summary>Judges registers in which no value that was read was written twice, in linear time.</summary>
/// <remarks>
/// Gibbons and Korach, "Testing shared memories", SIAM Journal on Computing 1997, section 4.1. The write of a value with its
/// reads is a cluster; its zone lies between its first return and its last call. If the return is first, the register
/// certainly held the value all that time (a forward zone). A history is linearizable exactly when no read returned before
/// its write was called, no two forward zones overlap, and no other zone lies inside a forward zone. Complete: then the order
/// of the zones' lower ends, each write before its reads, respects the intervals, and that is the witness. What overlaps are
/// two clusters, each of which has to be before the other: impossible by themselves.
/// </remarks>
/// <param name="write">The name of the call that writes.</param>
/// <param name="read">The name of the call that reads.</param>
/// <param name="initial">What is read before the first write; an answer of <see langword="null"/> means the same.</param>
internal sealed class RegisterMonitor(string write = "write", string read = "read", object? initial = null) : IMonitor
{
    /// <inheritdoc/>
    public string Name => "register monitor";

    /// <inheritdoc/>
    public MonitorAnswer Judge(TimedOperations operations)
    {
        var clusters = new RegisterClusters(operations, write, read, initial);
        return clusters.Read() ?? clusters.Sort() ?? MonitorAnswer.Linearizable(clusters.Witness());
    }
}
