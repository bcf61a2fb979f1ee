using Katas.Engine.Time;
using Katas.Scale;

namespace Katas.Specs.Scale;

/// <summary>What clients ask of a message queue, as the model takes it. A receipt is told by its delivery.</summary>
internal abstract record QueueCall
{
    public sealed record Send(string Body) : QueueCall
    {
        public override string ToString() => $"TrySend(\"{Body}\")";
    }

    public sealed record Receive : QueueCall
    {
        public override string ToString() => "TryReceive()";
    }

    public sealed record Acknowledge(long Id, int Attempt) : QueueCall
    {
        public override string ToString() => $"Acknowledge({Id}, attempt {Attempt})";
    }

    public sealed record Release(long Id, int Attempt) : QueueCall
    {
        public override string ToString() => $"Release({Id}, attempt {Attempt})";
    }

    /// <summary>Time is an operation too: the one that ends deliveries.</summary>
    public sealed record Pass(TimeSpan By) : QueueCall
    {
        public override string ToString() => $"{By.TotalMilliseconds} ms pass";
    }
}

/// <summary>A delivery without its receipt, which each solution numbers as it likes.</summary>
internal sealed record Got(long Id, string Body, int Attempt)
{
    public static Got? Of(Delivery? delivery) =>
        delivery is null ? null : new Got(delivery.Id, delivery.Body, delivery.Attempt);

    public override string ToString() => $"{Id} \"{Body}\", attempt {Attempt}";
}

/// <summary>The calls of a recorded client.</summary>
internal static class QueueClients
{
    public static bool Send(this Client<IMessageQueue> client, string body) =>
        client.Call(new QueueCall.Send(body), queue => queue.TrySend(body));

    public static Delivery? Receive(this Client<IMessageQueue> client) =>
        client.Call(new QueueCall.Receive(), queue => queue.TryReceive(), Got.Of);

    public static bool Acknowledge(this Client<IMessageQueue> client, Delivery held) =>
        client.Call(new QueueCall.Acknowledge(held.Id, held.Attempt), queue => queue.Acknowledge(held.Receipt));

    public static bool Release(this Client<IMessageQueue> client, Delivery held) =>
        client.Call(new QueueCall.Release(held.Id, held.Attempt), queue => queue.Release(held.Receipt));

    public static void Pass(this Client<IMessageQueue> client, VirtualTime time, TimeSpan by) =>
        client.Call<object?>(new QueueCall.Pass(by), _ =>
        {
            time.Advance(by);
            return null;
        });
}
