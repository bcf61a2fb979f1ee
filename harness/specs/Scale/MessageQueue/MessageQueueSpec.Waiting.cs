using System.Runtime.CompilerServices;
using Katas.Engine.Time;
using Katas.Scale;

namespace Katas.Specs.Scale;

/// <content>Those who wait for a message, and those who wait for room.</content>
public partial class MessageQueueSpec
{
    private const string Wakes = "a waiting receiver gets the next message that becomes visible";
    private const string OneWakes = "one message goes to one receiver";
    private const string LetIn = "a waiting sender is let in when a message is acknowledged";
    private const string BackPressure = "a sender waits while the queue is full";
    private const string InTurn = "senders are let in in the order in which they came";
    private const string Leaves = "a cancelled wait ends at once";
    private const string NothingTaken = "a receiver who leaves takes no message along";
    private const string NothingSent = "the message of a sender who left is not in the queue";

    [Test, Stage(3)]
    public void A_message_that_is_there_need_not_be_waited_for()
    {
        var queue = Filled(New(), "a");
        ExpectGot(ReceiveAsync(queue), new Got(1, "a", 1), FirstOf);
        Expect(queue.TryReceive(), null, OneConsumer);
    }

    [Test, Stage(3)]
    public void A_receiver_waits_for_a_message()
    {
        var queue = New();
        var receiver = ReceiveAsync(queue);
        ExpectStands(receiver, Wait.Waiting, "there is nothing to receive yet");
        Filled(queue, "a");
        ExpectGot(receiver, new Got(1, "a", 1), Wakes);
        Expect(queue.TryReceive(), null, OneConsumer);
    }

    [Test, Stage(3)]
    public void One_message_wakes_one_receiver()
    {
        var queue = New();
        Task<Delivery>[] receivers = [ReceiveAsync(queue), ReceiveAsync(queue), ReceiveAsync(queue)];
        for (var sent = 1; sent <= receivers.Length; sent++)
        {
            Filled(queue, "a");
            Expect(receivers.Count(receiver => Stands(receiver) == Wait.Served), sent, OneWakes);
        }

        Expect(receivers.Select(receiver => receiver.Result.Id).Distinct().Count(), 3, OneWakes);
    }

    /// <summary>Promise 6: nobody calls the queue at that moment. Only the clock moves.</summary>
    [Test, Stage(3)]
    public void A_waiting_receiver_gets_a_message_whose_consumer_died()
    {
        var queue = Filled(New(), "a");
        Receive(queue);
        Time.Advance(Visibility / 2);
        var receiver = ReceiveAsync(queue);
        Time.Advance((Visibility / 2) - Moment);
        ExpectStands(receiver, Wait.Waiting, NotEarly);
        Time.Advance(Moment);
        ExpectGot(receiver, new Got(1, "a", 2), Wakes);
    }

    [Test, Stage(3)]
    public void A_receiver_who_waited_has_the_whole_timeout()
    {
        var queue = New();
        var receiver = ReceiveAsync(queue);
        Time.Advance(Visibility * 2);
        Filled(queue, "a");
        ExpectStands(receiver, Wait.Served, Wakes);
        Time.Advance(Visibility - Moment);
        Expect(queue.TryReceive(), null, NotEarly);
        Time.Advance(Moment);
        ExpectReceived(queue, ComesBack, new Got(1, "a", 2));
    }

    /// <summary>Promise 6: longer than 24.8 days, which is what an <see cref="int"/> of milliseconds holds.</summary>
    [Test, Stage(3)]
    public void A_timeout_of_weeks_wakes_a_receiver_too()
    {
        var timeout = TimeSpan.FromDays(40);
        var queue = Filled(New(visibility: timeout), "a");
        Receive(queue);
        var receiver = ReceiveAsync(queue);
        Time.Advance(timeout - Moment);
        ExpectStands(receiver, Wait.Waiting, NotEarly);
        Time.Advance(Moment);
        ExpectGot(receiver, new Got(1, "a", 2), Wakes);
    }

