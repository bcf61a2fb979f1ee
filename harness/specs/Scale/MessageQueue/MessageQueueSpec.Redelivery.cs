namespace Katas.Specs.Scale;

/// <content>Consumers who die, and those who are too late.</content>
public partial class MessageQueueSpec
{
    private const string ComesBack = "a message whose consumer died is visible again when the timeout has passed";
    private const string NotEarly = "a delivery lasts until the visibility timeout has passed";
    private const string TooLate = "at the timeout and after it the delivery has ended";

    [Test, Stage(2)]
    public void A_message_comes_back_when_its_consumer_dies()
    {
        var queue = Filled(New(), "a");
        Receive(queue);
        Time.Advance(Visibility - Moment);
        Expect(queue.TryReceive(), null, NotEarly);
        Time.Advance(Moment);
        ExpectReceived(queue, ComesBack, new Got(1, "a", 2), null);
    }

    [Test, Stage(2)]
    public void An_acknowledgement_in_time_is_final()
    {
        var queue = Filled(New(), "a");
        var held = Receive(queue);
        Time.Advance(Visibility - Moment);
        Expect(queue.Acknowledge(held.Receipt), true, NotEarly);
        Time.Advance(Visibility * 3);
        Expect(queue.TryReceive(), null, NothingLeft);
    }

    /// <summary>Promise 4: also when nobody has received the message again so far.</summary>
    [Test, Stage(2)]
    public void An_acknowledgement_at_the_timeout_is_too_late()
    {
        var queue = Filled(New(), "a");
        var held = Receive(queue);
        Time.Advance(Visibility);
        Expect(queue.Acknowledge(held.Receipt), false, TooLate);
        Expect(queue.Release(held.Receipt), false, TooLate);
        ExpectReceived(queue, ComesBack, new Got(1, "a", 2), null);
    }

    /// <summary>Promise 3: the consumer who was taken for dead comes back, and the message has a new owner.</summary>
    [Test, Stage(2)]
    public void A_late_consumer_does_not_acknowledge_for_the_next_one()
    {
        var queue = Filled(New(), "a");
        var late = Receive(queue);
        Time.Advance(Visibility);
        var owner = Receive(queue);
        Expect(queue.Acknowledge(late.Receipt), false, "only the delivery in flight can be acknowledged");
        Expect(queue.Release(late.Receipt), false, "only the delivery in flight can be released");
        Expect(queue.TryReceive(), null, OneConsumer);
        Expect(queue.Acknowledge(owner.Receipt), true, "the consumer who holds a message acknowledges it");
    }

    [Test, Stage(2)]
    public void A_message_that_comes_back_is_before_those_sent_later()
    {
        var queue = Filled(New(), "a", "b", "c");
        Receive(queue);
        Receive(queue);
        Time.Advance(Visibility);
        ExpectReceived(queue, OldPlace, new Got(1, "a", 2), new Got(2, "b", 2), new Got(3, "c", 1), null);
    }

    [Test, Stage(2)]
    public void It_is_delivered_again_until_somebody_acknowledges()
    {
        var queue = Filled(New(capacity: 1), "a");
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            Expect(Receive(queue).Attempt, attempt, "the attempt counts the deliveries of the message");
            Time.Advance(Visibility);
        }

        Expect(queue.Acknowledge(Receive(queue).Receipt), true, "the consumer who holds a message acknowledges it");
        Expect(queue.TrySend("b"), true, RoomBack);
    }

    [Test, Stage(2)]
    public void A_message_that_came_back_takes_room()
    {
        var queue = Filled(New(capacity: 1), "a");
        Receive(queue);
        Time.Advance(Visibility);
        Expect(queue.TrySend("b"), false, Bounded);
    }

    /// <summary>Promise 4: the timeout begins with the delivery, however old the message is.</summary>
    [Test, Stage(2)]
    public void Waiting_in_the_queue_costs_no_time()
    {
        var queue = Filled(New(), "a");
        Time.Advance(Visibility * 5);
        var held = Receive(queue);
        Time.Advance(Visibility - Moment);
        Expect(queue.Acknowledge(held.Receipt), true, NotEarly);
    }

    /// <summary>Promise 4: what was set for an earlier delivery must not end the one after it.</summary>
    [Test, Stage(2)]
    public void Each_delivery_has_a_timeout_of_its_own()
    {
        var queue = Filled(New(), "a");
        queue.Release(Receive(queue).Receipt);
        Time.Advance(Visibility / 2);
        var held = Receive(queue);
        Time.Advance(Visibility - Moment);
        Expect(queue.TryReceive(), null, NotEarly);
        Expect(queue.Acknowledge(held.Receipt), true, NotEarly);
    }

    [Test, Stage(2)]
    public void Several_deliveries_end_each_at_its_time()
    {
        var queue = Filled(New(), "a", "b");
        Receive(queue);
        Time.Advance(Visibility / 2);
        var second = Receive(queue);
        Time.Advance(Visibility / 2);
        ExpectReceived(queue, ComesBack, new Got(1, "a", 2), null);
        Time.Advance((Visibility / 2) - Moment);
        Expect(queue.Acknowledge(second.Receipt), true, NotEarly);
        Time.Advance(Visibility);
        ExpectReceived(queue, ComesBack, new Got(1, "a", 3), null);
    }

    /// <summary>Promise 5: a timestamp of one clock says nothing beside one of another.</summary>
    [Test, Stage(2)]
    public void Timestamps_may_begin_anywhere()
    {
        var queue = Filled(New(time: new FarFromZeroClock(Time)), "a");
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            ExpectReceived(queue, ComesBack, new Got(1, "a", attempt));
            Time.Advance(Visibility - Moment);
            Expect(queue.TryReceive(), null, NotEarly);
            Time.Advance(Moment);
        }
    }

    /// <summary>Promise 5: an operator or NTP may set the wall clock; a duration is none of its business.</summary>
    [Test, Stage(2)]
    public void A_wall_clock_set_forwards_ends_no_delivery()
    {
        var queue = Filled(New(), "a");
        var held = Receive(queue);
        Time.StepWallClock(TimeSpan.FromHours(1));
        Expect(queue.TryReceive(), null, "a wall clock that is set ends no delivery");
        Expect(queue.Acknowledge(held.Receipt), true, "a wall clock that is set ends no delivery");
    }

    [Test, Stage(2)]
    public void A_wall_clock_set_back_keeps_no_message()
    {
        var queue = Filled(New(), "a");
        Receive(queue);
        Time.StepWallClock(TimeSpan.FromHours(-1));
        Time.Advance(Visibility);
        ExpectReceived(queue, "a wall clock that is set keeps no message back", new Got(1, "a", 2));
    }
}
