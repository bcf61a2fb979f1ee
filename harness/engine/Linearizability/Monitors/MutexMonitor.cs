namespace Katas.Engine.Linearizability.Monitors;

/// <summary>Judges locks: with owners in linear time, without in n log n.</summary>
/// <remarks>
/// <para>
/// An owner does one thing at a time, so its acquires and releases alternate, and each release belongs to the acquire before.
/// Such a pair is a cluster in the sense of Gibbons and Korach, "Testing shared memories", 1997, section 4.1: it certainly holds
/// the lock from the return of the acquire to the call of the release. Linearizable exactly when no two of these zones overlap
/// (nor one that is turned round by calls that meet at an instant lies in another) and every failed try has a moment at which
/// the lock may be held. Complete: in the order of the zones
/// each lock is released as late, and acquired as early, as the neighbours allow; a try that then falls into a gap lies between
/// a return and a call, where nobody can hold the lock.
/// </para>
/// <para>Without owners it is a semaphore of one permit; see <see cref="PermitSweep"/>.</para>
/// </remarks>
internal sealed class MutexMonitor : IMonitor
{
    /// <inheritdoc/>
    public string Name => "mutex monitor";

    /// <inheritdoc/>
    public MonitorAnswer Judge(TimedOperations operations)
    {
        var roles = new PermitRole[operations.Operations.Count];
        var owned = false;
        object? owner = null;
        for (var i = 0; i < roles.Length; i++)
        {
            if (SemaphoreMonitor.Role(operations.Operations[i]) is not { } role)
                return MonitorAnswer.NotApplicable($"{operations.Operations[i]} is no call of a lock, or has no answer");
            roles[i] = role;
            var its = ((Call)operations.Operations[i].Input).Argument;
            if (i == 0) owner = its;
            owned |= !Equals(its, owner);
        }

        if (!owned) return SemaphoreMonitor.Judge(operations, roles, 1, "lock");
        var holdings = new Holdings(operations, roles);
        return holdings.Pair() ?? holdings.Sort() ?? holdings.PlaceTries() ?? MonitorAnswer.Linearizable(holdings.Witness());
    }
}
