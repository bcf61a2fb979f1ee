using System.Runtime.CompilerServices;
using Katas.Concurrency;
using Katas.Engine.Time;
using static Katas.Engine.Specs.TaskCalls;

namespace Katas.Specs.Concurrency;

/// <summary>How a task of the pool ended.</summary>
public enum End
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>With a result.</summary>
    Done,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>The pool was stopped: <see cref="PoolStoppedException"/>.</summary>
    Refused,

    /// <summary>With another exception.</summary>
    Failed,
}

/// <content>Looking at tasks and jobs. A pool may have threads of its own, so what is expected is waited for.</content>
public partial class WorkerPoolSpec
{
    /// <summary>How long to look for something that must not happen.</summary>
    private const int Glance = 20;

    private static void ExpectResult<T>(
        Task<T> job, T expected, string property, [CallerArgumentExpression(nameof(job))] string name = "")
    {
        ExpectEnds(job, End.Done, property, name);
        Expect(job.Result, expected, property, $"the result of {name}");
    }

    /// <summary>Waits for a task's end, and checks how it ended.</summary>
    private static void ExpectEnds(
        Task task, End expected, string property, [CallerArgumentExpression(nameof(task))] string name = "")
    {
        VirtualTime.SettleUntil(() => task.IsCompleted);
        ExpectNow(task, expected, property, name);
    }

    /// <summary>Checks how a task stands when everything that is ready has run.</summary>
    private static void ExpectStands(
        Task task, End expected, string property, [CallerArgumentExpression(nameof(task))] string name = "")
    {
        VirtualTime.Settle();
        ExpectNow(task, expected, property, name);
    }

    private static void ExpectNow(
        Task task, End expected, string property, [CallerArgumentExpression(nameof(task))] string name = "")
    {
        var end = EndOf(task);
        Require(end == expected, property, $"{name} should {Words(expected)}, and {Words(end, task)}.");
    }

    private static End EndOf(Task task) => !task.IsCompleted ? End.None : Thrown(task) switch
    {
        null => End.Done,
        OperationCanceledException => End.Cancelled,
        PoolStoppedException => End.Refused,
        _ => End.Failed,
    };

    private static string Words(End end) => end switch
    {
        End.None => "not have ended yet",
        End.Done => "end with a result",
        End.Cancelled => "be cancelled",
        End.Refused => "be refused with PoolStoppedException",
        _ => "fail",
    };

    private static string Words(End end, Task task) => end switch
    {
        End.None => "has not ended",
        End.Done => "has ended without an exception",
        End.Cancelled => "is cancelled",
        End.Refused => "is refused with PoolStoppedException",
        _ => $"has failed with {Thrown(task)!.GetType().Name}",
    };

    /// <summary>Waits until just these jobs have begun, in this order.</summary>
    private static void ExpectStarted(Workshop work, string property, params IReadOnlyList<int> expected)
    {
        VirtualTime.SettleUntil(() => work.Started.Length >= expected.Count);
        Require(work.Started.SequenceEqual(expected), property,
            $"The jobs that have begun should be {Numbers(expected)}, and are {Numbers(work.Started)}.");
    }

    /// <summary>Waits until so many jobs have begun.</summary>
    private static void ExpectStartedCount(Workshop work, int expected, string property)
    {
        VirtualTime.SettleUntil(() => work.Started.Length >= expected);
        Expect(work.Started.Length, expected, property, "the number of jobs that have begun");
    }

    /// <summary>Looks whether more jobs begin than should.</summary>
    private static void ExpectNotMore(Workshop work, int begun, string property)
    {
        VirtualTime.SettleUntil(() => work.Started.Length > begun, Glance);
        Expect(work.Started.Length, begun, property, "the number of jobs that have begun");
    }

    private static void ExpectSet(IEnumerable<int> actual, IEnumerable<int> expected, string property)
    {
        var (sorted, wanted) = (actual.Order().ToList(), expected.ToList());
        Require(sorted.SequenceEqual(wanted), property,
            $"The jobs that have begun should be {Numbers(wanted)}, and are {Numbers(sorted)}.");
    }

    /// <summary>Checks that no job began while as many before it as there are workers had not.</summary>
    private static void ExpectInTurn(int[] started, int workers)
    {
        for (var place = 0; place < started.Length; place++)
        {
            var overtaken = started.Skip(place).Where(later => later < started[place]).ToList();
            Require(overtaken.Count < workers, InOrder,
                $"Job {started[place]} began before {Numbers(overtaken)}; {workers} workers hold {workers - 1} others at most.");
        }
    }

    private static string Numbers(IEnumerable<int> numbers) => $"[{string.Join(", ", numbers)}]";

    /// <summary>Makes a call that must give its exceptions through the task.</summary>
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
}
