using Katas.Engine.Histories;

namespace Katas.Judge.Tests.Histories;

/// <summary>The recorder under real threads: nothing is lost, and what happened before comes before.</summary>
public sealed class RecorderThreadTests
{
    private const int Threads = 4;
    private const int PerThread = 100_000;

    /// <summary>A shared counter is its own clock: an increment that came later returned more.</summary>
    [Test]
    public void No_event_is_lost_and_each_client_keeps_its_order()
    {
        var recorder = new HistoryRecorder();
        Hammer(recorder);
        var operations = recorder.ToHistory().Operations;
        Assert.That(operations, Has.Count.EqualTo(Threads * PerThread));
        var outputs = operations.Select(operation => (int)operation.Output!).Order();
        Assert.That(outputs.SequenceEqual(Enumerable.Range(1, operations.Count)));
        foreach (var client in operations.GroupBy(operation => operation.Client))
        {
            var own = client.ToList();
            Assert.That(own.Select(operation => (int)operation.Input).SequenceEqual(Enumerable.Range(0, PerThread)));
            Assert.That(own.Zip(own.Skip(1)).All(pair => pair.First.Precedes(pair.Second)));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void What_returned_before_another_was_called_precedes_it(bool withClock)
    {
        var recorder = new HistoryRecorder(withClock ? new StoppedClock() : null);
        Hammer(recorder);
        var operations = recorder.ToHistory().Operations;
        var stamps = operations.SelectMany(operation => new[] { operation.Invoked, operation.Returned });
        Assert.That(stamps.Distinct().Count(), Is.EqualTo(2 * operations.Count));
        Assert.That(Contradictions(operations), Is.Zero);
    }

    [Test]
    public void A_snapshot_holds_no_effect_without_its_cause()
    {
        var recorder = new HistoryRecorder();
        List<History> snapshots = [];
        Hammer(recorder, until: () =>
        {
            snapshots.Add(recorder.ToHistory());
            return snapshots.Count == 40 || snapshots[^1].Operations.Count > PerThread;
        });
        foreach (var operations in snapshots.Select(history => history.Operations))
        {
            var known = operations.Where(operation => operation.Ending == Ending.Returned)
                .Select(operation => (int)operation.Output!).ToHashSet();
            var open = operations.Count(operation => operation.Ending == Ending.Open);
            // Each number below the largest was given out to somebody whose call is in the snapshot.
            Assert.That(known.Count == 0 ? 0 : known.Max() - known.Count, Is.AtMost(open));
            Assert.That(operations.Select((operation, i) => operation.Index == i).All(right => right));
            Assert.That(Contradictions(operations), Is.Zero);
        }
    }

    /// <summary>How many increments gave less than one that had returned before they were called.</summary>
    private static int Contradictions(IReadOnlyList<Operation> operations)
    {
        var events = operations.Select(operation => (At: operation.Invoked, Call: true, operation))
            .Concat(operations.Select(operation => (At: operation.Returned, Call: false, operation)))
            .Where(e => e.operation.Ending == Ending.Returned).OrderBy(e => e.At);
        var (largest, floors, wrong) = (0, new Dictionary<int, int>(), 0);
        foreach (var (_, call, operation) in events)
            if (call) floors[operation.Index] = largest;
            else if ((int)operation.Output! < floors[operation.Index]) wrong++;
            else largest = Math.Max(largest, (int)operation.Output!);
        return wrong;
    }

    /// <summary>Every thread makes its calls, or goes on until something is so.</summary>
    private static void Hammer(HistoryRecorder recorder, Func<bool>? until = null)
    {
        var (shared, stop) = (0, false);
        using var start = new Barrier(Threads + 1);
        var threads = Enumerable.Range(0, Threads).Select(id => new Thread(() =>
        {
            var client = recorder.Client(id);
            start.SignalAndWait();
            for (var i = 0; until is null ? i < PerThread : !Volatile.Read(ref stop); i++)
                client.Run(i, () => Interlocked.Increment(ref shared));
        })).ToList();
        threads.ForEach(thread => thread.Start());
        start.SignalAndWait();
        while (until is not null && !stop) Volatile.Write(ref stop, until());
        threads.ForEach(thread => thread.Join());
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
