namespace Katas.Scale;

/// <summary>A bounded broker. README.md says what you promise; every member below is yours to write.</summary>
public sealed class MessageQueue : IMessageQueue
{
    public MessageQueue(int capacity, TimeSpan visibilityTimeout, TimeProvider time)
    {
        throw new NotImplementedException();
    }

    public bool TrySend(string body) => throw new NotImplementedException();

    public Task SendAsync(string body, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    public Delivery? TryReceive() => throw new NotImplementedException();

    public Task<Delivery> ReceiveAsync(CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    public bool Acknowledge(long receipt) => throw new NotImplementedException();

    public bool Release(long receipt) => throw new NotImplementedException();

    public Task DrainAsync() => throw new NotImplementedException();
}
