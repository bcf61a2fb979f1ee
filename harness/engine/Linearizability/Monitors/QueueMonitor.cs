namespace Katas.Engine.Linearizability.Monitors;

/// <summary>Judges queues whose values are all different, in linear time.</summary>
/// <remarks>
/// <para>
/// Henzinger, Sezgin and Vafeiadis, "Aspect-oriented linearizability proofs", CONCUR 2013, theorem 1: such a history is
/// linearizable exactly when no value comes from nowhere or twice, no two values come out in the wrong order (enqueue(a) before
/// enqueue(b), and b before a or without a), and no dequeue finds nothing while values were certainly in the queue all the
/// time. Each is a bad pattern of few operations, so what is found is impossible by itself.
/// </para>
/// <para>
/// Complete: each empty dequeue gets the first gap that no value covers, and that gap splits every value to one side. Then
/// "a before b" (by an enqueue or by a dequeue) has no cycle of two. Among the values that are left let v be the one whose
/// enqueue returned first and w the one whose dequeue did. If v cannot be next because of its dequeue, and w cannot because of
/// its enqueue, then v and w are such a cycle. So without one there is always a next value, and that order is the witness:
/// each operation at the latest of the calls up to it.
/// </para>
/// </remarks>
internal sealed class QueueMonitor() : ContainerMonitor("enqueue", "dequeue")
{
    /// <inheritdoc/>
    public override string Name => "queue monitor";

    /// <inheritdoc/>
    protected override MonitorAnswer Judge(ContainerHistory history)
    {
        var items = new QueueItems(history);
        return items.PlaceEmpties() ?? items.Sort(out var order) ?? MonitorAnswer.Linearizable(items.Witness(order));
    }
}
