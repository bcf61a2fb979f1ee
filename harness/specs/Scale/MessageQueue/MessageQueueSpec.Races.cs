using Katas.Scale;
using static Katas.Engine.Specs.TaskCalls;

namespace Katas.Specs.Scale;

/// <content>Every interleaving of a call that waits and the call that ends the wait.</content>
public partial class MessageQueueSpec
{
    private const string NotLost = "a message is with a consumer or in the queue, never nowhere and never both";

    /// <summary>Promise 10: nobody falls asleep between "nothing there" and "I wait".</summary>
    [Test, Stage(4)]
    public void A_receiver_who_comes_beside_a_message_gets_it() =>
        Explore(() => New())
            .Thread(q => ReceiveAsync(q))
            .Thread(q => q.TrySend("a"))
            .AfterAll((q, results) =>
            {
                ExpectGot((Task<Delivery>)results[0]!, new Got(1, "a", 1), Wakes, "the receiver");
                Expect(q.TryReceive(), null, OneConsumer);
            });

    [Test, Stage(4)]
    public void A_sender_who_comes_beside_an_acknowledgement_is_let_in()
    {
        Delivery held = null!;
        Explore(() => Holding(New(capacity: 1), out held))
            .Thread(q => SendAsync(q, "b"))
            .Thread(q => q.Acknowledge(held.Receipt))
            .AfterAll((q, results) =>
            {
                ExpectStands((Task)results[0]!, Wait.Served, LetIn, "the sender");
                ExpectReceived(q, LetIn, new Got(2, "b", 1), null);
            });
    }

    [Test, Stage(4)]
    public void Two_messages_wake_two_receivers()
    {
        Task<Delivery>[] receivers = [];
        Explore(() =>
            {
                var queue = New();
                receivers = [ReceiveAsync(queue), ReceiveAsync(queue)];
                return queue;
            })
            .Thread(q => q.TrySend("a"))
            .Thread(q => q.TrySend("b"))
            .AfterAll(q =>
            {
                foreach (var receiver in receivers) ExpectStands(receiver, Wait.Served, Wakes, "each of the two receivers");
                Expect(receivers.Sum(receiver => receiver.Result.Id), 3, OneWakes);
                Expect(q.TryReceive(), null, OneConsumer);
            });
    }

    /// <summary>Promise 10: the receiver gives up at the instant at which its message comes.</summary>
    [Test, Stage(4)]
    public void A_message_that_comes_while_its_receiver_leaves_is_not_lost()
    {
        CancellationTokenSource leaving = null!;
        Task<Delivery> receiver = null!;
        Explore(() =>
            {
                leaving = new CancellationTokenSource();
                var queue = New();
                receiver = ReceiveAsync(queue, leaving.Token);
                return queue;
            })
            .Thread(_ => Cancel(leaving))
            .Thread(q => q.TrySend("a"))
            .AfterAll(q =>
            {
                var stands = Stands(receiver);
                Require(stands is Wait.Cancelled or Wait.Served, "a wait ends once",
                    $"The receiver is {stands}; it may have its message or be cancelled.");
                // Offered to somebody who has left is not delivered: the first delivery is attempt 1.
                if (stands == Wait.Cancelled) ExpectReceived(q, NotLost, new Got(1, "a", 1));
                Expect(q.TryReceive(), null, NotLost);
            });
    }

    [Test, Stage(4)]
    public void A_sender_who_leaves_while_it_is_let_in_has_sent_or_has_not()
    {
        CancellationTokenSource leaving = null!;
        Task sender = null!;
        Delivery held = null!;
        Explore(() =>
            {
                leaving = new CancellationTokenSource();
                var queue = Holding(New(capacity: 1), out held);
                sender = SendAsync(queue, "b", leaving.Token);
                return queue;
            })
            .Thread(_ => Cancel(leaving))
            .Thread(q => q.Acknowledge(held.Receipt))
            .AfterAll(q =>
            {
                var stands = Stands(sender);
                Require(stands is Wait.Cancelled or Wait.Served, "a wait ends once",
                    $"The sender is {stands}; it may be let in or be cancelled.");
                Expect(q.TrySend("c"), stands == Wait.Cancelled, "a sender who leaves takes no room along");
                Expect(q.TryReceive()?.Body, stands == Wait.Served ? "b" : "c", NotLost, "the message in the queue");
            });
    }

    /// <summary>Promise 10: the consumer is done, or it was too late and the next one has the message.</summary>
    [Test, Stage(4)]
    public void A_delivery_is_acknowledged_or_wakes_a_receiver()
    {
        Delivery held = null!;
        Task<Delivery> receiver = null!;
        Explore(() =>
            {
                var queue = Holding(New(), out held);
                receiver = ReceiveAsync(queue);
                return queue;
            })
            .Thread(q => q.Acknowledge(held.Receipt))
            .Thread(_ => Time.Advance(Visibility))
            .AfterAll((q, results) =>
            {
                var acknowledged = results[0] is true;
                ExpectStands(receiver, acknowledged ? Wait.Waiting : Wait.Served, NotLost);
                Expect(q.TryReceive(), null, OneConsumer);
                if (!acknowledged) Expect(q.Acknowledge(receiver.Result.Receipt), true, NotLost);
            });
    }

    [Test, Stage(4)]
    public void A_drain_waits_for_what_was_accepted_beside_it() =>
        Explore(() => New())
            .Thread(q => Answer(() => q.TrySend("a")))
            .Thread(q => q.DrainAsync())
            .AfterAll((q, results) =>
            {
                var drained = (Task)results[1]!;
                Require(results[0] is true or Wait.Refused, Closed,
                    $"TrySend beside DrainAsync gave {results[0]}; it may give true or throw InvalidOperationException.");
                ExpectStands(drained, results[0] is true ? Wait.Waiting : Wait.Served, Drains, "the drain");
                if (results[0] is not true) return;
                q.Acknowledge(Receive(q).Receipt);
                ExpectStands(drained, Wait.Served, Drains, "the drain");
            });

    [Test, Stage(4)]
    public void The_last_acknowledgement_beside_a_drain_ends_it()
    {
        Delivery held = null!;
        Explore(() => Holding(New(), out held))
            .Thread(q => q.Acknowledge(held.Receipt))
            .Thread(q => q.DrainAsync())
            .AfterAll((_, results) => ExpectStands((Task)results[1]!, Wait.Served, Drains, "the drain"));
    }

    [Test, Stage(4)]
    public void Nobody_waits_in_a_drained_queue() =>
        Explore(() => New())
            .Thread(q => ReceiveAsync(q))
            .Thread(q => q.DrainAsync())
            .AfterAll((_, results) => ExpectStands((Task)results[0]!, Wait.Refused, Over, "the receiver"));

    [Test, Stage(4)]
    public void No_sender_waits_in_a_queue_that_is_being_drained()
    {
        Delivery held = null!;
        Explore(() => Holding(New(capacity: 1), out held))
            .Thread(q => SendAsync(q, "b"))
            .Thread(q => q.DrainAsync())
            .AfterAll((q, results) =>
            {
                ExpectStands((Task)results[0]!, Wait.Refused, Closed, "the sender");
                q.Acknowledge(held.Receipt);
                ExpectStands((Task)results[1]!, Wait.Served, Drains, "the drain");
            });
    }

    private static IMessageQueue Holding(IMessageQueue queue, out Delivery held)
    {
        held = Receive(Filled(queue, "a"));
        return queue;
    }

    private static object Answer(Func<bool> call)
    {
        try
        {
            return call();
        }
        catch (InvalidOperationException)
        {
            return Wait.Refused;
        }
    }
}
