using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Specs;

/// <summary>What specs of asynchronous contracts ask of tasks.</summary>
public static class TaskCalls
{
    /// <summary>What awaiting a task that has ended would throw; <see langword="null"/>: nothing.</summary>
    public static Exception? Thrown(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
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
    public static Task<T> WhenEnded<T>(Task task, Func<T> code)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.ContinueWith(
            _ => code(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>
    /// Cancels; in a schedule that is a step, before or after those that look at the token or register with it.
    /// </summary>
    public static void Cancel(CancellationTokenSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ExploredTime.Change(source);
        source.Cancel();
    }

    /// <summary>Calls from a thread of its own and waits. A call that never returns is found to hang.</summary>
    /// <exception cref="Exception">What the call threw.</exception>
    public static T FromAnotherThread<T>(Func<T> call)
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
