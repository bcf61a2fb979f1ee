using Katas.Scale;

namespace Katas.Specs.Scale;

/// <summary>Grades the broker of <c>message-queue</c>: here what one client sees while no time passes.</summary>
public partial class MessageQueueSpec(Subject subject) : KataSpec<IMessageQueue>(subject)
{
    private const string InOrder = "a receiver gets the visible message that was accepted first";
    private const string OneConsumer = "a message in flight is delivered to nobody else";
    private const string Bounded = "a full queue refuses";
    private const string RoomBack = "an acknowledged message has left the queue and made room";
    private const string FirstOf = "a message that was sent is there for the next receiver";
    private const string OldPlace = "a message comes back to its old place";
    private const string Ended = "a receipt ends with its delivery";
    private const string NothingLeft = "an acknowledged message never comes back";

    private static readonly TimeSpan Visibility = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Test, Stage(1)]
    public void A_message_that_was_sent_is_received()
    {
        var queue = New();
        Expect(queue.TrySend("tea"), true, "a queue with room accepts a message");
        Expect(Got.Of(queue.TryReceive()), new Got(1, "tea", 1), FirstOf);
    }

    [Test, Stage(1)]
    public void An_empty_queue_gives_nothing() => Expect(New().TryReceive(), null, "an empty queue gives nothing");

    [Test, Stage(1)]
    public void Messages_come_in_the_order_in_which_they_were_sent()
    {
        var queue = Filled(New(), "a", "b", "c");
        ExpectReceived(queue, InOrder, new Got(1, "a", 1), new Got(2, "b", 1), new Got(3, "c", 1), null);
    }

    [Test, Stage(1)]
    public void Equal_bodies_are_two_messages()
    {
        var queue = Filled(New(), "a", "a");
        var (first, second) = (Receive(queue), Receive(queue));
        Expect((first.Id, second.Id), (1L, 2L), "each message that is accepted is a message of its own");
        Expect(queue.Acknowledge(first.Receipt), true, "the consumer who holds a message acknowledges it");
        Expect(queue.Acknowledge(second.Receipt), true, "the consumer who holds a message acknowledges it");
    }

    [Test, Stage(1)]
    public void A_message_in_flight_is_delivered_to_nobody_else()
    {
        var queue = Filled(New(), "a");
        Receive(queue);
        Expect(queue.TryReceive(), null, OneConsumer);
    }

    [Test, Stage(1)]
    public void A_full_queue_refuses()
    {
        var queue = Filled(New(capacity: 2), "a", "b");
        Expect(queue.TrySend("c"), false, Bounded);
        ExpectReceived(queue, "a refused message is not in the queue", new Got(1, "a", 1), new Got(2, "b", 1), null);
    }

    /// <summary>Promise 2: room is counted in what may still come back.</summary>
    [Test, Stage(1)]
    public void A_message_in_flight_takes_room()
    {
        var queue = Filled(New(capacity: 1), "a");
        Receive(queue);
        Expect(queue.TrySend("b"), false, "a message in flight takes room until it is acknowledged");
    }

    [Test, Stage(1)]
    public void An_acknowledgement_makes_room()
    {
        var queue = Filled(New(capacity: 1), "a");
        Expect(queue.Acknowledge(Receive(queue).Receipt), true, "the consumer who holds a message acknowledges it");
        Expect(queue.TrySend("b"), true, RoomBack);
        ExpectReceived(queue, NothingLeft, new Got(2, "b", 1), null);
    }

    /// <summary>Promise 1: numbers tell the order of what was accepted, so a refusal uses none.</summary>
    [Test, Stage(1)]
    public void A_refusal_uses_no_number()
    {
        var queue = Filled(New(capacity: 1), "a");
        Expect(queue.TrySend("b"), false, Bounded);
        queue.Acknowledge(Receive(queue).Receipt);
        Filled(queue, "c");
        Expect(Receive(queue).Id, 2, "accepted messages are numbered without a gap");
    }

    [Test, Stage(1)]
    public void Messages_may_be_acknowledged_in_any_order()
    {
        var queue = Filled(New(capacity: 3), "a", "b", "c");
        Delivery[] held = [Receive(queue), Receive(queue), Receive(queue)];
        foreach (var place in new[] { 1, 2, 0 })
            Expect(queue.Acknowledge(held[place].Receipt), true, "the consumer who holds a message acknowledges it");
        Expect(Filled(queue, "d", "e", "f").TrySend("g"), false, Bounded);
    }

    /// <summary>Promise 3: a second acknowledgement must not make room that is not there.</summary>
    [Test, Stage(1)]
    public void A_message_is_acknowledged_once()
    {
        var queue = Filled(New(capacity: 2), "a", "b");
        var held = Receive(queue);
        Expect(queue.Acknowledge(held.Receipt), true, "the consumer who holds a message acknowledges it");
        Expect(queue.Acknowledge(held.Receipt), false, Ended);
        Expect(Filled(queue, "c").TrySend("d"), false, Bounded);
    }

    [Test, Stage(1)]
    public void A_receipt_that_was_never_given_is_refused()
    {
        var queue = Filled(New(capacity: 1), "a");
        var unknown = Receive(queue).Receipt + 1_000_000;
        Expect(queue.Acknowledge(unknown), false, "a receipt that was never given is refused");
        Expect(queue.Release(unknown), false, "a receipt that was never given is refused");
        Expect(queue.TrySend("b"), false, "a refused receipt has no effect");
    }

    [Test, Stage(1)]
    public void A_released_message_is_visible_at_once()
    {
        var queue = Filled(New(), "a");
        Expect(queue.Release(Receive(queue).Receipt), true, "the consumer who holds a message may release it");
        ExpectReceived(queue, "a released message is visible at once", new Got(1, "a", 2), null);
    }

    [Test, Stage(1)]
    public void A_released_message_goes_back_to_its_old_place()
    {
        var queue = Filled(New(), "a", "b", "c");
        var (first, second) = (Receive(queue), Receive(queue));
        queue.Release(second.Receipt);
        queue.Release(first.Receipt);
        ExpectReceived(queue, OldPlace, new Got(1, "a", 2), new Got(2, "b", 2), new Got(3, "c", 1), null);
    }

    [Test, Stage(1)]
    public void A_released_message_takes_room()
    {
        var queue = Filled(New(capacity: 1), "a");
        queue.Release(Receive(queue).Receipt);
        Expect(queue.TrySend("b"), false, Bounded);
    }

    /// <summary>Promise 3: the receipt is the delivery's, not the message's.</summary>
    [Test, Stage(1)]
    public void A_released_receipt_says_nothing_about_the_next_delivery()
    {
        var queue = Filled(New(), "a");
        var first = Receive(queue);
        queue.Release(first.Receipt);
        Expect(queue.Acknowledge(first.Receipt), false, Ended);
        Expect(queue.Release(first.Receipt), false, Ended);
        var second = Receive(queue);
        Require(second.Receipt != first.Receipt, "each delivery has a receipt of its own",
            $"Both deliveries of message {first.Id} have the receipt {first.Receipt}.");
        Expect(queue.Acknowledge(first.Receipt), false, Ended);
        Expect(queue.Release(first.Receipt), false, Ended);
        Expect(queue.Acknowledge(second.Receipt), true, "the consumer who holds a message acknowledges it");
        Expect(queue.TryReceive(), null, NothingLeft);
    }

    [Test, Stage(1)]
    public void Queues_are_independent()
    {
        var (one, other) = (New(), New());
        Filled(one, "a");
        Expect(other.TryReceive(), null, "each queue has its own messages");
        Expect(Receive(Filled(other, "b")).Id, 1, "each queue numbers its own messages");
    }

    [TestCase(0), TestCase(-1), Stage(1)]
    public void A_capacity_below_one_is_refused(int capacity) =>
        ExpectThrows<ArgumentOutOfRangeException>(() => New(capacity), "a queue has room for one message at least");

    [TestCase(0), TestCase(-100), Stage(1)]
    public void A_timeout_that_is_not_positive_is_refused(int milliseconds) =>
        ExpectThrows<ArgumentOutOfRangeException>(
            () => Make<NewMessageQueue>(create => create(1, TimeSpan.FromMilliseconds(milliseconds), Time)),
            "a consumer has some time");

    [Test, Stage(1)]
    public void A_missing_clock_is_refused() =>
        ExpectThrows<ArgumentNullException>(
            () => Make<NewMessageQueue>(create => create(1, Visibility, null!)), "there is no time without a clock");

    [Test, Stage(1)]
    public void A_missing_body_is_refused()
    {
        ExpectThrows<ArgumentNullException>(() => New().TrySend(null!), "a message has a body");
        ExpectThrows<ArgumentNullException>(() => Blocked(New().SendAsync(null!)), "a message has a body");
    }

    /// <summary>What a caller gets who blocks its thread for it.</summary>
    private static void Blocked(Task task) => task.GetAwaiter().GetResult();

    private IMessageQueue New(int capacity = 10, TimeSpan? visibility = null, TimeProvider? time = null) =>
        Make<NewMessageQueue>(create => create(capacity, visibility ?? Visibility, time ?? Time));

    private static IMessageQueue Filled(IMessageQueue queue, params ReadOnlySpan<string> bodies)
    {
        foreach (var body in bodies) Expect(queue.TrySend(body), true, "a queue with room accepts a message");
        return queue;
    }

    private static Delivery Receive(IMessageQueue queue)
    {
        var delivery = queue.TryReceive();
        Require(delivery is not null, FirstOf, "TryReceive() should give a message, and gave null.");
        return delivery!;
    }

    private static void ExpectReceived(IMessageQueue queue, string property, params ReadOnlySpan<Got?> expected)
    {
        foreach (var wanted in expected)
        {
            var got = Got.Of(queue.TryReceive());
            Expect(got, wanted, property, "TryReceive()");
        }
    }
}
