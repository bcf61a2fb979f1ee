namespace Katas.Simulation;

/// <summary>What a program sees of the machine that it runs on, and of the others.</summary>
/// <remarks>One for each start of the program. To be used by the node's own code only.</remarks>
public interface INodeContext
{
    /// <summary>The machine's own name.</summary>
    NodeId Id { get; }

    /// <summary>The other machines of the cluster, clients not among them; in one order on all machines.</summary>
    IReadOnlyList<NodeId> Peers { get; }

    /// <summary>
    /// The machine's clock. Its timestamps and timers never go back, and may run a little fast or slow. What
    /// <see cref="TimeProvider.GetUtcNow"/> says may besides jump, forwards and backwards.
    /// </summary>
    TimeProvider Time { get; }

    /// <summary>The machine's randomness: of one seed, so that a run can be repeated.</summary>
    Random Random { get; }

    /// <summary>The way to the other machines.</summary>
    INetwork Network { get; }

    /// <summary>The machine's disk.</summary>
    IStorage Storage { get; }

    /// <summary>Cancelled when the machine is shut down in good order. A crash never cancels it.</summary>
    CancellationToken Stopping { get; }

    /// <summary>Tells the test and the diagrams something about the node: <c>Observe("leader", term)</c>.</summary>
    /// <param name="name">What it is about; each kata says which names it reads.</param>
    /// <param name="value">An immutable value.</param>
    /// <remarks>It reaches nobody else, and takes no time. After a crash the node's last values are void.</remarks>
    void Observe<T>(string name, T value);
}