    [Test, Stage(3)]
    public void A_waiting_receiver_gets_a_released_message()
    {
        var queue = Filled(New(), "a");
        var held = Receive(queue);
        var receiver = ReceiveAsync(queue);
        queue.Release(held.Receipt);
        ExpectGot(receiver, new Got(1, "a", 2), Wakes);
    }

    [Test, Stage(3)]
    public void Each_message_comes_back_to_those_who_wait_at_its_time()
    {
        var queue = Filled(New(), "a", "b");
        Receive(queue);
        Time.Advance(Visibility / 4);
        Receive(queue);
        Task<Delivery>[] receivers = [ReceiveAsync(queue), ReceiveAsync(queue)];
        Time.Advance(Visibility * 0.75);
        Expect(receivers.Count(receiver => Stands(receiver) == Wait.Served), 1, Wakes);
        Time.Advance((Visibility / 4) - Moment);
        Expect(receivers.Count(receiver => Stands(receiver) == Wait.Served), 1, NotEarly);
        Time.Advance(Moment);
        Expect(receivers.Count(receiver => Stands(receiver) == Wait.Served), 2, Wakes);
        Expect(receivers.Sum(receiver => receiver.Result.Id), 3, OneWakes);
    }

    [Test, Stage(3)]
    public void A_sender_need_not_wait_where_there_is_room()
    {
        var queue = New(capacity: 1);
        ExpectStands(SendAsync(queue, "a"), Wait.Served, "a queue with room accepts a message");
        Expect(queue.TrySend("b"), false, Bounded);
        ExpectReceived(queue, FirstOf, new Got(1, "a", 1));
    }

    /// <summary>Promise 7: neither a delivery nor its end makes room. Only an acknowledgement does.</summary>
    [Test, Stage(3)]
    public void A_sender_waits_until_a_message_is_acknowledged()
    {
        var queue = Filled(New(capacity: 1), "a");
        var sender = SendAsync(queue, "b");
        ExpectStands(sender, Wait.Waiting, BackPressure);
        Receive(queue);
        ExpectStands(sender, Wait.Waiting, BackPressure);
        Time.Advance(Visibility);
        ExpectStands(sender, Wait.Waiting, BackPressure);
        queue.Release(Receive(queue).Receipt);
        ExpectStands(sender, Wait.Waiting, BackPressure);
        queue.Acknowledge(Receive(queue).Receipt);
        ExpectStands(sender, Wait.Served, LetIn);
        ExpectReceived(queue, LetIn, new Got(2, "b", 1), null);
    }

    [Test, Stage(3)]
    public void Senders_are_let_in_in_the_order_in_which_they_came()
    {
        var queue = Filled(New(capacity: 1), "a");
        Task[] senders = [SendAsync(queue, "b"), SendAsync(queue, "c"), SendAsync(queue, "d")];
        for (var place = 0; place < senders.Length; place++)
        {
            queue.Acknowledge(Receive(queue).Receipt);
            Expect(senders.Count(sender => Stands(sender) == Wait.Served), place + 1, "one acknowledgement lets one sender in");
            ExpectStands(senders[place], Wait.Served, InTurn, "the first who waits");
            Expect(queue.TrySend("x"), false, Bounded);
        }

        ExpectReceived(queue, InOrder, new Got(4, "d", 1));
    }

    [Test, Stage(3)]
    public void A_cancelled_receiver_takes_no_message_along()
    {
        using var leaving = new CancellationTokenSource();
        var queue = New();
        var receiver = ReceiveAsync(queue, leaving.Token);
        leaving.Cancel();
        ExpectStands(receiver, Wait.Cancelled, Leaves);
        Filled(queue, "a");
        VirtualTime.Settle();
        ExpectReceived(queue, NothingTaken, new Got(1, "a", 1), null);
    }

