using Katas.Scale;

namespace Katas.Specs.Scale;

/// <content>Every interleaving of a few calls, judged by the model: nothing is asserted by hand.</content>
public partial class MessageQueueSpec
{
    [Test, Stage(4)]
    public void One_message_goes_to_one_of_two_consumers() =>
        Explore(() => New())
            .First(c => c.Send("a"))
            .Client(c => c.Receive())
            .Client(c => c.Receive())
            .Linearizable(Model());

    [Test, Stage(4)]
    public void Two_messages_serve_two_consumers() =>
        Explore(() => New())
            .First(c => { c.Send("a"); c.Send("b"); })
            .Client(c => ReceiveAndAcknowledge(c))
            .Client(c => ReceiveAndAcknowledge(c))
            .Last(c => c.Receive())
            .Linearizable(Model());

    [Test, Stage(4)]
    public void The_last_place_goes_to_one_of_two_producers() =>
        Explore(() => New(capacity: 1))
            .Client(c => c.Send("a"))
            .Client(c => c.Send("b"))
            .Last(c => { c.Receive(); c.Receive(); })
            .Linearizable(Model(capacity: 1));

    /// <summary>Promise 10: the numbers tell the order in which consumers get the messages.</summary>
    [Test, Stage(4)]
    public void Numbers_and_places_are_given_in_one_step() =>
        Explore(() => New())
            .Client(c => c.Send("a"))
            .Client(c => { c.Send("b"); c.Receive(); })
            .Last(c => { c.Receive(); c.Receive(); })
            .Linearizable(Model());

    [Test, Stage(4)]
    public void A_delivery_is_acknowledged_by_one_of_two_calls() =>
        TwoCallsForOneDelivery((c, held) => c.Acknowledge(held), (c, held) => c.Acknowledge(held));

    [Test, Stage(4)]
    public void A_delivery_is_acknowledged_or_released() =>
        TwoCallsForOneDelivery((c, held) => c.Acknowledge(held), (c, held) => c.Release(held));

    [Test, Stage(4)]
    public void A_delivery_is_released_by_one_of_two_calls() =>
        TwoCallsForOneDelivery((c, held) => c.Release(held), (c, held) => c.Release(held));

    /// <summary>Promise 10: the consumer is done at the instant at which it is taken for dead.</summary>
    [Test, Stage(4)]
    public void A_delivery_is_acknowledged_or_comes_back() =>
        TwoCallsForOneDelivery((c, held) => c.Acknowledge(held), (c, _) => TimeOutAndReceive(c));

    [Test, Stage(4)]
    public void A_delivery_that_is_released_and_times_out_comes_back_once() =>
        TwoCallsForOneDelivery((c, held) => c.Release(held), (c, _) => TimeOutAndReceive(c));

    [Test, Stage(4)]
    public void A_message_that_came_back_goes_to_one_of_two_consumers() =>
        Explore(() => New())
            .First(c => { c.Send("a"); c.Receive(); c.Pass(Time, Visibility); })
            .Client(c => c.Receive())
            .Client(c => c.Receive())
            .Last(c => c.Receive())
            .Linearizable(Model());

    [Test, Stage(4)]
    public void A_producer_beside_a_consumer()
    {
        Delivery held = null!;
        Explore(() => New(capacity: 2))
            .First(c => { c.Send("a"); c.Send("b"); held = c.Receive()!; })
            .Client(c => { c.Send("c"); c.Send("d"); })
            .Client(c => { c.Acknowledge(held); c.Receive(); })
            .Last(c => { c.Receive(); c.Receive(); })
            .Linearizable(Model(capacity: 2));
    }

    [Test, Stage(4)]
    public void Three_at_a_time()
    {
        Delivery held = null!;
        Explore(() => New(capacity: 2))
            .First(c => { c.Send("a"); c.Send("b"); held = c.Receive()!; })
            .Client(c => c.Release(held))
            .Client(c => c.Receive())
            .Client(c => c.Send("c"))
            .Last(c => { c.Receive(); c.Receive(); c.Receive(); })
            .Linearizable(Model(capacity: 2));
    }

    /// <summary>Promise 10 on real threads: what is inside the framework's own collections and locks runs too.</summary>
    [Test, Stage(4)]
    public void It_is_linearizable_as_a_message_queue() =>
        Judge(() => New(capacity: 3), Model(capacity: 3), clients: 4, seeds: 8, client =>
        {
            var (held, last) = (new Stack<Delivery>(), (Delivery?)null);
            for (var calls = 0; calls < 200; calls++)
            {
                var choice = client.Random.Next(10);
                if (choice < 3) client.Send($"{client.Number}.{calls}");
                else if (choice == 3 && last is not null) client.Acknowledge(last);
                else if (choice < 7 && client.Receive() is { } delivery) held.Push(delivery);
                else if (choice > 6 && held.TryPop(out last) && choice < 9) client.Acknowledge(last);
                else if (choice == 9 && last is not null) client.Release(last);
            }

            while (held.TryPop(out last)) client.Acknowledge(last);
        });

    private void TwoCallsForOneDelivery(
        Action<Client<IMessageQueue>, Delivery> one, Action<Client<IMessageQueue>, Delivery> other)
    {
        Delivery held = null!;
        Explore(() => New(capacity: 2))
            .First(c => { c.Send("a"); c.Send("b"); held = c.Receive()!; })
            .Client(c => one(c, held))
            .Client(c => other(c, held))
            .Last(c => { c.Send("c"); c.Receive(); c.Receive(); c.Receive(); })
            .Linearizable(Model(capacity: 2));
    }

    private static void ReceiveAndAcknowledge(Client<IMessageQueue> client)
    {
        if (client.Receive() is { } delivery) client.Acknowledge(delivery);
    }

    private void TimeOutAndReceive(Client<IMessageQueue> client)
    {
        client.Pass(Time, Visibility);
        client.Receive();
    }

    private static MessageQueueModel Model(int capacity = 10) => new(capacity, Visibility);
}
