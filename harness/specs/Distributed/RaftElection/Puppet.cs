using Katas.Simulation;

namespace Katas.Specs.Distributed.Election;

/// <summary>A peer without a will: it sends what the script wants it to send, and passes on what it hears.</summary>
internal sealed class Puppet : INode
{
    public async Task RunAsync(INodeContext node)
    {
        while (true)
        {
            var (from, message) = await node.Network.ReceiveAsync(node.Stopping);
            if (message is Say say) node.Network.Send(say.To, say.Message);
            else node.Network.Send(Peers.Script, new Heard(node.Id, from, message));
        }
    }
}

/// <summary>A node that says when its program has ended.</summary>
internal sealed class UntilTheEnd(INode program, Action ended) : INode
{
    public async Task RunAsync(INodeContext node)
    {
        try
        {
            await program.RunAsync(node);
        }
        finally
        {
            ended();
        }
    }
}

/// <summary>What the script tells a puppet to send.</summary>
internal sealed record Say(NodeId To, object Message);

/// <summary>What a puppet has heard.</summary>
internal sealed record Heard(NodeId Peer, NodeId From, object Message);
