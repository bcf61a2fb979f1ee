using Katas.Engine.Linearizability;

namespace Katas.Specs.Scale;

/// <summary>The model's queue with those who wait for it, and with every instant at which a delivery ends.</summary>
/// <remarks>Which of several waiting receivers gets a message is left open, so they are only counted.</remarks>
internal sealed class WaitingModel(int capacity, TimeSpan visibilityTimeout)
{
    private readonly MessageQueueModel _model = new(capacity, visibilityTimeout);
    private readonly List<(int Number, string Body)> _senders = [];
    private readonly List<Got> _served = [];
    private QueueState _state = new(Sequence<ModelMessage>.Empty, 0, TimeSpan.Zero);

    /// <summary>How many receivers wait.</summary>
    public int Receivers { get; private set; }

    /// <summary>What waiting receivers have been given so far.</summary>
    public IReadOnlyList<Got> Served => _served;

    /// <summary>Whether a message was delivered at this very instant.</summary>
    public bool HasJustDelivered => _state.Messages.Any(message => message.Until == _state.Now + visibilityTimeout);

    /// <summary>One call that never waits, and what it does for those who do.</summary>
    public object? Call(QueueCall call)
    {
        var answer = Apply(call);
        Serve();
        return answer;
    }

    /// <summary>A sender of that number comes.</summary>
    public void Send(int number, string body)
    {
        _senders.Add((number, body));
        Serve();
    }

    /// <summary>Whether the sender of that number still waits.</summary>
    public bool Waits(int sender) => _senders.Exists(waiting => waiting.Number == sender);

    /// <summary>The sender of that number gives up; too late if it does not wait.</summary>
    public void Cancel(int sender) => _senders.RemoveAll(waiting => waiting.Number == sender);

    /// <summary>A receiver comes.</summary>
    public void Receive()
    {
        Receivers++;
        Serve();
    }

    /// <summary>A receiver who waits gives up.</summary>
    public void CancelReceiver() => Receivers--;

    /// <summary>Time passes, from one end of a delivery to the next.</summary>
    public void Advance(TimeSpan by)
    {
        var target = _state.Now + by;
        while (_state.Messages.Where(_state.IsInFlight).Min(message => message.Until) is { } end && end <= target)
        {
            Apply(new QueueCall.Pass(end - _state.Now));
            Serve();
        }

        Apply(new QueueCall.Pass(target - _state.Now));
    }

    private void Serve()
    {
        while (_senders.Count > 0 && Apply(new QueueCall.Send(_senders[0].Body)) is true) _senders.RemoveAt(0);
        for (; Receivers > 0 && Apply(new QueueCall.Receive()) is Got got; Receivers--) _served.Add(got);
    }

    private object? Apply(QueueCall call)
    {
        (_state, var answer) = _model.Answer(_state, call);
        return answer;
    }
}
