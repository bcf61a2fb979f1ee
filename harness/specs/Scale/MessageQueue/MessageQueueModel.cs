using Katas.Engine.Linearizability;

namespace Katas.Specs.Scale;

/// <summary>A message as the model keeps it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Body">What was sent.</param>
/// <param name="Attempts">How often it was delivered.</param>
/// <param name="Until">When its delivery ends; <see langword="null"/>: it is not in flight.</param>
internal sealed record ModelMessage(long Id, string Body, int Attempts, TimeSpan? Until);

/// <summary>The queue's messages in the order in which they were accepted, how many there ever were, and the time.</summary>
internal sealed record QueueState(Sequence<ModelMessage> Messages, long Accepted, TimeSpan Now)
{
    public bool IsInFlight(ModelMessage message) => message.Until > Now;
}

/// <summary>The queue as one reads it in the lesson: at-least-once delivery, one call after another.</summary>
/// <remarks>Slow and plain on purpose. It is the judge, so it must be right at first sight.</remarks>
internal sealed class MessageQueueModel(int capacity, TimeSpan visibilityTimeout)
    : DeterministicModel<QueueState, QueueCall, object?>
{
    public override string Name => "message queue";

    public override QueueState Initial => new(Sequence<ModelMessage>.Empty, 0, TimeSpan.Zero);

    public override (QueueState State, object? Output)? Apply(QueueState state, QueueCall input) => Answer(state, input);

    /// <summary>The state after the call, and its answer: no call of these waits.</summary>
    public (QueueState State, object? Output) Answer(QueueState state, QueueCall input) => input switch
    {
        QueueCall.Send send => Send(state, send.Body),
        QueueCall.Receive => Receive(state),
        QueueCall.Acknowledge(var id, var attempt) => Held(state, id, attempt) is var place and >= 0
            ? (state with { Messages = state.Messages.RemoveAt(place) }, true)
            : (state, false),
        QueueCall.Release(var id, var attempt) => Held(state, id, attempt) is var place and >= 0
            ? (With(state, place, state.Messages[place] with { Until = null }), true)
            : (state, false),
        QueueCall.Pass pass => (state with { Now = state.Now + pass.By }, null),
        _ => throw new ModelException($"{Name} has no operation {input}."),
    };

    public override bool IsReadOnly(QueueCall input, object? output) => (input, output) switch
    {
        (QueueCall.Receive, null) => true,
        (QueueCall.Send or QueueCall.Acknowledge or QueueCall.Release, false) => true,
        _ => false,
    };

    public override string Describe(QueueState state) => state.Messages.Count == 0
        ? "empty"
        : string.Join(", ", state.Messages.Select(message => state.IsInFlight(message)
            ? $"{message.Id} in flight (attempt {message.Attempts})"
            : $"{message.Id} visible"));

    private (QueueState State, object? Output) Send(QueueState state, string body)
    {
        if (state.Messages.Count == capacity) return (state, false);
        var message = new ModelMessage(state.Accepted + 1, body, 0, null);
        return (state with { Messages = state.Messages.Add(message), Accepted = message.Id }, true);
    }

    private (QueueState State, object? Output) Receive(QueueState state)
    {
        for (var place = 0; place < state.Messages.Count; place++)
        {
            var message = state.Messages[place];
            if (state.IsInFlight(message)) continue;
            var taken = message with { Attempts = message.Attempts + 1, Until = state.Now + visibilityTimeout };
            return (With(state, place, taken), new Got(taken.Id, taken.Body, taken.Attempts));
        }

        return (state, null);
    }

    /// <summary>The place of the message that this delivery still holds; -1: the delivery has ended.</summary>
    private static int Held(QueueState state, long id, int attempt)
    {
        for (var place = 0; place < state.Messages.Count; place++)
        {
            var message = state.Messages[place];
            if (message.Id == id && message.Attempts == attempt && state.IsInFlight(message)) return place;
        }

        return -1;
    }

    private static QueueState With(QueueState state, int place, ModelMessage message) =>
        state with { Messages = state.Messages.SetItem(place, message) };
}
