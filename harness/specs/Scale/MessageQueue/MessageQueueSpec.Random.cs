using Katas.Engine.Time;
using Katas.Scale;

namespace Katas.Specs.Scale;

/// <content>Random calls beside a model that takes them one after another.</content>
public partial class MessageQueueSpec
{
    [Test, Stage(3)]
    public void It_behaves_as_the_model_says() => ForEachSeed(150, random =>
    {
        using var walk = new Walk(this, random);
        for (var steps = random.Next(6, 25); steps > 0; steps--)
        {
            walk.Step();
            walk.Compare();
            // Two deliveries of one instant would end at one instant, and which message is back first is left open.
            while (walk.HasJustDelivered)
            {
                walk.Advance(Moment);
                walk.Compare();
            }
        }
    });

    /// <summary>One walk through a queue and its model.</summary>
    private sealed class Walk : IDisposable
    {
        private readonly Random _random;
        private readonly VirtualTime _time;
        private readonly IMessageQueue _queue;
        private readonly WaitingModel _model;
        private readonly List<Delivery> _deliveries = [];
        private readonly List<(Task Task, CancellationTokenSource Leaving)> _senders = [];
        private readonly List<(Task<Delivery> Task, CancellationTokenSource Leaving)> _receivers = [];
        private readonly HashSet<int> _cancelled = [];
        private int _sent;
        private int _served;

        public Walk(MessageQueueSpec spec, Random random)
        {
            var capacity = random.Next(1, 4);
            (_random, _time, _queue) = (random, spec.Time, spec.New(capacity));
            _model = new WaitingModel(capacity, Visibility);
        }

        public bool HasJustDelivered => _model.HasJustDelivered;

        public void Step()
        {
            switch (_random.Next(10))
            {
                case 0 or 1:
                    var body = $"m{++_sent}";
                    Expect(
                        _queue.TrySend(body), _model.Call(new QueueCall.Send(body)),
                        "TrySend accepts exactly when there is room");
                    return;
                case 2:
                    SendAsync();
                    return;
                case 3:
                    var delivery = _queue.TryReceive();
                    Expect(Got.Of(delivery), _model.Call(new QueueCall.Receive()), InOrder, "TryReceive()");
                    if (delivery is not null) _deliveries.Add(delivery);
                    return;
                case 4:
                    ReceiveAsync();
                    return;
                case 5 or 6 when _deliveries.Count > 0:
                    var held = _deliveries[_random.Next(_deliveries.Count)];
                    Expect(_queue.Acknowledge(held.Receipt), _model.Call(new QueueCall.Acknowledge(held.Id, held.Attempt)), Ended,
                        $"Acknowledge of attempt {held.Attempt} of message {held.Id}");
                    return;
                case 7 when _deliveries.Count > 0:
                    var given = _deliveries[_random.Next(_deliveries.Count)];
                    Expect(_queue.Release(given.Receipt), _model.Call(new QueueCall.Release(given.Id, given.Attempt)), Ended,
                        $"Release of attempt {given.Attempt} of message {given.Id}");
                    return;
                case 8:
                    Cancel();
                    return;
                default:
                    Advance(Moment * _random.Next(0, 160));
                    return;
            }
        }

        public void Advance(TimeSpan by)
        {
            _time.Advance(by);
            _model.Advance(by);
        }

        /// <summary>Those who wait are as many, and those who were served have the same.</summary>
        public void Compare()
        {
            for (var i = 0; i < _senders.Count; i++)
                ExpectStands(_senders[i].Task, Expected(i), InTurn, $"sender {i + 1}");
            foreach (var (task, _) in _receivers.Where(receiver => Stands(receiver.Task) == Wait.Served).ToList())
            {
                Expect(_model.Served.Contains(Got.Of(task.Result)!), true, Wakes, $"{Got.Of(task.Result)} for one who waits");
                _deliveries.Add(task.Result);
                _receivers.RemoveAll(receiver => receiver.Task == task);
                _served++;
            }

            Expect(_served, _model.Served.Count, Wakes, "the number of receivers who waited and were served");
            Expect(_receivers.Count, _model.Receivers, Wakes, "the number of receivers who wait");
        }

        public void Dispose()
        {
            foreach (var leaving in _senders.Select(s => s.Leaving).Concat(_receivers.Select(r => r.Leaving))) leaving.Dispose();
        }

        private Wait Expected(int sender) =>
            _model.Waits(sender) ? Wait.Waiting : _cancelled.Contains(sender) ? Wait.Cancelled : Wait.Served;

        private void SendAsync()
        {
            var (body, leaving) = ($"m{++_sent}", new CancellationTokenSource());
            _model.Send(_senders.Count, body);
            _senders.Add((MessageQueueSpec.SendAsync(_queue, body, leaving.Token), leaving));
        }

        private void ReceiveAsync()
        {
            var leaving = new CancellationTokenSource();
            _model.Receive();
            _receivers.Add((MessageQueueSpec.ReceiveAsync(_queue, leaving.Token), leaving));
        }

        private void Cancel()
        {
            if (_receivers.Count > 0 && _random.Next(2) == 0)
            {
                var place = _random.Next(_receivers.Count);
                _receivers[place].Leaving.Cancel();
                ExpectStands(_receivers[place].Task, Wait.Cancelled, Leaves, "a receiver who waited");
                _receivers.RemoveAt(place);
                _model.CancelReceiver();
            }
            else if (_senders.Count > 0)
            {
                var place = _random.Next(_senders.Count);
                if (_model.Waits(place)) _cancelled.Add(place);
                _senders[place].Leaving.Cancel();
                _model.Cancel(place);
            }
        }
    }
}
