using Katas.Engine.Time;

namespace Katas.Specs.Scale;

/// <summary>How a call that may wait stands.</summary>
public enum Wait
{
    /// <summary>It waits.</summary>
    Waiting,

    /// <summary>It has what it waited for.</summary>
    Served,

    /// <summary>The caller left.</summary>
    Cancelled,

    /// <summary>The queue is drained: <see cref="InvalidOperationException"/>.</summary>
    Refused,

    /// <summary>Something else went wrong.</summary>
    Failed,
}

/// <content>Looking at tasks, and at the code behind them.</content>
public partial class MessageQueueSpec
{
    /// <summary>How a call stands once everything that is ready has run.</summary>
    private static Wait Stands(Task task)
    {
        VirtualTime.Settle();
        return !task.IsCompleted ? Wait.Waiting : Thrown(task) switch
        {
            null => Wait.Served,
            OperationCanceledException => Wait.Cancelled,
            InvalidOperationException => Wait.Refused,
            _ => Wait.Failed,
        };
    }

    /// <summary>What awaiting a task that has ended would throw.</summary>
    private static Exception? Thrown(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
            return null;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }

    /// <summary>Runs code on the stack of whoever ends the task, if the subject lets it.</summary>
    private static Task<T> WhenEnded<T>(Task task, Func<T> code) => task.ContinueWith(
        _ => code(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Calls from a thread of its own and waits. A call that never returns is found to hang.</summary>
    private static T FromAnotherThread<T>(Func<T> call)
    {
        var answer = new TaskCompletionSource<T>();
        new Thread(() =>
        {
            try
            {
                answer.SetResult(call());
            }
            catch (Exception thrown)
            {
                answer.SetException(thrown);
            }
        })
        {
            IsBackground = true,
        }.Start();
        return answer.Task.GetAwaiter().GetResult();
    }
}
