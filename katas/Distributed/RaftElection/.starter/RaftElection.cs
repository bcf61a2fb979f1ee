using Katas.Simulation;

namespace Katas.Distributed;

/// <summary>A machine that takes part in elections. README.md says what you promise; both members are yours to write.</summary>
public sealed class RaftElection : IRaftElection
{
    /// <inheritdoc cref="NewRaftElection"/>
    public RaftElection(RaftTiming timing, LogEnd log) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task RunAsync(INodeContext node) => throw new NotImplementedException();
}
