using Katas.Simulation;

namespace Katas.Specs.Distributed.Locks;

/// <summary>The machines beside the workers.</summary>
internal static class LockMachines
{
    public static readonly NodeId Store = new("store");

    public static readonly NodeId Printer = new("printer");
}

/// <summary>Something that a worker asks another machine.</summary>
/// <param name="Id">Comes back with the answer.</param>
/// <param name="Body">What it asks.</param>
internal sealed record LockQuestion(long Id, object Body);

/// <summary>What the other machine says to it.</summary>
/// <param name="Id">Which question.</param>
/// <param name="Body">The answer; null is one too.</param>
internal sealed record LockAnswer(long Id, object? Body);

/// <summary>A worker does something to what is locked.</summary>
/// <param name="Token">The fencing token of the lock under which it does so.</param>
/// <param name="Owner">The owner of that lock.</param>
internal sealed record LockedWrite(long Token, string Owner);
