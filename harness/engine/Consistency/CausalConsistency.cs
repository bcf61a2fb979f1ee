using Katas.Engine.Consistency.Registers;
using Katas.Engine.Histories;

namespace Katas.Engine.Consistency;

/// <summary>
/// Causal consistency of registers by key whose written values are all different. Bouajjani, Enea, Guerraoui and Hamza,
/// "On verifying causal consistency", POPL 2017.
/// </summary>
/// <remarks>
/// <para>Calls are <c>write</c> or <c>put</c> and <c>read</c> or <c>get</c>; the initial value is null or the empty text.
/// The causal order is the transitive closure of the clients' orders and of reads-from; real time between clients does not
/// count. A violation is one of the paper's patterns, by its name: CyclicCO, ThinAirRead, WriteCOInitRead, WriteCORead; for
/// <see cref="CausalModel.CausalConvergence"/> also CyclicCF; for <see cref="CausalModel.CausalMemory"/> also
/// WriteHBInitRead and CyclicHB.</para>
/// <para>An operation that never returned comes after what its client had done, and before nothing: it may take effect at
/// any later moment. Where a value that was read was written twice, or is the initial value written again, the verdict is
/// Unknown.</para>
/// <para>Time and memory: operations times clients (an open write that was read counts as a client); for causal memory
/// times the rounds of its fixed point.</para>
/// </remarks>
public static class CausalConsistency
{
    /// <summary>More entries of vector clocks than this are not computed: 1 GiB.</summary>
    private const long MostClockEntries = 1L << 28;

    /// <summary>Checks a history.</summary>
    /// <param name="history">Reads and writes of registers.</param>
    /// <param name="model">Which condition.</param>
    /// <exception cref="Linearizability.ModelException">An operation is neither a read nor a write.</exception>
    public static ConsistencyReport Check(History history, CausalModel model = CausalModel.Causal)
    {
        ArgumentNullException.ThrowIfNull(history);
        var registers = new RegisterHistory(history);
        var condition = model switch
        {
            CausalModel.CausalMemory => "causal memory",
            CausalModel.CausalConvergence => "causal convergence",
            _ => "causal consistency",
        };
        if (registers.Ambiguity.Length > 0) return ConsistencyReport.Unknown(condition, registers.Ambiguity);
        var order = new CausalOrder(registers);
        if ((long)registers.Accesses.Count * order.Chains.Count > MostClockEntries)
            return ConsistencyReport.Unknown(condition, "The history is too long for its number of clients and open writes.");
        return ConsistencyReport.Of(condition, Find(registers, order, model) is { } anomaly ? [anomaly] : []);
    }

    private static Anomaly? Find(RegisterHistory registers, CausalOrder order, CausalModel model)
    {
        var patterns = new CausalPatterns(registers, order);
        return patterns.ThinAirRead() ?? patterns.CyclicCO() ?? patterns.OverwrittenRead() ?? model switch
        {
            CausalModel.CausalConvergence => new ConflictOrder(registers, order).CyclicCF(),
            CausalModel.CausalMemory => new HappenedBefore(registers, order).Find(),
            _ => null,
        };
    }
}
