using Katas.Simulation;

namespace Katas.Specs.Distributed.Locks;

/// <summary>The store as a machine of a cluster.</summary>
/// <param name="clockRate">How fast its clock is: 1.01 is a hundredth too fast, so that entries end early.</param>
internal sealed class LockStoreNode(double clockRate) : INode
{
    public const string Expired = "expired";

    public async Task RunAsync(INodeContext node)
    {
        var began = node.Time.GetTimestamp();
        var table = new LockTable { Expired = (_, entry) => node.Observe(Expired, entry.Token) };
        while (true)
        {
            var (from, message) = await node.Network.ReceiveAsync(node.Stopping);
            var question = (LockQuestion)message;
            var now = node.Time.GetElapsedTime(began) * clockRate;
            node.Network.Send(from, new LockAnswer(question.Id, ((StoreCall)question.Body).On(table, now)));
        }
    }
}

/// <summary>What is locked: it knows no locks, and refuses a write whose token is smaller than one it has seen.</summary>
internal sealed class FencedPrinterNode : INode
{
    public const string Accepted = "accepted";
    public const string Refused = "refused";

    public async Task RunAsync(INodeContext node)
    {
        var largest = long.MinValue;
        while (true)
        {
            var (from, message) = await node.Network.ReceiveAsync(node.Stopping);
            var question = (LockQuestion)message;
            var write = (LockedWrite)question.Body;
            var isAccepted = write.Token >= largest;
            if (isAccepted) largest = write.Token;
            node.Observe(isAccepted ? Accepted : Refused, write);
            node.Network.Send(from, new LockAnswer(question.Id, isAccepted));
        }
    }
}
