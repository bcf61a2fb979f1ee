using Katas.Engine.Specs;

namespace Katas.Grading.Scale;

/// <summary>Your own tests of MessageQueue. The one that stands is an example.</summary>
public abstract class MessageQueueOwnTests(Subject subject) : KataSpec<IMessageQueue>(subject)
{
    [Test, Stage(1)]
    public void What_was_sent_is_received()
    {
        var queue = New(capacity: 2);
        queue.TrySend("hello");
        Expect(queue.TryReceive()?.Body, "hello", "the first message is delivered first");
    }

    private IMessageQueue New(int capacity) =>
        Make<NewMessageQueue>(create => create(capacity, TimeSpan.FromSeconds(30), Time));
}
