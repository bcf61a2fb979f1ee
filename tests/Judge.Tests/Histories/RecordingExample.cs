using System.Collections.Concurrent;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;

namespace Katas.Judge.Tests.Histories;

public sealed class RecordingExample
{
    [Test]
    public void The_frameworks_queue_is_linearizable()
    {
        var queue = new ConcurrentQueue<int>();
        var recorder = new HistoryRecorder();
        var threads = Enumerable.Range(0, 4).Select(id => new Thread(() =>
        {
            var client = recorder.Client(id);
            for (var i = 0; i < 100; i++)
            {
                var item = 100 * id + i;
                client.Run(QueueModel.Enqueue(item), () => queue.Enqueue(item));
                client.Run(QueueModel.Dequeue, () => queue.TryDequeue(out var first) ? first : (int?)null);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        var history = recorder.ToHistory();
        Assert.That(LinearizabilityChecker.Check(history, new QueueModel()).Verdict, Is.EqualTo(CheckVerdict.Linearizable));

        using var file = new StringWriter();
        JsonHistory.Write(history, file);
        Assert.That(file.ToString(), Does.StartWith("{\"process\":"));
    }
}
