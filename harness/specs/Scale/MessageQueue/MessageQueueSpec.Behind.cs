using System.Runtime.CompilerServices;
using Katas.Engine.Time;
using static Katas.Engine.Specs.TaskCalls;

namespace Katas.Specs.Scale;

/// <content>The code behind a task, and what stays when a call has ended.</content>
public partial class MessageQueueSpec
{
    private const string LeavesNothing = "a call that has ended leaves nothing with its token";

    /// <summary>Promise 9: a task that ends inside the lock runs its caller's code there, which waits here.</summary>
    [Test, Stage(3)]
    public void Code_behind_a_task_may_call_the_queue_from_any_thread()
    {
        const string Outside = "the code behind a task runs outside the queue";
        var queue = New(capacity: 1);
        var receiver = ReceiveAsync(queue);
        var received = WhenEnded(receiver, () => FromAnotherThread(() => queue.TrySend("x")));
        queue.TrySend("a");
        ExpectStands(received, Wait.Served, Outside, "the code behind ReceiveAsync");
        Expect(received.Result, false, Bounded);
        var sent = WhenEnded(SendAsync(queue, "b"), () => FromAnotherThread(() => queue.TrySend("x")));
        queue.Acknowledge(receiver.Result.Receipt);
        ExpectStands(sent, Wait.Served, Outside, "the code behind SendAsync");
        Expect(sent.Result, false, Bounded);
    }

    /// <summary>Promise 9: whoever is told first may take long. Here it takes until the other has been told.</summary>
    [Test, Stage(3)]
    public void Code_behind_a_task_holds_up_nobody()
    {
        var queue = New();
        ExpectToMeet([ReceiveAsync(queue), ReceiveAsync(queue)], () => Filled(queue, "a", "b"));
        var full = Filled(New(capacity: 2), "a", "b");
        var (first, second) = (Receive(full), Receive(full));
        ExpectToMeet([SendAsync(full, "c"), SendAsync(full, "d")], () =>
        {
            full.Acknowledge(first.Receipt);
            full.Acknowledge(second.Receipt);
        });
        var last = Filled(New(), "a");
        var held = Receive(last);
        ExpectToMeet([last.DrainAsync(), ReceiveAsync(last)], () => last.Acknowledge(held.Receipt));
    }

    /// <summary>Promise 9: what stays with a token that lives for long keeps the queue in memory for as long.</summary>
    [Test, Stage(3)]
    public void A_call_that_has_ended_leaves_nothing_with_its_token()
    {
        using var livesOn = new CancellationTokenSource();
        ExpectForgotten(WaitForAMessage(livesOn.Token), "ReceiveAsync");
        ExpectForgotten(WaitForRoom(livesOn.Token), "SendAsync");
    }

    /// <summary>Waits in a queue that is forgotten then; its clock, which nobody else knows, tells whether it is held.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference WaitForAMessage(CancellationToken cancellationToken)
    {
        var clock = new FarFromZeroClock(Time);
        var queue = New(time: clock);
        var receiver = ReceiveAsync(queue, cancellationToken);
        Filled(queue, "a");
        ExpectGot(receiver, new Got(1, "a", 1), Wakes);
        queue.Acknowledge(receiver.Result.Receipt);
        ExpectStands(queue.DrainAsync(), Wait.Served, Drains);
        return new WeakReference(clock);
    }

    /// <summary>As <see cref="WaitForAMessage"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference WaitForRoom(CancellationToken cancellationToken)
    {
        var clock = new FarFromZeroClock(Time);
        var queue = Filled(New(capacity: 1, time: clock), "a");
        var sender = SendAsync(queue, "b", cancellationToken);
        queue.Acknowledge(Receive(queue).Receipt);
        ExpectStands(sender, Wait.Served, LetIn);
        queue.Acknowledge(Receive(queue).Receipt);
        ExpectStands(queue.DrainAsync(), Wait.Served, Drains);
        return new WeakReference(clock);
    }

    private static void ExpectForgotten(WeakReference clock, string call)
    {
        for (var looks = 0; looks < 3 && clock.IsAlive; looks++)
        {
            VirtualTime.Settle();
            GC.Collect();
        }

        Require(!clock.IsAlive, LeavesNothing,
            $"{call} had ended and the queue was drained and forgotten, but the caller's token still led to it.");
    }

    /// <summary>Does what ends the tasks; the code behind each waits for all of them.</summary>
    private static void ExpectToMeet(Task[] tasks, Action ending)
    {
        var behind = tasks.Select(task => WhenEnded(task, () => tasks.Count(other => Thrown(other) is not null))).ToList();
        _ = Task.Run(ending);
        foreach (var code in behind)
            ExpectStands(code, Wait.Served, "code behind a task holds up nobody", "the code behind one, which waits for both");
    }
}
