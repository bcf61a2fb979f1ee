namespace Katas.Simulation;

/// <summary>A machine's program. It is started anew after each crash, with nothing left but what its storage kept.</summary>
public interface INode
{
    /// <summary>Runs until the machine stops.</summary>
    /// <param name="node">All that the program may touch: its network, storage, clock and randomness.</param>
    /// <returns>
    /// A task that goes on for as long as the node takes part. A node whose task has ended is up, and silent: what arrives
    /// is kept and never read.
    /// </returns>
    /// <remarks>
    /// <para>All code of one node runs on one thread, never two pieces at a time: only at an <c>await</c> does other code of
    /// the node run. Of several pieces that could go on, any may be first.</para>
    /// <para>A crash stops the program wherever it is. No <c>catch</c>, <c>finally</c> or <c>Dispose</c> runs.</para>
    /// <para>Await without <c>ConfigureAwait(false)</c>, start no threads, and take all time and randomness from
    /// <paramref name="node"/>: otherwise a run could not be repeated.</para>
    /// </remarks>
    Task RunAsync(INodeContext node);
}