    [Test, Stage(3)]
    public void A_message_goes_to_a_receiver_who_is_still_there()
    {
        using var leaving = new CancellationTokenSource();
        var queue = New();
        var (gone, stays) = (ReceiveAsync(queue, leaving.Token), ReceiveAsync(queue));
        leaving.Cancel();
        ExpectStands(gone, Wait.Cancelled, Leaves);
        Filled(queue, "a");
        ExpectGot(stays, new Got(1, "a", 1), NothingTaken);
    }

    [Test, Stage(3)]
    public void A_cancelled_sender_sends_nothing()
    {
        using var leaving = new CancellationTokenSource();
        var queue = Filled(New(capacity: 1), "a");
        var (gone, stays) = (SendAsync(queue, "b", leaving.Token), SendAsync(queue, "c"));
        leaving.Cancel();
        ExpectStands(gone, Wait.Cancelled, Leaves);
        ExpectStands(stays, Wait.Waiting, BackPressure);
        queue.Acknowledge(Receive(queue).Receipt);
        ExpectStands(stays, Wait.Served, "a sender who leaves takes no room along");
        ExpectReceived(queue, NothingSent, new Got(2, "c", 1), null);
    }

    [Test, Stage(3)]
    public void A_token_that_is_cancelled_already_does_nothing()
    {
        var (queue, cancelled) = (Filled(New(capacity: 2), "a"), new CancellationToken(canceled: true));
        ExpectStands(SendAsync(queue, "b", cancelled), Wait.Cancelled, "a cancelled caller sends nothing");
        ExpectStands(ReceiveAsync(queue, cancelled), Wait.Cancelled, "a cancelled caller receives nothing");
        ExpectReceived(queue, "a cancelled caller changes nothing", new Got(1, "a", 1), null);
    }

    [Test, Stage(3)]
    public void Cancelling_afterwards_changes_nothing()
    {
        using var leaving = new CancellationTokenSource();
        var queue = New();
        var receiver = ReceiveAsync(queue, leaving.Token);
        ExpectStands(SendAsync(queue, "a", leaving.Token), Wait.Served, "a queue with room accepts a message");
        ExpectGot(receiver, new Got(1, "a", 1), Wakes);
        leaving.Cancel();
        VirtualTime.Settle();
        Expect(queue.TryReceive(), null, OneConsumer);
        Expect(queue.Acknowledge(receiver.Result.Receipt), true, "the consumer who holds a message acknowledges it");
    }

    private static Task SendAsync(IMessageQueue queue, string body, CancellationToken cancellationToken = default) =>
        ThroughTheTask(() => queue.SendAsync(body, cancellationToken));

    private static Task<Delivery> ReceiveAsync(IMessageQueue queue, CancellationToken cancellationToken = default) =>
        ThroughTheTask(() => queue.ReceiveAsync(cancellationToken));

    private static TTask ThroughTheTask<TTask>(Func<TTask> call) where TTask : Task
    {
        try
        {
            return call();
        }
        catch (Exception thrown) when (thrown is OperationCanceledException or InvalidOperationException)
        {
            Require(false, "a call that returns a task answers through it",
                $"The call threw {thrown.GetType().Name}; the task that it returns should carry it.");
            throw;
        }
    }

    private static void ExpectGot(
        Task<Delivery> receiver, Got expected, string property,
        [CallerArgumentExpression(nameof(receiver))] string name = "")
    {
        ExpectStands(receiver, Wait.Served, property, name);
        Expect(Got.Of(receiver.Result), expected, property, name);
    }

    /// <summary>Checks how a call stands once everything that is ready has run.</summary>
    private static void ExpectStands(
        Task task, Wait expected, string property, [CallerArgumentExpression(nameof(task))] string name = "")
    {
        var stands = Stands(task);
        Require(stands == expected, property, $"{name} should be {expected}, and is {stands}.");
    }
}
