using static Katas.Simulation.Tests.Gallery.PrimaryBackup;
using static Katas.Simulation.Tests.Gallery.Specimen;

namespace Katas.Simulation.Tests.Gallery;

/// <summary>A machine that is primary, backup or neither, as the newest view says that it has seen.</summary>
internal sealed class Replica(string bug) : INode
{
    private readonly SortedDictionary<NodeId, int> _done = [];
    private readonly Queue<(NodeId Client, Request Request)> _waiting = [];
    private View _view = new(0, null, null);
    private string? _value;
    private int _synchronised;
    private int _confirmed;
    private Member _me = new(default, 0);

    public async Task RunAsync(INodeContext node)
    {
        _me = new Member(node.Id, node.Random.Next());
        _ = PingAsync(node);
        while (true)
        {
            var envelope = await node.Network.ReceiveAsync(Ms(50));
            if (envelope is not null) Take(node, envelope.From, envelope.Message);
            if (_view.Primary == _me) Lead(node);
            else _waiting.Clear();
        }
    }

    private async Task PingAsync(INodeContext node)
    {
        while (true)
        {
            node.Network.Send(new NodeId("views"), new Ping(_view.Primary == _me ? _confirmed : _view.Number, _me.Boot));
            await Task.Delay(Ms(40), node.Time);
        }
    }

    private void Take(INodeContext node, NodeId from, object message)
    {
        switch (message)
        {
            case View view when view.Number > _view.Number:
                _view = view;
                break;
            case Request { Value: null } read when _view.Primary == _me && bug == LocalReads:
                Answer(node, (from, read));
                break;
            case Request request when _view.Primary == _me && _waiting.All(w => w.Client != from):
                _waiting.Enqueue((from, request));
                break;
            case Transfer transfer when transfer.View >= _view.Number && _view.Primary != _me:
                if (transfer.View > _synchronised)
                {
                    (_synchronised, _value) = (transfer.View, bug == NoTransfer ? null : transfer.Value);
                    foreach (var (client, number) in transfer.Done) _done[client] = number;
                }

                node.Network.Send(from, new Transferred(transfer.View));
                break;
            case Transferred transferred when transferred.View == _view.Number:
                _confirmed = _view.Number;
                break;
            case Forward forward:
                if (_view.Backup != _me || forward.View != _view.Number || _synchronised != _view.Number) break;
                Apply(forward.Client, forward.Request);
                node.Network.Send(from, new Forwarded(forward.View, forward.Client, forward.Request.Number));
                break;
            case Forwarded done when done.View == _view.Number && _waiting.TryPeek(out var first)
                && first.Client == done.Client && first.Request.Number == done.Number && _view.Primary == _me:
                Answer(node, _waiting.Dequeue());
                break;
        }
    }

    /// <summary>Brings the backup up to date, and then asks it for one request after another.</summary>
    private void Lead(INodeContext node)
    {
        if (_view.Backup?.Node is not { } backup)
        {
            _confirmed = _synchronised = _view.Number;
            while (_waiting.TryDequeue(out var next)) Answer(node, next);
            return;
        }

        if (_confirmed < _view.Number)
        {
            node.Network.Send(backup, new Transfer(_view.Number, _value, [.. _done.Select(d => (d.Key, d.Value))]));
            return;
        }

        _synchronised = _view.Number;
        if (!_waiting.TryPeek(out var first)) return;
        if (bug == AnswersFirst) Answer(node, _waiting.Dequeue());
        node.Network.Send(backup, new Forward(_view.Number, first.Client, first.Request));
    }

    private void Answer(INodeContext node, (NodeId Client, Request Request) asked)
    {
        Apply(asked.Client, asked.Request);
        node.Network.Send(asked.Client, new Reply(asked.Request.Number, asked.Request.Value ?? _value));
    }

    private void Apply(NodeId client, Request request)
    {
        if (request.Value is null || (_done.GetValueOrDefault(client) >= request.Number && bug != RepeatsWrites)) return;
        _done[client] = request.Number;
        _value = request.Value;
    }
}
