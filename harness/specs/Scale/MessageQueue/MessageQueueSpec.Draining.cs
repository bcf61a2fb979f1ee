using Katas.Engine.Time;
using Katas.Scale;

namespace Katas.Specs.Scale;

/// <content>The graceful end.</content>
public partial class MessageQueueSpec
{
    private const string Closed = "a queue that is being drained takes no more messages";
    private const string Drains = "a drain ends when every accepted message is acknowledged";
    private const string StillServes = "a queue that is being drained still delivers what it has";
    private const string Over = "a drained queue ends every wait";

    [Test, Stage(3)]
    public void Draining_an_empty_queue_ends_at_once() => ExpectStands(New().DrainAsync(), Wait.Served, Drains);

    [Test, Stage(3)]
    public void A_queue_that_is_being_drained_takes_no_messages()
    {
        var queue = Filled(New(), "a");
        _ = queue.DrainAsync();
        ExpectThrows<InvalidOperationException>(() => queue.TrySend("b"), Closed);
        ExpectStands(SendAsync(queue, "c"), Wait.Refused, Closed);
        ExpectReceived(queue, Closed, new Got(1, "a", 1), null);
    }

    [Test, Stage(3)]
    public void A_drain_waits_for_every_acknowledgement()
    {
        var queue = Filled(New(), "a", "b");
        var first = Receive(queue);
        var drained = queue.DrainAsync();
        var second = Receive(queue);
        queue.Acknowledge(second.Receipt);
        ExpectStands(drained, Wait.Waiting, Drains);
        queue.Acknowledge(first.Receipt);
        ExpectStands(drained, Wait.Served, Drains);
    }

    /// <summary>Promise 8: a consumer may die during the shutdown too, which is when consumers die.</summary>
    [Test, Stage(3)]
    public void A_draining_queue_delivers_again()
    {
        var queue = Filled(New(), "a");
        Receive(queue);
        var drained = queue.DrainAsync();
        var receiver = ReceiveAsync(queue);
        ExpectStands(receiver, Wait.Waiting, "a message in flight may come back");
        Time.Advance(Visibility);
        ExpectGot(receiver, new Got(1, "a", 2), StillServes);
        queue.Release(receiver.Result.Receipt);
        ExpectStands(drained, Wait.Waiting, Drains);
        queue.Acknowledge(Receive(queue).Receipt);
        ExpectStands(drained, Wait.Served, Drains);
    }

    [Test, Stage(3)]
    public void Senders_who_wait_are_refused_when_the_drain_begins()
    {
        var queue = Filled(New(capacity: 1), "a");
        var sender = SendAsync(queue, "b");
        var drained = queue.DrainAsync();
        ExpectStands(sender, Wait.Refused, Closed);
        queue.Acknowledge(Receive(queue).Receipt);
        ExpectStands(drained, Wait.Served, Drains);
        Expect(queue.TryReceive(), null, "a refused message is not in the queue");
    }

    [Test, Stage(3)]
    public void Receivers_who_wait_are_sent_away_when_the_queue_is_drained()
    {
        var queue = Filled(New(), "a");
        var held = Receive(queue);
        Task<Delivery>[] receivers = [ReceiveAsync(queue), ReceiveAsync(queue)];
        _ = queue.DrainAsync();
        foreach (var receiver in receivers) ExpectStands(receiver, Wait.Waiting, "a message in flight may come back");
        queue.Acknowledge(held.Receipt);
        foreach (var receiver in receivers) ExpectStands(receiver, Wait.Refused, Over);
    }

    [Test, Stage(3)]
    public void Receivers_of_an_empty_queue_are_sent_away_at_once()
    {
        var queue = New();
        var receiver = ReceiveAsync(queue);
        _ = queue.DrainAsync();
        ExpectStands(receiver, Wait.Refused, Over);
    }

    [Test, Stage(3)]
    public void A_drained_queue_gives_nothing()
    {
        var queue = Filled(New(), "a");
        var held = Receive(queue);
        _ = queue.DrainAsync();
        queue.Acknowledge(held.Receipt);
        ExpectStands(ReceiveAsync(queue), Wait.Refused, Over);
        Expect(queue.TryReceive(), null, "an empty queue gives nothing");
        Expect(queue.Acknowledge(held.Receipt), false, Ended);
        Expect(queue.Release(held.Receipt), false, Ended);
        ExpectThrows<InvalidOperationException>(() => queue.TrySend("b"), Closed);
    }

    [Test, Stage(3)]
    public void Draining_twice_is_harmless()
    {
        var queue = Filled(New(), "a");
        var (one, other) = (queue.DrainAsync(), queue.DrainAsync());
        ExpectStands(one, Wait.Waiting, Drains);
        queue.Acknowledge(Receive(queue).Receipt);
        ExpectStands(one, Wait.Served, Drains);
        ExpectStands(other, Wait.Served, Drains);
        ExpectStands(queue.DrainAsync(), Wait.Served, Drains);
    }

    /// <summary>Promise 8: a timer that stays would keep the queue in memory, and would wake for nobody.</summary>
    [Test, Stage(3)]
    public void A_drained_queue_leaves_no_timer()
    {
        var queue = Filled(New(), "a", "b");
        var (first, second) = (Receive(queue), Receive(queue));
        var receiver = ReceiveAsync(queue);
        queue.Release(second.Receipt);
        ExpectStands(receiver, Wait.Served, Wakes);
        _ = ReceiveAsync(queue);
        _ = queue.DrainAsync();
        queue.Acknowledge(first.Receipt);
        queue.Acknowledge(receiver.Result.Receipt);
        VirtualTime.Settle();
        Expect(Time.ActiveTimers, 0, "a drained queue leaves no timer behind", "the number of timers that are set");
    }
}
