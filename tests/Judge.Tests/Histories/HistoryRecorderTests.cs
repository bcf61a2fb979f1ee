using Katas.Engine.Histories;
using Katas.Engine.Time;

namespace Katas.Judge.Tests.Histories;

/// <summary>What one thread sees of the recorder.</summary>
public sealed class HistoryRecorderTests
{
    private HistoryRecorder _recorder = null!;

    [SetUp]
    public void Begin() => _recorder = new HistoryRecorder();

    [Test]
    public void Operations_are_in_the_order_of_their_calls_with_positions_for_times()
    {
        _recorder.Client(1).Invoke("enqueue(3)");
        _recorder.Client(2).Invoke("dequeue");
        _recorder.Client(2).Return(3);
        _recorder.Client(1).Return(null);
        Assert.That(_recorder.ToHistory().Operations, Is.EqualTo(new[]
        {
            new Operation(0, 1, "enqueue(3)", null, Ending.Returned, 0, 3),
            new Operation(1, 2, "dequeue", 3, Ending.Returned, 1, 2),
        }));
        Assert.That(_recorder.ToHistory().Unit, Is.EqualTo(TimeUnit.Position));
    }

    [Test]
    public void A_call_without_a_return_is_open_and_one_that_did_nothing_is_left_out()
    {
        var client = _recorder.Client(1);
        client.Invoke("a");
        client.Fail();
        client.Invoke("b");
        client.ReturnUnknown();
        client.Invoke("c");
        client.LeaveOpen();
        client.Invoke("d");
        Assert.That(_recorder.ToHistory().Operations.Select(operation => $"{operation}"), Is.EqualTo(new[]
        {
            "b -> ?", "c (never returned)", "d (never returned)",
        }));
    }

    [Test]
    public void An_exception_leaves_the_operation_open_and_goes_on()
    {
        var client = _recorder.Client(1);
        Assert.That(() => client.Run("a", () => throw new TimeoutException()), Throws.TypeOf<TimeoutException>());
        Assert.That(
            () => client.RunAsync("b", () => Task.FromException<int>(new TimeoutException())), Throws.TypeOf<TimeoutException>());
        Assert.That(_recorder.ToHistory().Operations.Select(operation => operation.Ending), Is.All.EqualTo(Ending.Open));
        Assert.That(_recorder.ToHistory().Operations, Has.Count.EqualTo(2));
    }

    [Test]
    public void An_exception_that_says_that_nothing_was_done_leaves_the_operation_out()
    {
        var recorder = new HistoryRecorder { DidNothing = e => e is ArgumentException };
        Assert.That(
            () => recorder.Client(1).Run("a", () => throw new ArgumentException("refused")), Throws.ArgumentException);
        recorder.Client(1).Run("b", () => 7);
        Assert.That(recorder.ToHistory().Operations.Single().ToString(), Is.EqualTo("b -> 7"));
    }

    [Test]
    public async Task Tasks_are_recorded_like_calls()
    {
        var gate = new TaskCompletionSource<int>();
        var running = _recorder.Client(1).RunAsync("read", () => gate.Task);
        Assert.That(_recorder.ToHistory().Operations.Single().Ending, Is.EqualTo(Ending.Open));
        gate.SetResult(5);
        await running;
        await _recorder.Client(1).RunAsync("write(6)", () => Task.CompletedTask);
        Assert.That(
            _recorder.ToHistory().Operations.Select(operation => $"{operation}"),
            Is.EqualTo(new[] { "read -> 5", "write(6)" }));
    }

    [Test]
    public void Two_calls_at_once_and_a_return_without_a_call_are_refused()
    {
        var client = _recorder.Client(4);
        Assert.That(() => client.Return(1), Throws.TypeOf<HistoryException>().With.Message.StartsWith(
            "Client 4 has no open call to return from."));
        client.Invoke("enqueue(1)");
        Assert.That(() => client.Invoke("enqueue(2)"), Throws.TypeOf<HistoryException>().With.Message.StartsWith(
            "Client 4 calls enqueue(2) while its enqueue(1) is still open."));
    }

    [Test]
    public void Events_of_one_virtual_instant_keep_their_order()
    {
        var time = new VirtualTime();
        var recorder = new HistoryRecorder(time);
        recorder.Client(1).Run("write(1)", () => { });
        recorder.Client(2).Run("read", () => 0);
        var operations = recorder.ToHistory().Operations;
        Assert.That(operations[0].Precedes(operations[1]));
    }

    [Test]
    public void Times_are_the_clocks_nanoseconds_since_the_recorder_was_made()
    {
        var time = new VirtualTime();
        time.Advance(TimeSpan.FromSeconds(1));
        var recorder = new HistoryRecorder(time);
        recorder.Client(1).Invoke("read");
        time.Advance(TimeSpan.FromMilliseconds(5));
        recorder.Client(1).Return(1);
        var history = recorder.ToHistory();
        Assert.That(history.Unit, Is.EqualTo(TimeUnit.Nanosecond));
        Assert.That((history.Operations[0].Invoked, history.Operations[0].Returned), Is.EqualTo((0, 5_000_000)));
    }

    [Test]
    public void A_fault_lasts_until_it_is_disposed_of_or_until_the_last_event()
    {
        var fault = _recorder.AnnotateUntilDisposed("partition {n1} | {n2, n3}");
        _recorder.Annotate("restart", client: 2);
        Assert.That(_recorder.ToHistory().Annotations, Is.EqualTo(new[]
        {
            new Annotation("partition {n1} | {n2, n3}", 0, 1), new Annotation("restart", 1, 1, 2),
        }));
        fault.Dispose();
        Assert.That(_recorder.ToHistory().Annotations[0].To, Is.EqualTo(2));
    }

    [Test]
    public void An_operation_costs_no_more_memory_than_its_place()
    {
        const int Operations = 100_000;
        var client = _recorder.Client(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Operations; i++)
        {
            client.Invoke("read");
            client.Return(null);
        }

        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Operations;
        Assert.That(each, Is.LessThan(42));
    }
}
